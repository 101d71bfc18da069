import Basics
import Diagnostics
import Quantities

/// How an uncertain quantity is spread, as its quantiles.
struct Law {
  typealias Maker = @Sendable (Arguments) throws(Diagnostic) -> Law

  /// The unit of the quantiles.
  let unit: Unit
  /// The value below which a share of all lies; the share is between 0 and 1.
  let quantile: @Sendable (Double) -> Double
}

/// The laws with a name of their own.
let laws: [Function] = [
  Function(
    "normal", "an uncertain quantity, spread like a bell around its mean",
    [
      Function.Parameter("mean", .anyQuantity, "the value in the middle"),
      Function.Parameter(
        "deviation", .anyQuantity, "its standard deviation; two thirds lie closer"),
    ], example: "normal(10 s, 2 s)"
  ) { (arguments) throws(Diagnostic) -> Law in
    let mean = arguments.quantity("mean")
    let deviation = try arguments.end("deviation", in: mean.unit)
    guard deviation > 0 else {
      throw Diagnostic(
        .badRange, "A standard deviation is above zero.", at: arguments.span("deviation")
      ).label("this is \(arguments.quantity("deviation").text)")
    }
    return Law(unit: mean.unit) {
      mean.magnitude + deviation * UncertainQuantity.normalQuantile($0)
    }
  },
  Function(
    "one_of", "an uncertain quantity from data: one of the values of a list, each as likely",
    [Function.Parameter("x", .forms("list of quantities"), "a list, or a column of data(…)")],
    example: "one_of([2 s, 3 s, 5 s])"
  ) { (arguments) throws(Diagnostic) -> Law in
    guard case .series(let series)? = arguments["x"],
      case .numbers(let numbers, let unit) = series.items, !numbers.isEmpty
    else {
      throw Diagnostic(
        .wrongArguments, "one_of takes a list of quantities.", at: arguments.span("x")
      )
      .label("this is \(arguments["x"]?.kind ?? "nothing")").try("one_of([2 s, 3 s, 5 s])")
    }
    let sorted = numbers.sorted()
    return Law(unit: unit) { sorted[min(Int($0 * Double(sorted.count)), sorted.count - 1)] }
  },
  Function(
    "triangular", "an uncertain quantity from its least, its likeliest and its greatest value",
    threePoints, example: "triangular(2 days, 3 days, 10 days)"
  ) { (arguments) throws(Diagnostic) -> Law in
    let (low, mode, high) = try arguments.threePoints()
    let left = (mode - low) / (high - low)
    return Law(unit: arguments.quantity("low").unit) { share in
      share < left
        ? low + (high - low) * (left * share).squareRoot()
        : high - (high - low) * ((1 - left) * (1 - share)).squareRoot()
    }
  },
  Function(
    "pert", "the same three values, spread more smoothly: the likeliest counts four times",
    threePoints, example: "pert(2 days, 3 days, 10 days)"
  ) { (arguments) throws(Diagnostic) -> Law in
    let (low, mode, high) = try arguments.threePoints()
    let beta = BetaQuantiles(
      1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low))
    return Law(unit: arguments.quantity("low").unit) { low + (high - low) * beta[$0] }
  },
  Function(
    "beta", "an uncertain share, after so many cases for and against it",
    [
      Function.Parameter("for", .quantity(.none), "cases for it, plus one"),
      Function.Parameter("against", .quantity(.none), "cases against it, plus one"),
    ], example: "beta(8, 4)"
  ) { (arguments) throws(Diagnostic) -> Law in
    let (a, b) = (arguments.number("for"), arguments.number("against"))
    for (name, number) in [("for", a), ("against", b)] where !(0.1...1e6).contains(number) {
      throw Diagnostic(
        .outsideDomain, "beta takes numbers from 0.1 to a million.", at: arguments.span(name)
      ).label("this is \(arguments.quantity(name).text)")
    }
    let beta = BetaQuantiles(a, b)
    return Law(unit: .percent) { 100 * beta[$0] }
  },
]

private let threePoints = [
  Function.Parameter("low", .anyQuantity, "the least it can be"),
  Function.Parameter("mode", .anyQuantity, "the likeliest"),
  Function.Parameter("high", .anyQuantity, "the most it can be"),
]

extension Arguments {
  /// An argument as a number in the unit of another one.
  fileprivate func end(_ name: String, in unit: Unit) throws(Diagnostic) -> Double {
    let given = quantity(name)
    guard let same = given.converted(to: unit) else {
      throw mismatch(.certain(Quantity(1, unit)), .certain(given), at: span(name))
    }
    return same.magnitude
  }

  fileprivate func threePoints() throws(Diagnostic) -> (low: Double, mode: Double, high: Double) {
    let low = quantity("low")
    let mode = try end("mode", in: low.unit)
    let high = try end("high", in: low.unit)
    guard low.magnitude <= mode, mode <= high, low.magnitude < high else {
      throw Diagnostic(
        .badRange, "The least comes first, then the likeliest, then the most.", at: span
      )
      .label("\(low.text), \(quantity("mode").text), \(quantity("high").text)")
    }
    return (low.magnitude, mode, high)
  }
}

/// The quantiles of a beta law, from its density summed up once.
private struct BetaQuantiles {
  private static let steps = 4_096
  /// The share below each of the angles t from 0 to a right one, where the value is sin²t.
  private var below: [Double] = [0]

  init(_ a: Double, _ b: Double) {
    let step = Double.pi / 2 / Double(BetaQuantiles.steps)
    // The density over the angle, from its largest, so that nothing vanishes.
    func logarithm(_ t: Double) -> Double {
      (2 * a - 1) * PortableMath.log(sine(t)) + (2 * b - 1) * PortableMath.log(sine(.pi / 2 - t))
    }
    let middles = (0..<BetaQuantiles.steps).map { logarithm((Double($0) + 0.5) * step) }
    let most = middles.max() ?? 0
    for middle in middles { below.append(below[below.count - 1] + PortableMath.exp(middle - most)) }
    let all = below[below.count - 1]
    below = below.map { $0 / all }
  }

  subscript(share: Double) -> Double {
    var (low, high) = (0, BetaQuantiles.steps)
    while high - low > 1 {
      let middle = (low + high) / 2
      if below[middle] <= share { low = middle } else { high = middle }
    }
    let width = below[high] - below[low]
    let part = width > 0 ? (share - below[low]) / width : 0.5
    let s = sine((Double(low) + part) * .pi / 2 / Double(BetaQuantiles.steps))
    return s * s
  }

  /// The sine from zero to a right angle, by its series.
  private func sine(_ t: Double) -> Double {
    var term = t
    var sum = t
    for n in 1...12 {
      term *= -t * t / Double((2 * n) * (2 * n + 1))
      sum += term
    }
    return sum
  }
}
