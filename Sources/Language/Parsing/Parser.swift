import Basics
import Diagnostics
import Quantities

/// What a line is read against: the units there are, and the names that cells have taken.
public struct ParsingScope: Sendable {
  /// The units that may follow a number.
  public var units: UnitCatalog
  /// Whether a cell or a model has this name.
  public var isBound: @Sendable (String) -> Bool
  /// Whether units are read as people write them in an answer: where a value can stand, a unit alone
  /// is one of it, and units may be joined by a space, - or *: "27.78 dollars per GPU-hour".
  public var readsUnitsLoosely = false

  /// Creates a scope.
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
  /// The token behind which a question's next word is awaited, and no operator.
  private var partEnd: Int?
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

  /// The number of the token that comes next.
  var tokenIndex: Int { index }

  /// A bare number with a comma in it, 4,128, that stands by itself among the tokens read since one:
  /// no unit, dollar or per cent says that it is one number, and no parenthesis.
  func numberWithComma(from first: Int) -> SourceSpan? {
    var depth = 0
    for place in first..<min(index, tokens.count) {
      switch tokens[place].kind {
      case .sign(.open), .sign(.openList): depth += 1
      case .sign(.close), .sign(.closeList): depth -= 1
      case .number where depth == 0:
        let number = span(tokens[place].range)
        guard number.text.contains(","), !(place > 0 && tokens[place - 1].isSign(.dollar)),
          !hasUnit(behind: place)
        else { continue }
        return number
      default: continue
      }
    }
    return nil
  }

  /// Whether a unit, or what begins one, stands behind the number at `place`.
  private func hasUnit(behind place: Int) -> Bool {
    let next = tokens[min(place + 1, tokens.count - 1)]
    if let name = next.name { return !reservedWords.contains(name) || name == "per" }
    return next.isSign(.percent) || next.isSign(.dollar) || next.isSign(.over) && !next.isSpaced
  }

  /// Notes that a name to be varied, or another part of a question, is complete.
  mutating func endPart() { partEnd = index }

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

  /// The line without its remark and the white space around, all its parentheses closed.
  var closed: String {
    let body = source.string(range.lowerBound..<(tokens.last?.range.lowerBound ?? range.upperBound))
    let open = tokens.filter { $0.isSign(.open) }.count - tokens.filter { $0.isSign(.close) }.count
    return body.trimmed + String(repeating: ")", count: max(0, open))
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
    throw unexpected(isComplete: true)
  }

  /// What to say of a token that fits nowhere.
  /// - Parameter isComplete: whether the line before it would have done.
  func unexpected(isComplete: Bool = false) -> Diagnostic {
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
        .try(regrouped(number.text).map { line(replacing: number, with: $0) })
    }
    if current.isSign(.colon), index > 0, case .number = tokens[index - 1].kind,
      case .number = peek().kind
    {
      let both = span(tokens[index - 1].range.lowerBound..<peek().range.upperBound)
      let isTime = span(peek().range).text.count == 2
      return Diagnostic(
        .unexpectedToken,
        isTime ? "Is \(both.text) a time of day, or a ratio?" : "A ratio is written with /.",
        at: both
      )
      .label(isTime ? "a ratio is written with /" : "two numbers")
      .note("A time is how long something takes: 11 min + 12 s.")
      .try(line(replacing: place, with: " / "))
    }
    if current.isSign(.middleDot) {
      return Diagnostic(
        .unexpectedToken, "A middle dot joins units; values multiply with *.", at: place
      )
      .label("write *").try(line(replacing: place, with: "*"))
    }
    if current.isSign(.colon), index == 1, tokens[0].name != nil, peek().kind != .end,
      !peek().isSign(.assign)
    {
      return Diagnostic(.unexpectedToken, "A value is set with =.", at: place)
        .label("write =").try(line(replacing: place, with: current.isSpaced ? "=" : " ="))
    }
    let isJoint = current.isSign(.comma) || current.name == "and"
    if isComplete, index > 2, tokens[1].isSign(.assign), peek(isJoint ? 1 : 0).name != nil,
      peek(isJoint ? 2 : 1).isSign(.assign)
    {
      return Diagnostic(.unexpectedToken, "A line sets one name.", at: place)
        .label("set this on a line of its own")
        .try(source.string(range.lowerBound..<place.range.lowerBound).trimmed)
    }
    if partEnd != index, startsValue(current), index > 0, endsValue(tokens[index - 1]),
      !isStranger(current) || peek().isSign(.open)
    {
      return missingOperator(tokens[index - 1].range)
    }
    let problem = Diagnostic(.unexpectedToken, "“\(text)” does not belong here.", at: place)
    guard isComplete else { return problem.label("an operator or ) was expected") }
    let complete = problem.label("the line was complete before this")
    // What ends with a word that means nothing is no line to offer.
    let last = index > 0 ? tokens[index - 1] : current
    return isStranger(last) && !clauseWords.contains(last.name ?? "")
      ? complete : complete.try(source.string(range.lowerBound..<place.range.lowerBound).trimmed)
  }

  /// What was meant by 1,20 (1.20), by 12.000,50 (12,000.50) and by 1234,567 (1,234,567).
  private func regrouped(_ text: String) -> String? {
    guard let comma = text.lastIndex(of: ",") else { return nil }
    let tail = text[text.index(after: comma)...]
    let isGroup = tail.count == 3
    let pointed = text[..<comma].split(separator: ".").dropFirst()
    guard tail.allSatisfy({ $0.isNumber }), pointed.allSatisfy({ $0.count == 3 }),
      pointed.isEmpty || !isGroup
    else { return nil }
    var whole = (isGroup ? text[...] : text[..<comma]).filter { $0.isNumber }
    var groups: [String] = []
    while whole.count > 3 {
      groups.insert(String(whole.suffix(3)), at: 0)
      whole.removeLast(3)
    }
    let number = ([whole] + groups).joined(separator: ",")
    return isGroup ? number : "\(number).\(tail)"
  }

  /// What was meant by 12 000: 12,000.
  private func grouped(_ text: String) -> String? {
    let groups = text.split(separator: " ")
    guard let first = groups.first, 1...3 ~= first.count,
      groups.dropFirst().allSatisfy({ $0.count == 3 }),
      groups.allSatisfy({ $0.allSatisfy { $0.isNumber } })
    else { return nil }
    return groups.joined(separator: ",")
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
    case .sign(let sign): sign == .open || sign == .openList || sign == .dollar
    case .text: false
    case .end: false
    }
  }

  private func endsValue(_ token: Token) -> Bool {
    switch token.kind {
    case .number: true
    case .name(let name): !reservedWords.contains(name)
    case .sign(let sign): sign == .close || sign == .closeList || sign == .percent
    case .text: false
    case .end: false
    }
  }

  /// Whether it is a word that neither a cell nor a unit is called by.
  private func isStranger(_ token: Token) -> Bool {
    token.name.map { !scope.isBound($0) && scope.units.unit(named: $0) == nil } ?? false
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
    let left = tokens[max(0, index - 1)]
    // The unit stands in front: USD 156000.
    if case .number = current.kind, let name = left.name, !scope.isBound(name),
      let unit = scope.units.unit(named: name)
    {
      let place = span(before.lowerBound..<current.range.upperBound)
      let meant = unit == .dollar ? "$\(here.text)" : "\(here.text) \(name)"
      return problem.label("a unit stands behind its number")
        .try(line(replacing: place, with: meant))
    }
    if case .number = current.kind, case .number = left.kind, peek().kind == .end,
      let grouped = grouped(span(before.lowerBound..<current.range.upperBound).text)
    {
      return problem.label("commas group digits")
        .try(line(replacing: span(before.lowerBound..<current.range.upperBound), with: grouped))
    }
    if index == 1, let name = left.name, scope.isBound(name), current.name == nil,
      !current.isSign(.open)
    {
      return problem.label("a value is set with =").try(line(replacing: gap, with: " = "))
    }
    return problem.label("multiply with *")
      .try(isStranger(left) ? nil : line(replacing: gap, with: " * "))
  }

  /// What to say where something has to come and does not.
  func missing(
    _ message: String = "A value is missing here.", _ expected: String = "a number, a name or ("
  ) -> Diagnostic {
    let found = current.kind == .end ? "the end of the line" : "“\(here.text)”"
    let place = current.kind == .end ? span(from: range.lowerBound).end : here
    var problem = Diagnostic(.expectedExpression, message, at: place)
      .expected(expected, found: found)
    // Whoever takes it for a name is not helped by "a name is expected".
    if let word = current.name, reservedWords.contains(word), expected.holds("a name") {
      problem = problem.label("a word of the language, and no name")
    }
    return form.map { problem.note("It is written \($0).") } ?? problem
  }
}

extension SourceSpan {
  /// What to say of 4,128 where that could be two numbers as well.
  func commaInDoubt(in place: String) -> Diagnostic {
    let parted = text.split(separator: ",").joined(separator: ", ")
    let joined = text.filter { $0 != "," }
    let count = text.split(separator: ",").count == 2 ? "two" : "several"
    return Diagnostic(.badNumber, "In \(place), this comma can be read in two ways.", at: self)
      .label("write \(parted) for \(count) numbers, \(joined) for one")
      .try(replaced(with: parted))
  }
}
