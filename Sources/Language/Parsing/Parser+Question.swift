import Diagnostics
import Quantities

extension Parser {
  /// A question, if the line starts with a verb that no cell is named like.
  mutating func question() throws(Diagnostic) -> Question? {
    let isMarked = current.isSign(.colon)
    guard let verb = (isMarked ? peek() : current).name, !reservedWords.contains(verb) else {
      return nil
    }
    let after = peek(isMarked ? 2 : 1)
    if !isMarked {
      if after.isSign(.assign) || after.isSign(.dot) { return nil }
      if after.isSign(.open), !after.isSpaced { return nil }
      if scope.isBound(verb), !(after.name != nil || after.isSign(.open)) { return nil }
    }
    guard let read = Parser.readers[verb] else {
      if !isMarked { try offerVerb(for: verb, before: after) }
      return nil
    }
    form = Question.verbs.first { $0.verb == verb }?.form
    if isMarked { advance() }
    advance()
    let question = try read(&self)
    try expectEnd()
    return question
  }

  /// A verb that is misspelt: `plt cost over gpus`.
  private func offerVerb(for word: String, before after: Token) throws(Diagnostic) {
    guard let next = after.name, !reservedWords.contains(next), !scope.isBound(word),
      Command(rawValue: word) == nil, let near = closest(to: word, among: Parser.readers.keys)
    else { return }
    throw Diagnostic(.unknownCommand, "There is no question \(word).", at: here)
      .label("did you mean \(near)?").try(line(replacing: here, with: near))
  }

  fileprivate typealias Reader = @Sendable (inout Parser) throws(Diagnostic) -> Question

  fileprivate static let readers: [String: Reader] = [
    "plot": { (parser: inout Parser) throws(Diagnostic) -> Question in
      let expressions = try parser.expressions()
      if parser.take("against") {
        let across = try parser.expression()
        guard expressions.count == 1 else {
          throw Diagnostic(
            .unexpectedToken, "One result is drawn against another.", at: expressions[1].span
          ).label("one too many")
        }
        return .tradeOff(
          expressions[0], against: across, over: try parser.sweep(allowsStep: false))
      }
      return .plot(expressions, over: try parser.sweep(allowsStep: false))
    },
    "sweep": { (parser: inout Parser) throws(Diagnostic) -> Question in
      let expressions = try parser.expressions()
      return .sweep(expressions, over: try parser.sweep(allowsStep: true))
    },
    "why": { (parser: inout Parser) throws(Diagnostic) -> Question in
      let target = try parser.target()
      parser.endPart()
      return .why(target)
    },
    "compare": { (parser: inout Parser) throws(Diagnostic) -> Question in
      try parser.comparison()
    },
    "solve": { (parser: inout Parser) throws(Diagnostic) -> Question in
      try parser.solve()
    },
    "tune": { (parser: inout Parser) throws(Diagnostic) -> Question in
      let target = try parser.target()
      parser.endPart()
      return .tune(target, for: parser.take("for") ? try parser.expression() : nil)
    },
    "timeline": { (parser: inout Parser) throws(Diagnostic) -> Question in
      try parser.timeline()
    },
    "tornado": { (parser: inout Parser) throws(Diagnostic) -> Question in
      .tornado(try parser.expression())
    },
    "table": { (parser: inout Parser) throws(Diagnostic) -> Question in
      .table(try parser.expressions())
    },
  ]

  private mutating func expressions() throws(Diagnostic) -> [Expression] {
    var expressions = [try expression()]
    while take(.comma) { expressions.append(try expression()) }
    return expressions
  }

  /// `over NAME [from A to B] [step S | factor F] [log]`, or `over NAME in [A, B]`; nil where it does not follow.
  private mutating func sweep(allowsStep: Bool) throws(Diagnostic) -> Question.Sweep? {
    guard take("over") else { return nil }
    let target = try target()
    endPart()
    var low: Expression?
    var high: Expression?
    var step: Expression?
    var isLogarithmic = false
    var values: Expression?
    var factor: Expression?
    if take("in") {
      values = try sum()
    } else if take("from") {
      low = try sum()
      guard take("to") else { throw missing("“to” and the end of the range are missing.", "to") }
      high = try sum()
    }
    while true {
      if allowsStep, step == nil, factor == nil, values == nil, take("step") {
        step = try sum()
      } else if allowsStep, step == nil, factor == nil, values == nil, take("factor") {
        factor = try sum()
      } else if !isLogarithmic, take("log") {
        isLogarithmic = true
        endPart()
      } else {
        break
      }
    }
    return Question.Sweep(
      target: target, low: low, high: high, step: step, isLogarithmic: isLogarithmic,
      values: values, factor: factor)
  }

  /// `RUN [against RUN] [from A to B | around WHAT]`.
  private mutating func timeline() throws(Diagnostic) -> Question {
    let run = try expression()
    let other = take("against") ? try expression() : nil
    if take("from") {
      let low = try sum()
      guard take("to") else { throw missing("“to” and the end of the stretch are missing.", "to") }
      return .timeline(run, against: other, .between(low, try sum()))
    }
    guard take("around") else { return .timeline(run, against: other, .beginning) }
    for (words, stretch) in Question.Stretch.named where isNext(words) {
      for _ in words { advance() }
      return .timeline(run, against: other, stretch)
    }
    return .timeline(run, against: other, .around(try sum()))
  }

  /// Whether these words come next.
  private func isNext(_ words: [String]) -> Bool {
    words.enumerated().allSatisfy { peek($0.offset).name == $0.element }
  }

  private mutating func comparison() throws(Diagnostic) -> Question {
    let value = try expression()
    if current.isSign(.comma) {
      let start = current.range.lowerBound
      while take(.comma) { _ = try expression() }
      let rest = span(from: start)
      throw Diagnostic(.unexpectedToken, "One result is compared at a time.", at: rest)
        .label("one too many").try(line(replacing: rest, with: ""))
    }
    guard take("with") else {
      throw Diagnostic(
        .expectedExpression, "Compared with what?", at: span(from: range.lowerBound).end
      ).label("with NAME = VALUE is missing")
    }
    return .compare(value, with: try bindings(after: "with"))
  }

  /// `NAME = VALUE, NAME = VALUE`.
  fileprivate mutating func bindings(after word: String) throws(Diagnostic) -> [Binding] {
    var bindings: [Binding] = []
    repeat {
      if current.name != nil, peek().isSign(.equal) {
        let sign = span(peek().range)
        throw Diagnostic(.unexpectedToken, "One = gives a value; two compare.", at: sign)
          .label("write =").try(line(replacing: sign, with: "="))
      }
      guard let target = try bindingTarget() else {
        throw missing("After “\(word)” stands NAME = VALUE.", "NAME = VALUE")
      }
      bindings.append(Binding(target: target, value: try expression()))
    } while take(.comma)
    return bindings
  }

  private mutating func solve() throws(Diagnostic) -> Question {
    var mirrored = self
    if let line = mirrored.solveWithTheTargetLast() {
      throw Diagnostic(.expectedExpression, "What is solved for stands first.", at: here)
        .label("solve NAME for EXPR = VALUE").try(line)
    }
    let target = try target()
    guard take("for") else {
      throw Diagnostic(
        .expectedExpression, "Solved for what?", at: span(from: range.lowerBound).end
      ).label("for EXPR = VALUE is missing")
    }
    let left = try side()
    guard case .sign(let sign) = current.kind,
      let relation = sign == .equal ? .equal : Question.Relation(rawValue: sign.rawValue)
    else { throw missing("=, <, <=, > or >= and a value are missing.", "=, <, <=, > or >=") }
    advance()
    let wanted = try side()
    return .solve(target, for: left, relation, wanted, in: try ends())
  }

  /// The line that is meant by `solve EXPR = VALUE for NAME`; nil where it reads otherwise.
  private mutating func solveWithTheTargetLast() -> String? {
    let start = current.range.lowerBound
    // What cannot be read so is told as it is read otherwise.
    guard (try? side()) != nil, case .sign(let sign) = current.kind,
      sign == .equal || Question.Relation(rawValue: sign.rawValue) != nil
    else { return nil }
    advance()
    // As above.
    guard (try? side()) != nil else { return nil }
    let equation = span(from: start).text
    // As above.
    guard take("for") else { return nil }
    let from = current.range.lowerBound
    guard (try? target()) != nil else { return nil }
    let name = span(from: from)
    let rest = source.string(name.range.upperBound..<range.upperBound)
    return "solve \(name.text) for \(equation)\(rest)"
  }

  /// `from A to B`, or `between A and B`; nil where neither follows.
  private mutating func ends() throws(Diagnostic) -> Question.Ends? {
    let isBetween = current.name == "between"
    guard take("from") || take("between") else { return nil }
    let low = try sum()
    let word = isBetween ? "and" : "to"
    guard take(word) else {
      throw missing("“\(word)” and the end of the range are missing.", word)
    }
    return Question.Ends(low: low, high: try sum())
  }
}

extension Question {
  /// Reads a question whose verb stands elsewhere, such as the head of a block in a chapter: with
  /// "plot", the range holds `effective over utilization from 5% to 100%`.
  public static func parse(
    _ verb: String, _ source: Source, _ range: Range<Int>, in scope: ParsingScope
  ) throws(Diagnostic) -> Question {
    var parser = try Parser(source, range, scope)
    guard let read = Parser.readers[verb] else {
      throw Diagnostic(.unexpectedToken, "“\(verb)” asks nothing.", at: parser.here)
    }
    let question = try read(&parser)
    try parser.expectEnd()
    return question
  }
}

/// What a learner is asked to foresee: `effective when utilization = 30%`.
public struct Guess: Hashable, Sendable {
  /// The cell whose value is guessed.
  public let target: Target
  /// What is set before the value is looked at; empty where the present value is asked for.
  public let bindings: [Binding]

  /// Reads `NAME [when NAME = VALUE, …]`.
  public static func parse(
    _ source: Source, _ range: Range<Int>, in scope: ParsingScope
  ) throws(Diagnostic) -> Guess {
    var parser = try Parser(source, range, scope)
    let target = try parser.target()
    let bindings = parser.take("when") ? try parser.bindings(after: "when") : []
    try parser.expectEnd()
    return Guess(target: target, bindings: bindings)
  }
}

extension Question.Stretch {
  /// Those that have a name, by its words.
  fileprivate static let named: [(words: [String], stretch: Question.Stretch)] = [
    (["first", "cold", "start"], .firstColdStart), (["longest", "wait"], .longestWait),
  ]
}
