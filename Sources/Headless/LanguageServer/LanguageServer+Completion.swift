import Basics
import Course
import Diagnostics
import Presentation
import Workbook

extension LanguageServer {
  mutating func completion(_ parameters: JSON) throws(RemoteCall.Refusal) -> JSON {
    guard let address = parameters.member("textDocument")?.member("uri")?.asText else {
      throw .badParameters("A document has a uri.")
    }
    guard let document = reading(address) else { return .array([]) }
    guard let offset = TextPlace.offset(parameters.member("position"), in: document.source) else {
      throw .badParameters("A position has a line and a character.")
    }
    let (word, found) = document.candidates(at: offset)
    let replaced = SourceSpan(document.source, max(0, offset - word.utf8.count)..<offset)
    let range = TextPlace.range(replaced)
    return .array(
      found.prefix(LanguageServer.mostItems).map { candidate in
        .object([
          "label": .string(candidate.text.trimmed), "detail": .string(candidate.sentence),
          "textEdit": .object(["range": range, "newText": .string(candidate.text)]),
        ])
      })
  }

  private static let mostItems = 500
}

extension ReadDocument {
  /// What could stand at a place, and the word that was begun there.
  fileprivate func candidates(at offset: Int) -> (word: String, candidates: [Candidate]) {
    let line = source.position(of: offset).line - 1
    let start = source.lineRange(line).lowerBound
    let before = source.string(start..<max(start, offset))
    if line < headEnd { return keys(before) }
    guard let typed = typed(before, at: offset) else { return ("", []) }
    if let directive = typed.directive { return directive }
    let completion = Completion(workbook: workbook(at: offset))
    let (word, found) = completion.candidates(for: typed.line)
    return (word, found)
  }

  /// What would be typed at a prompt where the cursor is; nil where no formula stands.
  private func typed(
    _ before: String, at offset: Int
  ) -> (line: String, directive: (String, [Candidate])?)? {
    if sheet != nil { return (formula(before), nil) }
    let mark = before.prefix { $0 == "`" || $0 == "~" }
    if mark.count >= 3 {
      let head = before.dropFirst(mark.count)
      guard head.hasPrefix("{") else { return nil }
      guard let close = head.firstIndex(of: "}") else {
        let begun = String(head.dropFirst())
        let kinds = DirectiveKind.allCases.filter { $0.rawValue.hasPrefix(begun) }
        return ("", (begun, kinds.map { Candidate(text: $0.rawValue, sentence: "a block") }))
      }
      let verb = head[head.index(after: head.startIndex)..<close]
      return ("\(verb)\(head[head.index(after: close)...])", nil)
    }
    // A figure that is begun: {eval}`wast
    if before.count(where: { $0 == "`" }) % 2 == 1, let tick = before.lastIndex(of: "`") {
      return ("= " + before[before.index(after: tick)...], nil)
    }
    return isFormula(at: offset) ? (formula(before), nil) : nil
  }

  /// A line of a model up to the cursor as it would be typed: `result x = gp` as `x = gp`.
  private func formula(_ before: String) -> String {
    let text = String(before.drop { $0.isWhitespace })
    for word in ["param ", "result "] where text.hasPrefix(word) {
      guard let sign = text.firstIndex(of: "=") else {
        // Behind the colon stands a unit.
        return text.contains(":") ? "1 " + (text.split(separator: ":").last ?? "") : text
      }
      return "x = " + text[text.index(after: sign)...].drop { $0 == " " }
    }
    if text.hasPrefix("check ") { return "x = " + text.dropFirst(6) }
    return text
  }

  /// The keys of a head that begin so.
  private func keys(_ before: String) -> (String, [Candidate]) {
    guard !before.contains(":"), !before.hasPrefix(" ") else { return ("", []) }
    let known = exercise == nil ? Chapter.Key.all : Exercise.Kind.allKeys
    return (
      before,
      known.filter { $0.name.hasPrefix(before) }.map {
        Candidate(text: $0.name + ": ", sentence: $0.sentence)
      }
    )
  }
}
