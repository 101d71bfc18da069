import Basics
import Diagnostics
import Quantities

extension Declaration {
  /// Reads one line of a model; nil for an empty line or a remark.
  ///
  /// Units that the line defines are not added to the scope: that is the caller's to do.
  public static func parse(
    _ source: Source, _ range: Range<Int>, in scope: ParsingScope
  ) throws(Diagnostic) -> Declaration? {
    var parser = try Parser(source, range, scope)
    return try parser.declaration()
  }

  /// The name that a line of a model declares, found without reading the rest; nil where it
  /// declares none or cannot be read.
  public static func declaredName(_ source: Source, _ range: Range<Int>) -> SourceSpan? {
    let text = source.string(range)
    let words = text.split(maxSplits: 2, whereSeparator: { $0.isWhitespace })
    guard words.count >= 2, words[0] == "param" || words[0] == "result" else { return nil }
    let name = words[1].prefix { $0 != ":" && $0 != "=" }
    let offset = text.utf8.distance(from: text.startIndex, to: name.startIndex)
    let start = range.lowerBound + offset
    return SourceSpan(source, start..<start + name.utf8.count)
  }
}

extension Parser {
  fileprivate mutating func declaration() throws(Diagnostic) -> Declaration? {
    if current.kind == .end { return nil }
    let start = current.range.lowerBound
    switch current.name {
    case "param" where peek().name != nil:
      advance()
      return .parameter(try parameter())
    case "result" where peek().name != nil:
      advance()
      return .result(try result())
    case "check" where !peek().isSign(.assign):
      advance()
      let condition = try expression()
      let tolerance = take("within") ? try expression() : nil
      try expectEnd()
      return .check(
        CheckDeclaration(condition: condition, tolerance: tolerance, span: span(from: start)))
    case "unit" where peek().name != nil:
      advance()
      return .unit(try unitDefinition())
    default:
      if let definition = try functionDefinition() { return .function(definition) }
      throw Diagnostic(.badModelLine, "This line of a model starts with nothing known.", at: here)
        .expected("param, result, check, unit or NAME(…) =", found: "“\(here.text)”")
        .try(
          closest(to: here.text, among: ["param", "result", "check", "unit"]).map {
            line(replacing: here, with: $0).trimmed
          })
    }
  }

  private mutating func declaredName() throws(Diagnostic) -> (String, SourceSpan) {
    guard let name = current.name else { throw missing("A name is missing here.", "a name") }
    try checkName(name)
    let place = here
    advance()
    return (name, place)
  }

  private mutating func parameter() throws(Diagnostic) -> ParameterDeclaration {
    let (name, nameSpan) = try declaredName()
    let unit = take(.colon) ? try self.unit() : nil
    try assign("param \(name) = VALUE")
    let value = try sumOrRange()
    var low: Expression?
    var high: Expression?
    var step: Expression?
    var choices: [String] = []
    if take("in") {
      if case .text = current.kind {
        choices = try self.choices()
      } else {
        low = try sum()
        guard take(.range) else {
          throw Diagnostic(.badModelLine, "A range is written low..high.", at: here)
            .label(".. is missing")
        }
        high = try sum()
        if take("step") { step = try sum() }
      }
    }
    let sentence = try sentence()
    try expectEnd()
    return ParameterDeclaration(
      name: name, nameSpan: nameSpan, unit: unit, value: value, low: low, high: high, step: step,
      choices: choices, sentence: sentence)
  }

  /// The texts that a parameter may be, with commas between them.
  private mutating func choices() throws(Diagnostic) -> [String] {
    var choices: [String] = []
    repeat {
      guard case .text(let text) = current.kind else {
        throw Diagnostic(.badModelLine, "A text to choose from is missing here.", at: here)
          .expected("a text in quotes", found: current.kind == .end ? "the end" : "“\(here.text)”")
      }
      guard !choices.contains(text) else {
        throw Diagnostic(.badModelLine, "This text is among the choices already.", at: here)
      }
      choices.append(text)
      advance()
    } while take(.comma)
    return choices
  }

  private mutating func result() throws(Diagnostic) -> ResultDeclaration {
    let (name, nameSpan) = try declaredName()
    let unit = take(.colon) ? try self.unit() : nil
    try assign("result \(name) = FORMULA")
    let formula = try expression()
    let sentence = try sentence()
    try expectEnd()
    return ResultDeclaration(
      name: name, nameSpan: nameSpan, unit: unit, formula: formula, sentence: sentence)
  }

  /// `unit trip`, if the line begins so.
  mutating func unitStatement() throws(Diagnostic) -> UnitDeclaration? {
    guard current.name == "unit", !scope.isBound("unit"), peek().name != nil else { return nil }
    advance()
    return try unitDefinition()
  }

  private mutating func unitDefinition() throws(Diagnostic) -> UnitDeclaration {
    let (name, nameSpan) = try declaredName()
    guard scope.units.unit(named: name) == nil else {
      throw Diagnostic(.duplicateUnit, "“\(name)” is a unit already.", at: nameSpan)
    }
    guard !BaseDimension.standard.contains(BaseDimension(name)) else {
      throw Diagnostic(.duplicateUnit, "“\(name)” is a kind of quantity already.", at: nameSpan)
        .label("choose another name")
    }
    let plural = try plural(of: name)
    var unit = NamedUnit(name, plural: plural, Dimension(BaseDimension(name)))
    if take(.assign) {
      let start = current.range.lowerBound
      guard case .number(let quantity) = try sum().form, quantity.base > 0, quantity.base.isFinite
      else {
        throw Diagnostic(
          .badModelLine, "A unit is a number of other units.", at: span(from: start)
        ).expected("a number above zero with its unit", found: span(from: start).text)
      }
      unit = NamedUnit(name, plural: plural, quantity.dimension, scale: quantity.base)
    }
    let sentence = try sentence()
    try expectEnd()
    return UnitDeclaration(
      name: name, nameSpan: nameSpan, unit: unit, sentence: sentence,
      text: span(from: range.lowerBound).text.trimmed)
  }

  /// The plural that stands behind a unit's name; else the regular one, where English has no other.
  private mutating func plural(of name: String) throws(Diagnostic) -> String {
    if let stated = current.name {
      let place = here
      try checkName(stated)
      guard scope.units.unit(named: stated) == nil else {
        throw Diagnostic(.duplicateUnit, "“\(stated)” is a unit already.", at: place)
          .label("meant as the plural of \(name)")
      }
      advance()
      return stated
    }
    guard let plural = name.regularPlural, scope.units.unit(named: plural) == nil else {
      return name
    }
    return plural
  }

  private mutating func assign(_ form: String) throws(Diagnostic) {
    guard take(.assign) else {
      throw Diagnostic(.badModelLine, "An = is missing here.", at: here)
        .expected("=", found: current.kind == .end ? "the end of the line" : "“\(here.text)”")
        .note("The form is: \(form)")
    }
  }

  /// The sentence at the end of a declaration, empty where there is none.
  private mutating func sentence() throws(Diagnostic) -> String {
    guard case .text(let text) = current.kind else { return "" }
    advance()
    return text
  }
}

extension String {
  /// The plural of a unit's name of four letters or more, as shorter ones may be signs.
  var regularPlural: String? { count >= 4 ? regularPluralOfWord : nil }

  /// The plural of a word that can have no other: trips, batches, ferries, classes. nil where English
  /// may go its own way, as with loaf, bus and person.
  var regularPluralOfWord: String? {
    guard count >= 3, allSatisfy({ $0.isASCII && $0.isLowercase }) else { return nil }
    let irregular: Set<String> = [
      "child", "person", "foot", "tooth", "goose", "mouse", "louse", "sheep", "fish", "deer",
      "series", "species", "index", "vertex", "matrix", "axis", "staff", "aircraft",
    ]
    guard !irregular.contains(self) else { return nil }
    if hasSuffix("y"), let before = dropLast().last, !"aeiou".contains(before) {
      return dropLast() + "ies"
    }
    if hasSuffix("ss") { return self + "es" }
    for end in ["f", "fe", "o", "y", "s", "z", "man", "um", "on"] where hasSuffix(end) {
      // Days, and what ends like million, person or criterion but is plain: a person was told apart.
      if end == "y", let before = dropLast().last, "aeo".contains(before) { continue }
      if end == "on", hasSuffix("ion") || hasSuffix("oon") || hasSuffix("son") { continue }
      return nil
    }
    return self + (["x", "ch", "sh"].contains { hasSuffix($0) } ? "es" : "s")
  }
}
