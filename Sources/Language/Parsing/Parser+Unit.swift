import Diagnostics
import Quantities

/// Words that follow a number without being its unit.
private let wordsAfterNumber = reservedWords.subtracting(["per"]).union(clauseWords)

/// Words that multiply the number in front of them.
private let scalesInWords: [String: Double] = [
  "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
]

extension Parser {
  /// What a word behind a number multiplies it by, `2 million`, passed over if it is there; else 1.
  mutating func scaleInWords() -> Double {
    guard let name = current.name, !scope.isBound(name), scope.units.unit(named: name) == nil,
      let scale = scalesInWords[name]
    else { return 1 }
    advance()
    return scale
  }

  /// The unit behind a number, none if nothing there is one.
  mutating func unitAfterNumber(_ numberStart: Int) throws(Diagnostic) -> Unit {
    if take(.percent) { return .percent }
    var factors: [Unit.Factor] = []
    if current.isSign(.dollar), !peekIsNumber {
      try factorOrGroup(&factors, sign: 1)
      try moreFactors(&factors, sign: 1)
    } else if let name = current.name, name != "per", !wordsAfterNumber.contains(name),
      !setsAnother(name)
    {
      guard scope.units.unit(named: name) != nil else {
        throw scope.isBound(name) || peek().isSign(.open) && !peek().isSpaced
          ? missingOperator(numberStart..<span(from: numberStart).range.upperBound)
          : unknownUnit(name, at: here)
      }
      try factor(&factors, sign: 1)
      try moreFactors(&factors, sign: 1)
    } else if isUnitGroup {
      try factorOrGroup(&factors, sign: 1)
      try moreFactors(&factors, sign: 1)
    }
    try denominators(&factors)
    return try unit(of: factors, from: numberStart)
  }

  /// Whether what stands behind a number is the next name that is set, as in `x = 1 y = 2`.
  private func setsAnother(_ name: String) -> Bool {
    peek().isSign(.assign) && (scope.isBound(name) || scope.units.unit(named: name) == nil)
  }

  /// The product of the factors read since an offset.
  private func unit(of factors: [Unit.Factor], from start: Int) throws(Diagnostic) -> Unit {
    let unit = Unit(factors)
    guard unit.isReasonable else {
      throw Diagnostic(.badExponent, "This unit has too high a power.", at: span(from: start))
        .label("powers go up to 30")
    }
    return unit
  }

  /// Whether a product of units in parentheses comes next: `432 (gpu*h)/month`, as it is written
  /// where "·" cannot be. With a cell's name in it, it is a product that lacks its operator.
  private var isUnitGroup: Bool {
    guard current.isSign(.open), let names = groupNames(from: 1), names.count > 1 else {
      return false
    }
    return names.allSatisfy { scope.units.unit(named: $0) != nil && !scope.isBound($0) }
  }

  private var peekIsNumber: Bool {
    if case .number = peek().kind { return true }
    return false
  }

  /// The unit behind `$number`: only what is per something.
  mutating func unitAfterDollars(_ start: Int) throws(Diagnostic) -> Unit {
    var factors = [Unit.Factor(.dollar)]
    try denominators(&factors)
    return try unit(of: factors, from: start)
  }

  /// A unit by itself, after `in` or in a declaration: `$/(gpu*h)`, `%`, `1/s`, `request/month`.
  mutating func unit() throws(Diagnostic) -> Unit {
    if take(.percent) { return .percent }
    let start = current.range.lowerBound
    var factors: [Unit.Factor] = []
    if case .number(1) = current.kind, peek().isSign(.over) {
      advance()
    } else if !current.isSign(.over), current.name != "per" {
      // A plain number, as `in 1` asks for.
      if case .number(1) = current.kind {
        advance()
        return .none
      }
      try factorOrGroup(&factors, sign: 1)
      try moreFactors(&factors, sign: 1)
    }
    while current.isSign(.over) || current.name == "per" {
      advance()
      try factorOrGroup(&factors, sign: -1)
      try moreFactors(&factors, sign: -1)
    }
    return try unit(of: factors, from: start)
  }

  private mutating func factorOrGroup(
    _ factors: inout [Unit.Factor], sign: Int
  ) throws(Diagnostic) {
    if take(.dollar) {
      factors.append(Unit.Factor(.dollar, sign * (try exponent())))
      return
    }
    guard current.isSign(.open) else {
      guard current.name != nil else { throw missing("A unit is missing here.", "a unit") }
      return try factor(&factors, sign: sign)
    }
    let open = here
    advance()
    repeat {
      try factorOrGroup(&factors, sign: sign)
    } while take(.times) || take(.middleDot)
    guard take(.close) else {
      throw Diagnostic(.unclosed, "A parenthesis is not closed.", at: open).label("opened here")
    }
  }

  /// `/unit` and `per unit` behind a number, as long as they follow.
  private mutating func denominators(_ factors: inout [Unit.Factor]) throws(Diagnostic) {
    while true {
      if isPer {
        advance()
        try factorOrGroup(&factors, sign: -1)
      } else if try isTightUnit() {
        advance()
        try factorOrGroup(&factors, sign: -1)
      } else {
        return
      }
      try moreFactors(&factors, sign: -1)
    }
  }

  /// `per`, and in an answer also `a` and `an`: $3 an hour.
  private var isPer: Bool {
    guard let word = current.name else { return false }
    return word == "per"
      || scope.readsUnitsLoosely && ["a", "an"].contains(word) && isFreeUnit(peek())
  }

  /// Whether a token is the name of a unit and of nothing else.
  func isFreeUnit(_ token: Token) -> Bool {
    token.name.map { !scope.isBound($0) && scope.units.unit(named: $0) != nil } ?? false
  }

  /// Whether a slash stands tight between what came before and a unit. A name that is both a unit
  /// and a cell is refused.
  private func isTightUnit() throws(Diagnostic) -> Bool {
    guard current.isSign(.over) else { return false }
    guard !current.isSpaced, !peek().isSpaced else {
      guard scope.readsUnitsLoosely else { return false }
      if peek().isSign(.open) {
        return groupNames(from: 2)?.allSatisfy {
          scope.units.unit(named: $0) != nil && !scope.isBound($0)
        } ?? false
      }
      return isFreeUnit(peek()) && !peek(2).isSign(.open) && !peek(2).isSign(.dot)
    }
    if peek(2).isSign(.dot), !peek(2).isSpaced { return false }
    let names = peek().isSign(.open) ? groupNames(from: 2) : peek().name.map { [$0] }
    if peek().isSign(.dollar) {
      return !{ if case .number = peek(2).kind { true } else { false } }()
    }
    guard let names, names.allSatisfy({ scope.units.unit(named: $0) != nil }) else {
      try refuseMisspeltUnit()
      return false
    }
    guard let clash = names.first(where: scope.isBound) else { return true }
    let other = unitSpelling(clash)
    throw Diagnostic(
      .unitOrName, "“\(clash)” is a unit and also a name here.",
      at: span(current.range.lowerBound..<peek().range.upperBound)
    )
    .label("which is meant?")
    .note(other.map { "For the unit write it as \($0)." } ?? "Rename the cell.")
    .try(
      names.allSatisfy(scope.isBound)
        ? line(replacing: here, with: " / ")
        : other.map { line(replacing: span(token(named: clash).range), with: $0) })
  }

  /// The next token that is this name.
  private func token(named name: String) -> Token {
    var ahead = 1
    while peek(ahead).kind != .end, peek(ahead).name != name { ahead += 1 }
    return peek(ahead)
  }

  /// `$3/hoour`: behind the slash stands something that is no cell but nearly a unit.
  private func refuseMisspeltUnit() throws(Diagnostic) {
    guard let name = peek().name, !scope.isBound(name), !peek(2).isSign(.open),
      scope.units.unit(named: name) == nil,
      name == "m" || closest(to: name, among: scope.units.names) != nil
    else { return }
    throw unknownUnit(name, at: span(peek().range))
  }

  /// Another name of the same unit that no cell has.
  private func unitSpelling(_ name: String) -> String? {
    let entry = scope.units.entries.first { $0.names.contains(name) }
    return entry?.names.first { !scope.isBound($0) }
  }

  /// The names in `(gpu*h)`, the first of them `first` tokens on; nil if anything else stands in the
  /// parentheses.
  private func groupNames(from first: Int) -> [String]? {
    var ahead = first
    var names: [String] = []
    while true {
      guard let name = peek(ahead).name ?? (peek(ahead).isSign(.dollar) ? "$" : nil) else {
        return nil
      }
      names.append(name)
      ahead += 1
      if peek(ahead).isSign(.power), case .number = peek(ahead + 1).kind { ahead += 2 }
      if peek(ahead).isSign(.close) { return names }
      guard peek(ahead).isSign(.times) || peek(ahead).isSign(.middleDot) else { return nil }
      ahead += 1
    }
  }

  /// `·name` as long as it follows.
  private mutating func moreFactors(
    _ factors: inout [Unit.Factor], sign: Int
  ) throws(Diagnostic) {
    while take(.middleDot) || takeLooseJoint() { try factorOrGroup(&factors, sign: sign) }
  }

  /// A unit where a value could stand, in an answer: the gpu and the h of $1000 / (gpu h). nil where
  /// none stands there.
  mutating func looseUnit() throws(Diagnostic) -> Unit? {
    guard scope.readsUnitsLoosely, isFreeUnit(current), !peek().isSign(.open),
      !peek().isSign(.dot)
    else { return nil }
    let start = current.range.lowerBound
    var factors: [Unit.Factor] = []
    repeat { try factor(&factors, sign: 1) } while take(.middleDot) || isFreeUnit(current)
    return try unit(of: factors, from: start)
  }

  /// What joins units in an answer, passed over if it is there: GPU-hours, gpu*h, GPU hours.
  private mutating func takeLooseJoint() -> Bool {
    guard scope.readsUnitsLoosely else { return false }
    if current.isSpaced, isFreeUnit(current) { return true }
    guard current.isSign(.minus) || current.isSign(.times), !current.isSpaced, !peek().isSpaced,
      isFreeUnit(peek())
    else { return false }
    advance()
    return true
  }

  private mutating func factor(_ factors: inout [Unit.Factor], sign: Int) throws(Diagnostic) {
    guard let name = current.name, let unit = scope.units.unit(named: name) else {
      throw unknownUnit(current.name ?? here.text, at: here)
    }
    advance()
    factors.append(Unit.Factor(unit, sign * (try exponent())))
  }

  /// `^2` or `^-1` tight behind a unit's name; 1 where there is none.
  private mutating func exponent() throws(Diagnostic) -> Int {
    if current.isSign(.power), !current.isSpaced, peek().isSign(.minus), !peek().isSpaced,
      case .number(let value) = peek(2).kind, !peek(2).isSpaced
    {
      let place = span(peek(2).range)
      for _ in 0..<3 { advance() }
      return -(try unitExponent(value, place))
    }
    guard current.isSign(.power), !current.isSpaced, case .number(let value) = peek().kind,
      !peek().isSpaced
    else { return 1 }
    let place = span(peek().range)
    advance()
    advance()
    return try unitExponent(value, place)
  }

  private func unitExponent(_ value: Double, _ place: SourceSpan) throws(Diagnostic) -> Int {
    guard value >= 1, value <= 9, let exponent = Int(exactly: value) else {
      throw Diagnostic(.badExponent, "A unit's exponent is a digit from 1 to 9.", at: place)
        .label("not a digit")
    }
    return exponent
  }

  /// `$3 /h`: the slash divides, and behind it stands a unit that is no name.
  func refuseSpacedUnit(after operand: Expression) throws(Diagnostic) {
    guard !scope.readsUnitsLoosely, case .name(let name) = peek().kind, !scope.isBound(name),
      !peek(2).isSign(.open), !peek(2).isSign(.dot), scope.units.unit(named: name) != nil
    else { return }
    let place = span(span(from: range.lowerBound).range.upperBound..<peek().range.upperBound)
    guard case .number(let quantity) = operand.form, !quantity.unit.isPercent,
      source.string(operand.span.range).last != ")"
    else {
      throw Diagnostic(.spacedUnit, "A unit stands only behind a number.", at: place)
        .label("\(name) is a unit; here / divides by a value")
        .try(line(replacing: place, with: " / (1 \(name))"))
    }
    throw Diagnostic(.spacedUnit, "A unit's slash stands tight behind the number.", at: place)
      .label("\(name) is a unit; with spaces, / divides by a name")
      .try(line(replacing: place, with: "/\(name)"))
  }

  private func unknownUnit(_ name: String, at place: SourceSpan) -> Diagnostic {
    let base = Diagnostic(.unknownUnit, "“\(name)” is not a unit.", at: place)
    let end = place.range.upperBound
    switch name {
    case "m" where source.text.utf8.dropFirst(end).first == UInt8(ascii: "^"):
      // Nobody squares a minute.
      return base.label("meters are meter, minutes are min")
        .try(line(replacing: place, with: "meter"))
    case "m":
      return base.label("minutes are min, months are month, a million is 1M")
        .try(line(replacing: place, with: "min"))
    case "k", "K", "M", "B":
      let gap = span(span(from: range.lowerBound).range.upperBound..<current.range.upperBound)
      return base.label("k, M and B stand tight behind the number")
        .try(line(replacing: gap, with: name == "K" ? "k" : name))
    default:
      let close = closest(to: name, among: scope.units.names)
      return base.label(close == nil ? "no such unit; help units lists them" : "not a unit")
        .try(close.map { line(replacing: place, with: $0) })
    }
  }
}
