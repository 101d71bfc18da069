import Display

extension Sample {
  private static func triangle(_ count: Int, number: Int = 1) -> HeatMap {
    let words = ["What", "is", "a", "cold", "start", "?"]
    let names = (0..<count).map { words[$0 % words.count] }
    return HeatMap(
      rows: names.enumerated().map { row, name in
        let total = Double((row + 1) * (row + 2) / 2)
        return HeatMap.Row(
          name: "\(number + row) \(name)", shares: (0...row).map { Double($0 + 1) / total })
      }, columns: names, firstNumber: number,
      caption: Text("Which tokens each token looks at.", .muted))
  }

  static let heatMaps = [
    Sample(
      "heat-maps",
      [
        .heatMap(triangle(6)),
        .heatMap(triangle(30, number: 13)),
        .lines([Text("Behind each layer", .strong)]),
        .heatMap(
          HeatMap(
            rows: [
              HeatMap.Row(name: "input", shares: [0.01, 0.05, 0.94]),
              HeatMap.Row(name: "layer 1", shares: [0.3, 0.45, 0.2]),
              HeatMap.Row(name: "layer 2", shares: [0.985, .nan]),
              HeatMap.Row(name: "a layer with a long name", shares: [-1, .infinity, 0.5, 0.5]),
            ], columns: ["A", "serverless", "the"])),
        .heatMap(HeatMap(rows: [], columns: ["nothing"], caption: "Nothing was read.")),
      ])
  ]
}
