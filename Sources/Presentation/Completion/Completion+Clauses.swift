import Basics
import Diagnostics
import Language
import Workbook

extension Completion {
  /// The words that can follow in a question, and the labels of a call: what the grammar allows
  /// there and nothing else. nil where an expression goes on, or it is no question.
  func clauses(behind before: String) -> [Candidate]? {
    if let labels = labels(in: before) { return labels }
    guard before.last == " " else { return nil }
    if let choice = choice(behind: before) { return choice }
    var words = before.split(separator: " ").map(String.init)
    guard let first = words.first else { return nil }
    words.removeFirst()
    let verb = first.hasPrefix(":") ? String(first.dropFirst()) : first
    let place = words.lastIndex { Completion.clauseWords.contains($0) }
    // A list of values: no other `in` stands behind `over NAME`.
    if verb == "sweep" || verb == "plot", let over = words.lastIndex(of: "over"),
      over + 2 < words.count, words[over + 2] == "in"
    {
      return isWhole(Array(words[(over + 3)...])) ? [] : nil
    }
    let clause = place.map { words[$0] }
    let tail = place.map { Array(words[($0 + 1)...]) } ?? words
    let asked = Array(words[..<(place ?? 0)])
    switch (verb, clause) {
    case ("solve", nil): return tail.isEmpty ? settable([]) : tail.count == 1 ? [.for] : nil
    case ("solve", "for"): return isEquation(tail) ? [.from, .between] : nil
    case ("solve", "between"): return isWhole(tail) ? [.and] : nil
    case ("tune", nil): return tail.isEmpty ? settableNames() : tail.count == 1 ? [.for] : nil
    case ("why", nil): return tail.isEmpty ? nil : []
    case ("plot", nil): return isWhole(tail) ? [.over, .against] : nil
    case ("plot", "against"), ("sweep", nil): return isWhole(tail) ? [.over] : nil
    case ("plot", "over"): return afterOver(tail, asked) ?? [.from, .log]
    case ("sweep", "over"):
      return afterOver(tail, asked) ?? [.from, .in, .log, .step, .factor]
    case ("plot", "from"), ("sweep", "from"), ("solve", "from"), ("timeline", "from"):
      return isWhole(tail) ? [.to] : nil
    case ("plot", "to"): return isWhole(tail) ? [.log] : nil
    case ("sweep", "to"): return isWhole(tail) ? [.step, .factor, .log] : nil
    case ("sweep", "step"): return isWhole(tail) ? [.log] : nil
    case ("sweep", "factor"), ("solve", "to"), ("timeline", "to"): return isWhole(tail) ? [] : nil
    case ("plot", "log"), ("sweep", "log"): return []
    case ("timeline", nil): return isWhole(tail) ? [.against, .from, .around] : nil
    case ("timeline", "against"): return isWhole(tail) ? [.from, .around] : nil
    case ("timeline", "around"): return tail.isEmpty ? [.coldStart, .longestWait] : []
    case ("compare", nil): return isWhole(tail) ? [.with] : nil
    case ("compare", "with"):
      return tail.isEmpty || tail.last?.hasSuffix(",") == true ? settable(asked) : nil
    default: return nil
    }
  }

  private static let clauseWords: Set<String> = [
    "over", "against", "from", "to", "step", "log", "with", "for", "factor", "between", "around",
  ]

  /// The names to be varied behind `over`; nil where one stands there already.
  private func afterOver(_ tail: [String], _ asked: [String]) -> [Candidate]? {
    tail.isEmpty ? settable(asked) : tail.count == 1 ? nil : []
  }

  /// `then` and `else`, where a condition or the first branch could end; nil elsewhere.
  private func choice(behind before: String) -> [Candidate]? {
    let words = before.split(separator: " ").map(String.init)
    guard let place = words.lastIndex(where: { $0 == "if" || $0 == "then" || $0 == "else" }),
      words[place] != "else", isWhole(Array(words[(place + 1)...]))
    else { return nil }
    return [words[place] == "if" ? .then : .else]
  }

  /// Whether words are an expression that could end here.
  private func isWhole(_ words: [String]) -> Bool {
    guard !words.isEmpty else { return false }
    let text = words.joined(separator: " ")
    if text.hasSuffix(",") { return false }
    // What cannot be read yet is no whole expression. Commas within a call part no expressions.
    return (try? Statement.parse(Source("table " + text), in: workbook.parsingScope())) != nil
  }

  /// Whether words are both sides of an equation.
  private func isEquation(_ words: [String]) -> Bool {
    guard let sign = words.lastIndex(where: { ["=", "<", ">", "<=", ">="].contains($0) }) else {
      return false
    }
    return isWhole(Array(words[..<sign])) && isWhole(Array(words[(sign + 1)...]))
  }

  /// What can be varied, those first that the expression before depends on.
  private func settable(_ asked: [String]) -> [Candidate] {
    var expressions: [Expression] = []
    let text = asked.joined(separator: " ").replacing(" against ", with: ", ")
    // The same.
    if case .question(.table(let found))? = try? Statement.parse(
      Source("table " + text), in: workbook.parsingScope())
    {
      expressions = found
    }
    let needed = Set(workbook.cells(neededBy: expressions).map { $0.id })
    let names = settableNames().sorted { $0.text < $1.text }
    func matters(_ candidate: Candidate) -> Bool {
      workbook.cell(named: candidate.text).map { needed.contains($0.id) } ?? false
    }
    return names.filter(matters) + names.filter { !matters($0) }
  }

  // MARK: Calls

  /// The call that a place stands in: the function's name, and the text of its arguments so far.
  func openCall(in before: String) -> (name: String, given: String)? {
    var depth = 0
    var isQuoted = false
    var open: String.Index?
    for index in before.indices.reversed() {
      if before[index] == "\"" { isQuoted.toggle() }
      if isQuoted { continue }
      if before[index] == ")" { depth += 1 }
      if before[index] == "(" {
        if depth == 0 {
          open = index
          break
        }
        depth -= 1
      }
    }
    guard let open else { return nil }
    let name = String(
      before[..<open].reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }.reversed())
    return name.isEmpty ? nil : (name, String(before[before.index(after: open)...]))
  }

  /// The parameter that an argument at the end of `given` is for; nil where that cannot be told.
  func parameter(of function: Function, behind given: String) -> Function.Parameter? {
    var depth = 0
    var isQuoted = false
    var commas = 0
    var last = ""
    for character in given {
      if character == "\"" { isQuoted.toggle() }
      if !isQuoted {
        if character == "(" || character == "[" { depth += 1 }
        if character == ")" || character == "]" { depth -= 1 }
        if character == ",", depth == 0 {
          commas += 1
          last = ""
          continue
        }
      }
      last.append(character)
    }
    if let colon = last.firstIndex(of: ":") {
      return function.parameter(named: String(last[..<colon]).trimmed)
    }
    return commas < function.parameters.count ? function.parameters[commas] : nil
  }

  /// The labels that a call does not have yet, the names and the functions, at the beginning of an
  /// argument; its words in quotes, where it takes some. nil elsewhere.
  private func labels(in before: String) -> [Candidate]? {
    guard let last = before.trimmed.last, last == "(" || last == "," || last == ":",
      let (name, given) = openCall(in: before)
    else { return nil }
    if last == ":" { return words(of: name, behind: given) }
    func byName(_ left: Candidate, _ right: Candidate) -> Bool { left.text < right.text }
    let rest = names().sorted(by: byName) + functions().sorted(by: byName)
    if let own = workbook.definedFunctions.first(where: { $0.name == name }) {
      let free = own.parameters.filter { !given.contains("\($0):") }
      return free.map { Candidate(text: "\($0): ", sentence: "of \(name)") } + rest
    }
    guard let function = workbook.functions.function(named: name) else { return nil }
    let free = function.parameters.filter { !$0.repeats && !given.contains("\($0.name):") }
    return free.map { Candidate(text: "\($0.name): ", sentence: $0.sentence) } + rest
  }

  /// The words that a parameter takes, in quotes; nil where it takes anything else.
  private func words(of name: String, behind given: String) -> [Candidate]? {
    guard let function = workbook.functions.function(named: name),
      let parameter = parameter(of: function, behind: given)
    else { return nil }
    switch parameter.kind {
    case .words(let words):
      return words.map { Candidate(text: "\"\($0)\"", sentence: parameter.sentence) }
    case .bool:
      return ["true", "false"].map { Candidate(text: $0, sentence: parameter.sentence) }
    case .forms(_, let words) where !words.isEmpty:
      return words.map { Candidate(text: "\"\($0)\"", sentence: parameter.sentence) }
        + names().sorted { $0.text < $1.text } + functions().sorted { $0.text < $1.text }
    default: return nil
    }
  }
}

extension Candidate {
  fileprivate static let over = Candidate(text: "over", sentence: "the name that is varied")
  fileprivate static let against = Candidate(text: "against", sentence: "another result")
  fileprivate static let from = Candidate(text: "from", sentence: "the lower end of the range")
  fileprivate static let to = Candidate(text: "to", sentence: "the upper end")
  fileprivate static let `in` = Candidate(text: "in", sentence: "a list of values: [1, 2, 4]")
  fileprivate static let log = Candidate(text: "log", sentence: "by ratio")
  fileprivate static let step = Candidate(text: "step", sentence: "from one row to the next")
  fileprivate static let factor = Candidate(
    text: "factor", sentence: "each row so many times the one before")
  fileprivate static let with = Candidate(text: "with", sentence: "NAME = VALUE, …")
  fileprivate static let `for` = Candidate(text: "for", sentence: "EXPR, or EXPR = VALUE")
  fileprivate static let between = Candidate(text: "between", sentence: "where to look")
  fileprivate static let and = Candidate(text: "and", sentence: "the upper end")
  fileprivate static let around = Candidate(text: "around", sentence: "a time, or an event")
  fileprivate static let coldStart = Candidate(
    text: "first cold start", sentence: "before, during and after it")
  fileprivate static let longestWait = Candidate(
    text: "longest wait", sentence: "before, during and after it")
  fileprivate static let then = Candidate(text: "then", sentence: "what it is where it holds")
  fileprivate static let `else` = Candidate(text: "else", sentence: "what it is elsewhere")
}
