import Basics
import Diagnostics
import Quantities

extension Function {
  /// Functions that make one value of all rows of a list.
  private static let together: Set<String> = [
    "sum", "count", "at", "mean", "min", "max", "p5", "p50", "p95", "stdev", "quantile",
    "one_of", "each",
  ]

  /// Whether it makes one value of all rows of a list.
  public var putsRowsTogether: Bool { Function.together.contains(name) }
}

/// Functions over lists and the columns of tables, and the calendar for series of months.
let seriesFunctions: [Function] = [sum, count, at, daysIn]

private let sum = Function(
  "sum", "all values of a list or a column together",
  [Function.Parameter("x", .forms("list of quantities"), "a list or a column")],
  example: "sum([2 h, 3 h])", gives: .anyQuantity, uncertainty: .read
) { (arguments, _) throws(Diagnostic) -> Value in
  guard let series = try arguments.series("x") else { return arguments["x"] ?? .absent }
  guard case .numbers(let numbers, let unit) = series.items else { throw noNumbers(arguments, "x") }
  return .quantity(Quantity(numbers.reduce(0) { $0.plus($1) }, unit))
}

private let count = Function(
  "count", "how many values a list has; of conditions, how many hold",
  [Function.Parameter("x", .forms("list"), "a list, a column, or a condition on one")],
  example: "count([2 h, 3 h, 5 h] > 2 h)", gives: .quantity(.none), uncertainty: .read
) { (arguments, _) throws(Diagnostic) -> Value in
  guard let series = try arguments.series("x") else { return .quantity(Quantity(1)) }
  if case .truths(let truths) = series.items {
    return .quantity(Quantity(Double(truths.count { $0 })))
  }
  return .quantity(Quantity(Double(series.count)))
}

private let at = Function(
  "at", "one value of a list: by its number from 1, or where a condition holds",
  [
    Function.Parameter("x", .forms("list"), "a list or a column"),
    Function.Parameter(
      "place", .forms("number or condition"),
      "which, from 1; or a condition on another column that holds in one row"),
  ], example: "at([2 h, 3 h, 5 h], 2)", gives: .anyQuantity, uncertainty: .read
) { (arguments, _) throws(Diagnostic) -> Value in
  guard let series = try arguments.series("x") else {
    throw Diagnostic(.wrongArguments, "at reads a list.", at: arguments.span("x"))
      .label("this is \(arguments["x"]?.kind ?? "nothing")")
  }
  let place: Int
  switch arguments["place"] {
  case .quantity(let quantity)?:
    guard quantity.dimension.isNone, let whole = Int(exactly: quantity.base), whole >= 1,
      whole <= series.count
    else {
      throw Diagnostic(
        .outOfRange, "The list has \(series.words).", at: arguments.span("place")
      ).label("there is no number \(quantity.text)")
    }
    place = whole - 1
  case .series(let condition)?:
    guard case .truths(let truths) = condition.items, truths.count == series.count else {
      throw Diagnostic(
        .wrongArguments, "at takes a number, or a condition on as many rows.",
        at: arguments.span("place"))
    }
    let rows = truths.indices.filter { truths[$0] }
    guard rows.count == 1 else {
      throw Diagnostic(
        .outOfRange, "The condition holds in \(rows.isEmpty ? "no row" : "\(rows.count) rows").",
        at: arguments.span("place")
      ).label("in just one row there is a value")
    }
    place = rows[0]
  default:
    throw Diagnostic(
      .wrongArguments, "at takes a number or a condition.", at: arguments.span("place")
    ).label("this is \(arguments["place"]?.kind ?? "nothing")")
  }
  return series.value(at: place) ?? .absent
}

private let daysIn = Function(
  "days_in", "how many days a month of the calendar has; a month as a unit always has 30",
  [Function.Parameter("month", .text, "a month or a day of it: 2026-02")],
  example: "days_in(\"2026-02\")", gives: .anyQuantity, uncertainty: .eachSample
) { (arguments, _) throws(Diagnostic) -> Value in
  let text = arguments.text("month") ?? ""
  let parts = text.split(separator: "-", omittingEmptySubsequences: false)
  guard (2...3).contains(parts.count), parts[0].utf8.count == 4, let year = Int(parts[0]),
    parts[1].utf8.count == 2, let month = Int(parts[1]), (1...12).contains(month), year >= 1
  else {
    throw Diagnostic(.outsideDomain, "A month is written 2026-02.", at: arguments.span("month"))
      .label("this is “\(text)”")
  }
  let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  let days = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  guard let day = UnitCatalog.standard.unit(named: "day") else { return .absent }
  return .quantity(Quantity(Double(days), Unit(day)))
}

private func noNumbers(_ arguments: Arguments, _ name: String) -> Diagnostic {
  Diagnostic(.wrongArguments, "Only quantities add up.", at: arguments.span(name))
    .label("this is \(arguments[name]?.kind ?? "nothing")")
}

extension Arguments {
  /// The argument as a list; nil where it is a quantity by itself.
  func series(_ name: String) throws(Diagnostic) -> Series? {
    switch self[name] {
    case .series(let series)?: return series
    case .quantity?, .uncertain?: return nil
    default:
      throw Diagnostic(.wrongArguments, "A list or a column is needed here.", at: span(name))
        .label("this is \(self[name]?.kind ?? "nothing")")
    }
  }

  /// A list as if its values were samples; nil where it is none, or holds no numbers.
  func spread(_ name: String) -> UncertainQuantity? {
    if case .series(let series)? = self[name] { return series.spread }
    return nil
  }
}
