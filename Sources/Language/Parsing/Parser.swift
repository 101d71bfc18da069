import Diagnostics
import Quantities

/// What a line is read against: the units there are, and which names are taken by cells.
public struct ParsingScope: Sendable {
  public var units: UnitCatalog
  public var isBound: @Sendable (String) -> Bool

  public init(
    units: UnitCatalog = .standard, isBound: @escaping @Sendable (String) -> Bool = { _ in false }
  ) {
    self.units = units
    self.isBound = isBound
  }
}

/// Reads lines of the language: recursive descent with precedence climbing, one token ahead, never
/// back.
struct Parser {
  let source: Source
  let range: Range<Int>
  var scope: ParsingScope
  /// How the question that is being read is written.
  var form: String?
  private let tokens: [Token]
  private var index = 0
  /// How many levels `nested` has gone down; a whole expression stands at level 0.
  private var depth = -1

  /// Lines are limited to 4 KiB, expressions to 100 levels.
  static let longestLine = 4096
  static let deepestNesting = 100

  init(_ source: Source, _ range: Range<Int>, _ scope: ParsingScope) throws(Diagnostic) {
    self.source = source
    self.range = range
    self.scope = scope
    try Parser.checkSize(source, range)
    var lexer = Lexer(source, range)
    tokens = try lexer.tokens()
  }

  /// Deep nesting is named as such even where the line is too long as well.
  private static func checkSize(_ source: Source, _ range: Range<Int>) throws(Diagnostic) {
    guard range.count > deepestNesting else { return }
    var open = 0
    let bytes = source.string(range.lowerBound..<min(range.upperBound, range.lowerBound + 65_536))
    for (offset, byte) in bytes.utf8.enumerated() {
      if byte == UInt8(ascii: "(") { open += 1 }
      if byte == UInt8(ascii: ")") { open -= 1 }
      if open > deepestNesting {
        let place = range.lowerBound + offset
        throw tooDeep(SourceSpan(source, place..<place + 1))
      }
    }
    guard range.count > longestLine else { return }
    throw Diagnostic(
      .lineTooLong, "This line is longer than 4,096 bytes.",
      at: SourceSpan(source, range.lowerBound + longestLine..<range.lowerBound + longestLine + 1)
    ).label("the limit is here").note("Give a part of it a name: part = …")
  }

  /// Refuses chains such as x.a.b.c… whose tree is as deep as they are long.
  func checkChain(_ length: Int) throws(Diagnostic) {
    guard length <= Parser.deepestNesting else { throw Parser.tooDeep(here) }
  }

  private static func tooDeep(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(.tooDeep, "This is nested more than 100 levels deep.", at: span)
      .label("level 101 starts here").note("Give the inner part a name: part = …")
  }

  // MARK: Tokens

  var current: Token { tokens[min(index, tokens.count - 1)] }

  func peek(_ ahead: Int = 1) -> Token { tokens[min(index + ahead, tokens.count - 1)] }

  mutating func advance() { index += 1 }

  func span(_ range: Range<Int>) -> SourceSpan { SourceSpan(source, range) }

  var here: SourceSpan { span(current.range) }

  /// From an offset to the end of the token before this one.
  func span(from start: Int) -> SourceSpan {
    let end = index > 0 ? tokens[min(index, tokens.count) - 1].range.upperBound : start
    return span(start..<max(start, end))
  }

  /// Passes over a sign if it is the next token.
  mutating func take(_ sign: Token.Sign) -> Bool {
    guard current.isSign(sign) else { return false }
    advance()
    return true
  }

  /// Passes over a word if it is the next token.
  mutating func take(_ word: String) -> Bool {
    guard current.name == word else { return false }
    advance()
    return true
  }

  /// The line with the text of a span replaced.
  func line(replacing place: SourceSpan, with text: String) -> String {
    source.string(range.lowerBound..<place.range.lowerBound) + text
      + source.string(place.range.upperBound..<range.upperBound)
  }

  /// Runs `body` one level deeper.
  mutating func nested<T>(
    _ body: (inout Parser) throws(Diagnostic) -> T
  ) throws(Diagnostic) -> T {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Parser.deepestNesting else { throw Parser.tooDeep(here) }
    return try body(&self)
  }

  // MARK: Ends

  mutating func expectEnd() throws(Diagnostic) {
    guard current.kind != .end else { return }
    throw unexpected()
  }

  /// What to say of a token that fits nowhere.
  func unexpected() -> Diagnostic {
    let place = here
    let text = place.text
    if current.isSign(.assign) {
      return Diagnostic(.unexpectedToken, "One = binds a name; two compare.", at: place)
        .label("only a single name may stand before =")
        .try(line(replacing: place, with: "=="))
    }
    if current.isSign(.close) {
      return Diagnostic(.unexpectedToken, "This parenthesis was never opened.", at: place)
        .label("nothing to close").try(lineWithoutClosing(place))
    }
    if current.isSign(.comma), index > 0, case .number = tokens[index - 1].kind,
      case .number = peek().kind, !current.isSpaced, !peek().isSpaced
    {
      let number = span(tokens[index - 1].range.lowerBound..<peek().range.upperBound)
      return Diagnostic(.badNumber, "A comma in a number groups three digits.", at: number)
        .label("read as two numbers")
        .try(
          number.text.contains(".") || number.text.filter { $0 == "," }.count > 1
            ? nil : line(replacing: number, with: number.text.replacing(",", with: ".")))
    }
    if startsValue(current), index > 0, endsValue(tokens[index - 1]) {
      return missingOperator(tokens[index - 1].range)
    }
    return Diagnostic(.unexpectedToken, "“\(text)” does not belong here.", at: place)
      .label("the line was complete before this")
      .try(source.string(range.lowerBound..<place.range.lowerBound).trimmed)
  }

  /// The line without a parenthesis too many, and without those that end it.
  private func lineWithoutClosing(_ place: SourceSpan) -> String {
    let rest = source.string(place.range.lowerBound..<range.upperBound)
    return rest.allSatisfy { $0 == ")" || $0.isWhitespace }
      ? source.string(range.lowerBound..<place.range.lowerBound).trimmed
      : line(replacing: place, with: "").trimmed
  }

  private func startsValue(_ token: Token) -> Bool {
    switch token.kind {
    case .number: true
    case .name(let name):
      !reservedWords.contains(name) && (!clauseWords.contains(name) || scope.isBound(name))
    case .sign(let sign): sign == .open || sign == .dollar
    case .text: false
    case .end: false
    }
  }

  private func endsValue(_ token: Token) -> Bool {
    switch token.kind {
    case .number: true
    case .name(let name): !reservedWords.contains(name)
    case .sign(let sign): sign == .close || sign == .percent
    case .text: false
    case .end: false
    }
  }

  /// Two values with nothing between them.
  func missingOperator(_ before: Range<Int>) -> Diagnostic {
    let gap = span(before.upperBound..<current.range.lowerBound)
    let problem = Diagnostic(
      .missingOperator, "An operator is missing between two values.",
      at: span(before.lowerBound..<current.range.upperBound)
    )
    if let name = current.name, !scope.isBound(name), scope.units.unit(named: name) != nil,
      !peek().isSign(.open)
    {
      let isPrice = source.string(range.lowerBound..<before.lowerBound).trimmed.last == "$"
      return problem.label(isPrice ? "a price is per unit" : "units are joined by ·")
        .try(line(replacing: gap, with: isPrice ? "/" : "·"))
    }
    return problem.label("multiply with *").try(line(replacing: gap, with: " * "))
  }

  /// What to say where something has to come and does not.
  func missing(
    _ message: String = "A value is missing here.", _ expected: String = "a number, a name or ("
  ) -> Diagnostic {
    let found = current.kind == .end ? "the end of the line" : "“\(here.text)”"
    let place = current.kind == .end ? span(from: range.lowerBound).end : here
    let problem = Diagnostic(.expectedExpression, message, at: place)
      .expected(expected, found: found)
    return form.map { problem.note("It is written \($0).") } ?? problem
  }
}

extension String {
  /// Without white space at both ends.
  var trimmed: String {
    var text = Substring(self)
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
