import Diagnostics
import Quantities

extension Statement {
  /// Reads a line, or the part of a source in `range`.
  public static func parse(
    _ source: Source, _ range: Range<Int>? = nil, in scope: ParsingScope
  ) throws(Diagnostic) -> Statement {
    var parser = try Parser(source, range ?? 0..<source.text.utf8.count, scope)
    return try parser.statement()
  }
}

extension Expression {
  /// Reads an expression that takes up the whole range.
  public static func parse(
    _ source: Source, _ range: Range<Int>? = nil, in scope: ParsingScope
  ) throws(Diagnostic) -> Expression {
    var parser = try Parser(source, range ?? 0..<source.text.utf8.count, scope)
    let expression = try parser.expression()
    try parser.expectEnd()
    return expression
  }
}

extension Unit {
  /// Reads a unit alone: "$/(gpu*h)".
  public static func parse(
    _ text: String, in catalog: UnitCatalog = .standard
  ) throws(Diagnostic) -> Unit {
    let source = Source(text)
    var parser = try Parser(source, 0..<text.utf8.count, ParsingScope(units: catalog))
    let unit = try parser.unit()
    try parser.expectEnd()
    return unit
  }
}

extension Parser {
  fileprivate mutating func statement() throws(Diagnostic) -> Statement {
    if current.kind == .end { return .empty }
    if let question = try question() { return .question(question) }
    if let definition = try functionDefinition() { return .function(definition) }
    if let unit = try unitStatement() { return .unit(unit) }
    if let target = try bindingTarget() {
      let value = try expression()
      try expectEnd()
      return .binding(Binding(target: target, value: value))
    }
    try refuseNameInWords()
    let value = try expression()
    try expectEnd()
    return .expression(value)
  }

  /// `idle cost = 5`: a name is one word.
  private func refuseNameInWords() throws(Diagnostic) {
    var words: [String] = []
    while let word = peek(words.count).name, !reservedWords.contains(word) { words.append(word) }
    guard words.count > 1, peek(words.count).isSign(.assign) else { return }
    let place = here.joined(to: span(peek(words.count - 1).range))
    throw Diagnostic(.badName, "A name is one word.", at: place)
      .label("\(words.count) words")
      .try(line(replacing: place, with: words.joined(separator: "_")))
  }

  /// `name =` or `model.name =`, passed over if it is there.
  mutating func bindingTarget() throws(Diagnostic) -> Target? {
    guard current.name != nil else { return nil }
    var ahead = 1
    while peek(ahead).isSign(.dot), peek(ahead + 1).name != nil { ahead += 2 }
    guard peek(ahead).isSign(.assign) else { return nil }
    let target = try target(isNew: true)
    advance()
    return target
  }

  /// A name with dots.
  /// - Parameter isNew: whether it may be given here, so that another name can be offered.
  mutating func target(isNew: Bool = false) throws(Diagnostic) -> Target {
    let start = current.range.lowerBound
    var path: [String] = []
    repeat {
      guard let name = current.name else { throw missing("A name is missing here.", "a name") }
      try checkName(name, isNew: isNew)
      path.append(name)
      advance()
    } while take(.dot)
    return Target(path: path, span: span(from: start))
  }

  func checkName(_ name: String, isNew: Bool = true) throws(Diagnostic) {
    guard reservedWords.contains(name) || name.hasSuffix("$") else { return }
    throw Diagnostic(.badName, "“\(name)” is a word of the language.", at: here)
      .label("cannot be a name")
      .try(isNew ? line(replacing: here, with: name.filter { $0 != "$" } + "_1") : nil)
  }

  /// `name(a, b) = body`; only the tokens up to the = decide.
  mutating func functionDefinition() throws(Diagnostic) -> FunctionDefinition? {
    guard let name = current.name, peek().isSign(.open), !peek().isSpaced else { return nil }
    var ahead = 2
    var parameters: [String] = []
    while let parameter = peek(ahead).name {
      parameters.append(parameter)
      ahead += 1
      guard peek(ahead).isSign(.comma), peek(ahead + 1).name != nil else { break }
      ahead += 1
    }
    guard peek(ahead).isSign(.close), peek(ahead + 1).isSign(.assign) else { return nil }
    try checkName(name)
    let nameSpan = here
    for _ in 0..<ahead {
      advance()
      if let parameter = current.name {
        try checkName(parameter)
        if parameters.filter({ $0 == parameter }).count > 1 {
          throw Diagnostic(.duplicateName, "Two parameters are called \(parameter).", at: here)
            .label("the second one")
        }
      }
    }
    advance()
    advance()
    let isBound = scope.isBound
    scope.isBound = { [parameters] in parameters.contains($0) || isBound($0) }
    let body = try expression()
    try expectEnd()
    return FunctionDefinition(
      name: name, nameSpan: nameSpan, parameters: parameters, body: body)
  }
}
