import Language
import Quantities

/// A number that stands in prose as it was typed, with what it counts.
struct TypedFigure: Hashable {
  /// As it stands: "$12,000", "15%", "four GPUs".
  let text: String
  /// The number, its "million" included.
  let number: Double
  /// What it may be off, as its last digit says.
  let slack: Double
  let kind: Kind

  enum Kind: Hashable {
    case money, share
    /// A quantity in a unit: "20 s", "four GPUs", "a million requests".
    case unit(Unit)
    /// What one figure is of another: "twice", "six times", "ten to one".
    case ratio
  }

  /// Whether a value is what was typed, as far as the digits go.
  func agrees(with value: Quantity) -> Bool {
    amounts(of: value).contains { abs($0 - number) <= slack }
  }

  /// Whether a value is of the kind that the figure measures.
  func measures(_ value: Quantity) -> Bool { !amounts(of: value).isEmpty }

  /// The value in the unit in which the figure is typed; none where that is of another kind.
  func amounts(of value: Quantity) -> [Double] {
    switch kind {
    case .money: value.unit.hasDollarPrefix ? [value.magnitude] : []
    case .share:
      value.dimension.isNone ? [value.unit.isPercent ? value.magnitude : value.base * 100] : []
    case .unit(let unit):
      value.converted(to: unit).map { [$0.magnitude] } ?? perRequest(value, unit)
    case .ratio: value.dimension.isNone ? [value.base] : []
    }
  }

  /// "1.5 s" for 1.5 gpu·s/request, "1M requests" for 1M requests/month.
  private func perRequest(_ value: Quantity, _ unit: Unit) -> [Double] {
    guard let first = unit.factors.first, unit.factors.count == 1,
      value.unit.factors.contains(where: { $0.unit == first.unit && $0.exponent == 1 })
    else { return [] }
    return [value.magnitude]
  }
}

extension TypedFigure {
  /// All that stand in a text, in order.
  static func all(in text: String, _ units: UnitCatalog) -> [TypedFigure] {
    let words = text.split { $0 == " " || $0 == "\u{00A0}" || $0 == "\n" || $0 == "(" || $0 == ")" }
      .map(String.init)
    var found: [TypedFigure] = []
    for index in words.indices {
      let rest = Array(words[(index + 1)...].prefix(3))
      if let figure = figure(words[index], before: rest, units) { found.append(figure) }
    }
    return found
  }

  private static func figure(
    _ word: String, before rest: [String], _ units: UnitCatalog
  ) -> TypedFigure? {
    let bare = word.trimmingSigns
    if let ratio = ratio(bare, before: rest) { return ratio }
    let isMoney = bare.hasPrefix("$")
    var digits = isMoney ? String(bare.dropFirst()) : bare
    let isShare = digits.hasSuffix("%")
    if isShare { digits.removeLast() }
    var suffix = 1.0
    if let last = digits.last, let factor = ["k": 1e3, "M": 1e6, "B": 1e9][last] {
      suffix = factor
      digits.removeLast()
    }
    // A price such as $1.79/h names its unit.
    if isMoney, let slash = digits.firstIndex(of: "/") { digits = String(digits[..<slash]) }
    // "A million requests" is a number, and "a request" is none.
    if bare.lowercased() == "a", rest.first.map({ large[$0] != nil }) ?? false { digits = "1" }
    let plain = digits.filter { $0 != "," }
    guard let number = Double(plain) ?? wholeNumbers[bare.lowercased()], number.isFinite,
      plain.first?.isNumber ?? false || wholeNumbers[bare.lowercased()] != nil
    else { return nil }
    var factor = suffix
    var next = rest.first?.trimmingSigns ?? ""
    if let large = large[next.lowercased()] {
      factor *= large
      next = rest.dropFirst().first?.trimmingSigns ?? ""
    }
    let places = plain.split(separator: ".").dropFirst().first?.count ?? 0
    let slack = max(0.5000001 * power(places), number * 1e-9) * factor
    func made(_ kind: Kind, _ text: String) -> TypedFigure {
      TypedFigure(text: text, number: number * factor, slack: slack, kind: kind)
    }
    if isMoney { return made(.money, bare) }
    if isShare { return made(.share, bare) }
    if ["percent", "%"].contains(next) { return made(.share, bare + " " + next) }
    let name = next.hasSuffix("GPUs") || next == "GPU" ? "gpu" : next
    guard let unit = units.unit(named: name) ?? units.unit(named: name.singular) else { return nil }
    return made(.unit(Unit(unit)), bare + " " + next)
  }

  /// "twice", "six times", "ten to one".
  private static func ratio(_ word: String, before rest: [String]) -> TypedFigure? {
    func made(_ number: Double, _ text: String) -> TypedFigure {
      TypedFigure(text: text, number: number, slack: number * 0.1, kind: .ratio)
    }
    let lower = word.lowercased()
    if lower == "twice" { return made(2, word) }
    guard let number = Double(lower) ?? wholeNumbers[lower], number > 0 else { return nil }
    let next = rest.map { $0.trimmingSigns }
    if next.first == "times" { return made(number, word + " times") }
    if next.prefix(2) == ["to", "one"] { return made(number, word + " to one") }
    return nil
  }

  private static func power(_ places: Int) -> Double {
    (0..<min(places, 9)).reduce(1) { power, _ in power / 10 }
  }

  private static let wholeNumbers: [String: Double] = [
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "sixteen": 16, "twenty": 20,
    "thirty": 30, "forty": 40, "sixty": 60,
  ]

  private static let large = [
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "hundred": 100,
  ]
}

extension String {
  /// Without the marks that stand around a word.
  fileprivate var trimmingSigns: String {
    var part = self[...]
    while let last = part.last, ".,;:!?)\"'”’*]".contains(last) { part.removeLast() }
    while let first = part.first, "(\"'“‘*[".contains(first) { part.removeFirst() }
    return String(part)
  }

  fileprivate var singular: String { hasSuffix("s") ? String(dropLast()) : self }
}
