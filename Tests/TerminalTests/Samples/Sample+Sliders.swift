import Display

extension Sample {
  private static func slider(
    _ value: String, _ share: Double, from start: String, _ startShare: Double,
    low: String = "1%", high: String = "100%"
  ) -> Block {
    .slider(
      Slider(
        low: low, high: high, value: value, start: start, share: share, startShare: startShare))
  }

  static let sliders = [
    Sample(
      "sliders",
      [
        .lines([
          Text("utilization", .name) + Text("  ") + Text("40%", .value) + Text("  was 15%", .muted)
        ]),
        slider("40%", 0.394, from: "15%", 0.141),
        slider("15%", 0.141, from: "15%", 0.141),
        slider("16%", 0.152, from: "15%", 0.141),
        slider("1%", 0, from: "15%", 0.141),
        slider("100%", 1, from: "15%", 0.141),
        slider("15%", 0.141, from: "100%", 1),
        slider(
          "$12,000/month", 0.58, from: "$500/month", 0.39, low: "$1/month",
          high: "$10,000,000/month"),
        slider("12", .nan, from: "3", -4, low: "", high: ""),
      ])
  ]
}
