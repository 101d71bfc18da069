import CMath
import Display
import Quantities

/// How the samples of an uncertain quantity are distributed, as bars with what lies in the middle
/// and at the ends of nine in ten.
struct OddsPicture {
  private let quantity: UncertainQuantity
  private let name: String
  /// The least and the largest number that is drawn: all but one in a hundred on either side.
  private let low: Double
  private let high: Double
  /// Whether the axis goes by ratios: from 30 times the least on.
  private let isLogarithmic: Bool

  private static let bars = 36

  init(_ quantity: UncertainQuantity, of name: String) {
    self.quantity = quantity
    self.name = name
    low = quantity.quantile(0.01).magnitude
    high = quantity.quantile(0.99).magnitude
    isLogarithmic = low > 0 && high / low > 30
  }

  var display: Display {
    let marks = [("p5", 0.05), ("p50", 0.5), ("p95", 0.95)].map { name, share in
      (name: name, value: quantity.quantile(share))
    }
    let words = ["one in twenty is less", "half are less", "one in twenty is more"]
    let rows = zip(marks, words).map { mark, words in
      [
        Text("  "), Text(mark.name, .name), Text(mark.value.text(significant: 3), .value),
        Text(words, .muted),
      ]
    }
    return Display([
      .plot(plot(marks)),
      .table(Table(rows: rows, alignments: [.leading, .leading, .trailing], style: .bare)),
    ])
  }

  private func plot(_ marks: [(name: String, value: Quantity)]) -> Plot {
    let (prefix, suffix) = quantity.unit.affixes()
    let bins = counted(OddsPicture.bars)
    return Plot(
      x: Plot.Axis(name: name, prefix: prefix, suffix: suffix, isLogarithmic: isLogarithmic),
      y: Plot.Axis(name: "share of samples", suffix: "%"),
      series: [
        Plot.Series(name: name, points: bins.map { Plot.Point(x: $0.middle, y: $0.share) })
      ],
      marks: marks.map {
        Plot.Mark(x: $0.value.magnitude, y: nil, label: "", name: $0.name)
      },
      form: .bars, table: table)
  }

  /// A dozen rows: about where, and how many lie there, in percent.
  private var table: Table {
    Table(
      header: ["about", "share"].map { Text($0, .muted) },
      rows: counted(12).map { bin in
        [
          Text(Quantity(bin.middle, quantity.unit).text(significant: 3), .value),
          Text(Quantity(bin.share, .percent).text(significant: 3), .value),
        ]
      },
      alignments: [.trailing, .trailing])
  }

  /// Bins of one width, on a logarithmic axis of one ratio, from `low` to `high`.
  private func counted(_ count: Int) -> [(middle: Double, share: Double)] {
    func place(_ x: Double) -> Double { isLogarithmic ? log(x) : x }
    let width = (place(high) - place(low)) / Double(count)
    guard width > 0 else { return [(low, 100)] }
    var shares = [Double](repeating: 0, count: count)
    for sample in quantity.samples where sample >= low && sample <= high {
      let bin = Int((place(sample) - place(low)) / width)
      shares[min(max(bin, 0), count - 1)] += 100 / Double(UncertainQuantity.count)
    }
    return shares.enumerated().map { bin, share in
      let middle = place(low) + (Double(bin) + 0.5) * width
      return (isLogarithmic ? exp(middle) : middle, share)
    }
  }
}
