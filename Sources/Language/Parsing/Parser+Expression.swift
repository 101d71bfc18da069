import Diagnostics
import Quantities

extension Parser {
  /// Any expression: `or` binds loosest.
  mutating func expression() throws(Diagnostic) -> Expression {
    try nested { (parser: inout Parser) throws(Diagnostic) -> Expression in try parser.or() }
  }

  /// A node from an offset to the last token read. Its parts must have been read before the call:
  /// the parser is copied before the arguments are evaluated.
  private func node(_ form: Expression.Form, from start: Int) -> Expression {
    Expression(form: form, span: span(from: start))
  }

  private mutating func or() throws(Diagnostic) -> Expression {
    let start = current.range.lowerBound
    var parts = [try and()]
    while take("or") { parts.append(try and()) }
    return parts.count == 1 ? parts[0] : node(.any(parts), from: start)
  }

  private mutating func and() throws(Diagnostic) -> Expression {
    let start = current.range.lowerBound
    var parts = [try comparison()]
    while take("and") { parts.append(try comparison()) }
    return parts.count == 1 ? parts[0] : node(.all(parts), from: start)
  }

  private mutating func comparison() throws(Diagnostic) -> Expression {
    let start = current.range.lowerBound
    let left = try side()
    guard let comparison = comparisonSign() else { return left }
    advance()
    let right = try side()
    if comparisonSign() != nil {
      let joint = span(right.span.range.upperBound..<current.range.lowerBound)
      throw Diagnostic(
        .unexpectedToken, "Comparisons do not chain.", at: here
      ).label("join two with and")
        .try(line(replacing: joint, with: " and \(right.text) "))
    }
    return node(.compare(left, comparison, right), from: start)
  }

  private func comparisonSign() -> Expression.Comparison? {
    guard case .sign(let sign) = current.kind else { return nil }
    return Expression.Comparison(rawValue: sign.rawValue)
  }

  /// A sum, or a range of two: `low to high`.
  mutating func sumOrRange() throws(Diagnostic) -> Expression {
    let start = current.range.lowerBound
    let low = try sum()
    guard take("to") else { return low }
    let high = try sum()
    return node(.range(low, high), from: start)
  }

  /// One side of a comparison: sums, `to`, `in`.
  mutating func side() throws(Diagnostic) -> Expression {
    let start = current.range.lowerBound
    var value = try sumOrRange()
    var conversions = 0
    while take("in") {
      conversions += 1
      try checkChain(conversions)
      let unit = try unit()
      value = node(.convert(value, unit), from: start)
    }
    return value
  }

  /// Terms joined by + and -.
  mutating func sum() throws(Diagnostic) -> Expression {
    let start = current.range.lowerBound
    let first = try product()
    var links: [Expression.Link] = []
    while current.isSign(.plus) || current.isSign(.minus) {
      let isInverse = current.isSign(.minus)
      advance()
      links.append(Expression.Link(isInverse: isInverse, operand: try product()))
    }
    return links.isEmpty ? first : node(.sum(first, links), from: start)
  }

  private mutating func product() throws(Diagnostic) -> Expression {
    let start = current.range.lowerBound
    let first = try unary()
    var links: [Expression.Link] = []
    while current.isSign(.times) || current.isSign(.over) {
      let isInverse = current.isSign(.over)
      if isInverse { try refuseSpacedUnit(after: links.last?.operand ?? first) }
      advance()
      if !isInverse, current.isSign(.times), !current.isSpaced { throw doubleStar() }
      links.append(Expression.Link(isInverse: isInverse, operand: try unary()))
    }
    return links.isEmpty ? first : node(.product(first, links), from: start)
  }

  private func doubleStar() -> Diagnostic {
    let stars = span(current.range.lowerBound - 1..<current.range.upperBound)
    return Diagnostic(.unexpectedToken, "A power is written with ^.", at: stars)
      .label("write ^").try(line(replacing: stars, with: "^"))
  }

  private mutating func unary() throws(Diagnostic) -> Expression {
    let start = current.range.lowerBound
    let isMinus = current.isSign(.minus)
    guard isMinus || current.name == "not" || current.isSign(.plus) else { return try power() }
    advance()
    let inner = try nested {
      (parser: inout Parser) throws(Diagnostic) -> Expression in
      isMinus ? try parser.unary() : try parser.comparisonOrUnary(start)
    }
    if source.string(start..<start + 1) == "+" { return inner }
    return node(isMinus ? .negate(inner) : .not(inner), from: start)
  }

  /// `not` covers a comparison, + only what - would.
  private mutating func comparisonOrUnary(_ start: Int) throws(Diagnostic) -> Expression {
    source.string(start..<start + 1) == "+" ? try unary() : try comparison()
  }

  private mutating func power() throws(Diagnostic) -> Expression {
    let start = current.range.lowerBound
    let base = try postfix()
    guard take(.power) else { return base }
    let exponent = try nested {
      (parser: inout Parser) throws(Diagnostic) -> Expression in try parser.unary()
    }
    return node(.power(base, exponent), from: start)
  }

  private mutating func postfix() throws(Diagnostic) -> Expression {
    let start = current.range.lowerBound
    var value = try atom()
    var fields = 0
    while current.isSign(.dot) {
      fields += 1
      try checkChain(fields)
      advance()
      guard let field = current.name else { throw missing("A field's name is missing.", "a name") }
      advance()
      value = node(.field(value, field), from: start)
    }
    return value
  }

  private mutating func atom() throws(Diagnostic) -> Expression {
    let start = current.range.lowerBound
    switch current.kind {
    case .number(var value):
      advance()
      value *= scaleInWords()
      let unit = try unitAfterNumber(start)
      return node(.number(Quantity(value, unit)), from: start)
    case .sign(.dollar):
      advance()
      guard case .number(var value) = current.kind else {
        throw missing("A dollar sign stands before a number.", "a number")
      }
      advance()
      value *= scaleInWords()
      let unit = try unitAfterDollars(start)
      return node(.number(Quantity(value, unit)), from: start)
    case .text(let text):
      advance()
      return node(.text(text), from: start)
    case .sign(.open):
      return try parenthesized()
    case .sign(.openList):
      return try list()
    case .name("if"):
      return try choice()
    case .name("true"), .name("false"):
      let value = current.name == "true"
      advance()
      return node(.bool(value), from: start)
    case .name("step") where peek().kind == .sign(.open):
      // A word of sweeps everywhere else.
      return try nameOrCall("step")
    case .name(let name) where !reservedWords.contains(name):
      if let unit = try looseUnit() { return node(.number(Quantity(1, unit)), from: start) }
      return try nameOrCall(name)
    case .sign(.dot):
      guard case .number = peek().kind, !peek().isSpaced else { throw missing() }
      let number = here.joined(to: span(peek().range))
      throw Diagnostic(.badNumber, "A number starts with a digit.", at: number)
        .label("0 is missing in front").try(line(replacing: here, with: "0."))
    default:
      throw missing()
    }
  }

  private mutating func parenthesized() throws(Diagnostic) -> Expression {
    let start = current.range.lowerBound
    let open = here
    advance()
    let inner = try expression()
    try close(open)
    return Expression(form: inner.form, span: span(from: start))
  }

  /// `[1, 2, 4]`
  private mutating func list() throws(Diagnostic) -> Expression {
    let start = current.range.lowerBound
    let open = here
    advance()
    var elements: [Expression] = []
    repeat {
      let first = tokenIndex
      elements.append(try expression())
      if let number = numberWithComma(from: first) { throw number.commaInDoubt(in: "a list") }
    } while take(.comma)
    guard take(.closeList) else {
      guard current.kind == .end else { throw unexpected() }
      throw Diagnostic(.unclosed, "A list is not closed.", at: open).label("opened here")
        .try(closed + "]")
    }
    return node(.list(elements), from: start)
  }

  private mutating func close(_ open: SourceSpan) throws(Diagnostic) {
    if take(.close) { return }
    guard current.kind == .end else { throw unexpected() }
    throw Diagnostic(.unclosed, "A parenthesis is not closed.", at: open)
      .label("opened here")
      .try(closed)
  }

  private mutating func choice() throws(Diagnostic) -> Expression {
    let start = current.range.lowerBound
    advance()
    let condition = try expression()
    guard take("then") else { throw missing("“then” is missing after the condition.", "then") }
    let first = try expression()
    guard take("else") else {
      let end = span(from: start).end
      throw Diagnostic(.expectedExpression, "“else” is missing.", at: end)
        .label("a choice has a value either way").try(line(replacing: end, with: " else 0"))
    }
    let second = try expression()
    return node(.choice(if: condition, then: first, else: second), from: start)
  }

  private mutating func nameOrCall(_ name: String) throws(Diagnostic) -> Expression {
    let start = current.range.lowerBound
    advance()
    // Behind a name that no cell has, nothing but a call is possible.
    if current.isSign(.open), !current.isSpaced || !scope.isBound(name) {
      let arguments = try arguments(areWeighted: name == "choose")
      return node(.call(name, arguments), from: start)
    }
    var path = [name]
    while current.isSign(.dot), let field = peek().name, !peek().isSpaced {
      advance()
      advance()
      path.append(field)
    }
    return node(.name(path), from: start)
  }

  /// - Parameter areWeighted: whether each is `VALUE: SHARE`, read as two.
  private mutating func arguments(
    areWeighted: Bool
  ) throws(Diagnostic) -> [Expression.Argument] {
    let open = here
    advance()
    if take(.close) { return [] }
    var arguments: [Expression.Argument] = []
    repeat {
      let start = current.range.lowerBound
      var label: String?
      if !areWeighted, let name = current.name, peek().isSign(.colon) {
        label = name
        advance()
        advance()
      }
      let first = tokenIndex
      let value = try expression()
      arguments.append(
        Expression.Argument(
          label: label, value: value, span: span(from: start),
          doubtful: label == nil ? numberWithComma(from: first) : nil))
      guard areWeighted else { continue }
      guard take(.colon) else {
        throw missing("A colon and the share are missing: choose(1 s: 70%, 20 s: 30%).", ":")
      }
      let share = try expression()
      arguments.append(
        Expression.Argument(label: nil, value: share, span: share.span, doubtful: nil))
    } while take(.comma)
    try close(open)
    return arguments
  }
}
