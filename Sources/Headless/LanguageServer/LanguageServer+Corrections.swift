import Basics
import Diagnostics

/// What stands behind `Try:`, as a change that an editor can make.
extension LanguageServer {
  /// How many problems at one place are looked into: each correction is tried before it is offered.
  private static let mostTried = 4

  /// Corrections of the problems at a place. Offered is only what mends its problem and makes no other.
  mutating func corrections(_ parameters: JSON) throws(RemoteCall.Refusal) -> JSON {
    guard let address = parameters.member("textDocument")?.member("uri")?.asText else {
      throw .badParameters("A document has a uri.")
    }
    guard let document = documents[address], document.kind != nil else { return .array([]) }
    let source = Source(document.text)
    let range = parameters.member("range")
    guard let start = TextPlace.offset(range?.member("start"), in: source),
      let end = TextPlace.offset(range?.member("end"), in: source)
    else { throw .badParameters("A range has a start and an end.") }
    let problems =
      LanguageServer.problems(of: document, drafts: drafts, isStopped: { false }) ?? []
    let there = problems.filter { problem in
      guard let place = document.place(of: problem, in: source) else { return false }
      return problem.suggestion != nil && place.lowerBound <= end && place.upperBound >= start
    }
    return .array(
      there.prefix(LanguageServer.mostTried).compactMap { problem in
        correction(of: problem, among: problems, document, source)
      })
  }

  private func correction(
    of problem: Diagnostic, among problems: [Diagnostic], _ document: OpenDocument, _ source: Source
  ) -> JSON? {
    guard let place = document.place(of: problem, in: source), let text = problem.suggestion else {
      return nil
    }
    // In place of what is marked, or of the whole line.
    let line = source.lineRange(source.position(of: place.lowerBound).line - 1)
    let body = source.string(line)
    let indent = body.utf8.count - body.drop { $0 == " " }.utf8.count
    let places = [place, line.lowerBound + indent..<line.upperBound]
    for range in places where mends(problem, problems, range, text, document, source) {
      return .object([
        "title": .string("Try: \(text)"), "kind": .string("quickfix"), "isPreferred": .bool(true),
        "diagnostics": .array([LanguageServer.told(problem, in: document)]),
        "edit": .object([
          "changes": .object([
            JSON.Member(
              document.address,
              .array([
                .object([
                  "range": TextPlace.range(SourceSpan(source, range)), "newText": .string(text),
                ])
              ]))
          ])
        ]),
      ])
    }
    return nil
  }

  /// Whether the problem is gone with `text` there, and no other one has come.
  private func mends(
    _ problem: Diagnostic, _ problems: [Diagnostic], _ range: Range<Int>, _ text: String,
    _ document: OpenDocument, _ source: Source
  ) -> Bool {
    var draft = document
    draft.text =
      source.string(0..<range.lowerBound) + text
      + source.string(range.upperBound..<source.text.utf8.count)
    var drafts = drafts
    drafts[draft.path] = draft.text
    guard
      let left = LanguageServer.problems(of: draft, drafts: drafts, isStopped: { false })
    else { return false }
    return left.count < problems.count
      && !left.contains { $0.code == problem.code && $0.message == problem.message }
  }
}

extension OpenDocument {
  /// Where a problem stands in the text; nil where it has no place there, or the text is another.
  fileprivate func place(of problem: Diagnostic, in source: Source) -> Range<Int>? {
    guard let span = problem.span else { return nil }
    let range = TextPlace.range(span)
    guard let start = TextPlace.offset(range.member("start"), in: source),
      let end = TextPlace.offset(range.member("end"), in: source), start <= end,
      source.string(start..<end) == span.text
    else { return nil }
    return start..<end
  }
}
