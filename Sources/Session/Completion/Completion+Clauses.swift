import Basics
import Diagnostics
import Language
import Workbook

extension Completion {
  /// The words that can follow in a question, and the labels of a call: what the grammar allows
  /// there and nothing else. nil where an expression goes on, or it is no question.
  func clauses(behind before: String) -> [Candidate]? {
    if let labels = labels(in: before) { return labels }
    var words = before.split(separator: " ").map(String.init)
    guard before.last == " ", let first = words.first else { return nil }
    words.removeFirst()
    let verb = first.hasPrefix(":") ? String(first.dropFirst()) : first
    let place = words.lastIndex { Completion.clauseWords.contains($0) }
    let clause = place.map { words[$0] }
    let tail = place.map { Array(words[($0 + 1)...]) } ?? words
    switch (verb, clause) {
    case ("solve", nil): return tail.isEmpty ? settable([]) : tail.count == 1 ? [.for] : nil
    case ("plot", nil): return isWhole(tail) ? [.over, .against] : nil
    case ("plot", "against"), ("sweep", nil): return isWhole(tail) ? [.over] : nil
    case ("plot", "over"), ("sweep", "over"):
      if tail.isEmpty { return settable(Array(words[..<(place ?? 0)])) }
      return tail.count == 1 ? [.from, .log] + (verb == "sweep" ? [.step] : []) : nil
    case ("plot", "from"), ("sweep", "from"): return isWhole(tail) ? [.to] : nil
    case ("plot", "to"): return isWhole(tail) ? [.log] : nil
    case ("sweep", "to"): return isWhole(tail) ? [.step, .log] : nil
    case ("sweep", "step"): return isWhole(tail) ? [.log] : nil
    case ("compare", nil): return isWhole(tail) ? [.with] : nil
    case ("compare", "with"):
      return tail.isEmpty || tail.last?.hasSuffix(",") == true
        ? settable(Array(words[..<(place ?? 0)])) : nil
    default: return nil
    }
  }

  private static let clauseWords: Set<String> = [
    "over", "against", "from", "to", "step", "log", "with", "for",
  ]

  /// Whether words are an expression that could end here.
  private func isWhole(_ words: [String]) -> Bool {
    guard !words.isEmpty else { return false }
    let text = words.joined(separator: " ")
    return text.split(separator: ",").allSatisfy { part in
      // What cannot be read yet is no whole expression.
      (try? Expression.parse(Source(String(part).trimmed), in: workbook.parsingScope())) != nil
    } && !text.hasSuffix(",")
  }

  /// What can be varied, those first that the expression before depends on.
  private func settable(_ asked: [String]) -> [Candidate] {
    var expressions: [Expression] = []
    for part in asked.joined(separator: " ").split(whereSeparator: { $0 == "," }) {
      let pieces = String(part).replacing(" against ", with: ",").split(separator: ",")
      for piece in pieces {
        // The same.
        if let found = try? Expression.parse(
          Source(String(piece).trimmed), in: workbook.parsingScope())
        {
          expressions.append(found)
        }
      }
    }
    let needed = Set(workbook.cells(neededBy: expressions).map { $0.id })
    let names = settableNames().sorted { $0.text < $1.text }
    func matters(_ candidate: Candidate) -> Bool {
      workbook.cell(named: candidate.text).map { needed.contains($0.id) } ?? false
    }
    return names.filter(matters) + names.filter { !matters($0) }
  }

  // MARK: Labels

  /// The labels that a call does not have yet, the names and the functions; nil elsewhere than at
  /// the beginning of an argument.
  private func labels(in before: String) -> [Candidate]? {
    guard let last = before.trimmed.last, last == "(" || last == "," else { return nil }
    var depth = 0
    var open: String.Index?
    for index in before.indices.reversed() {
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
    guard let function = workbook.functions.function(named: name) else { return nil }
    let given = before[before.index(after: open)...]
    let free = function.parameters.filter { !$0.repeats && !given.contains("\($0.name):") }
    func byName(_ left: Candidate, _ right: Candidate) -> Bool { left.text < right.text }
    return free.map { Candidate(text: "\($0.name): ", sentence: $0.sentence) }
      + names().sorted(by: byName) + functions().sorted(by: byName)
  }
}

extension Candidate {
  fileprivate static let over = Candidate(text: "over", sentence: "the name that is varied")
  fileprivate static let against = Candidate(text: "against", sentence: "another result")
  fileprivate static let from = Candidate(text: "from", sentence: "the lower end of the range")
  fileprivate static let to = Candidate(text: "to", sentence: "the upper end")
  fileprivate static let log = Candidate(text: "log", sentence: "by ratio")
  fileprivate static let step = Candidate(text: "step", sentence: "from one row to the next")
  fileprivate static let with = Candidate(text: "with", sentence: "NAME = VALUE, …")
  fileprivate static let `for` = Candidate(text: "for", sentence: "EXPR = VALUE")
}
