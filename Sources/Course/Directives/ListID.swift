import Diagnostics

/// Names that authors give what stands in a list of an exercise: `- [x] At noon {#noon}`. By them an
/// answer is known again after the words were corrected.
enum ListID {
  /// Takes the name from the end of the words; empty where they have none.
  static func taken(
    from inlines: inout [Inline], at span: SourceSpan, _ problems: inout Problems
  ) -> String {
    guard case .text(let text)? = inlines.last else { return "" }
    var words = Substring(text)
    while words.last?.isWhitespace == true { words.removeLast() }
    guard words.last == "}", let open = words.lastIndex(of: "{"), words[open...].hasPrefix("{#")
    else { return "" }
    let id = String(words[open...].dropFirst(2).dropLast())
    words = words[..<open]
    while words.last?.isWhitespace == true { words.removeLast() }
    if words.isEmpty {
      inlines.removeLast()
    } else {
      inlines[inlines.count - 1] = .text(String(words))
    }
    guard isID(id), id.utf8.count <= 64 else {
      problems.report(
        Diagnostic(.badName, "“\(id)” is no id.", at: firstLine(span))
          .expected("lower-case letters, digits and hyphens", found: "“\(id)”"))
      return ""
    }
    return id
  }

  /// The same from the first paragraph of some prose.
  static func taken(
    from markup: inout Markup, at span: SourceSpan, _ problems: inout Problems
  ) -> String {
    guard case .paragraph(var inlines)? = markup.blocks.first?.form else { return "" }
    let id = taken(from: &inlines, at: span, &problems)
    if !id.isEmpty { markup.blocks[0].form = .paragraph(inlines) }
    return id
  }

  /// Tells of names that stand twice in a list.
  static func refuseTwice(_ ids: [(id: String, span: SourceSpan)], _ problems: inout Problems) {
    var seen: Set<String> = []
    for (id, span) in ids where !id.isEmpty && !seen.insert(id).inserted {
      problems.report(
        Diagnostic(.duplicateName, "“\(id)” stands in this list already.", at: firstLine(span)))
    }
  }

  private static func firstLine(_ span: SourceSpan) -> SourceSpan {
    let line = span.text.prefix { !$0.isNewline }
    return SourceSpan(
      span.source, span.range.lowerBound..<span.range.lowerBound + line.utf8.count)
  }
}
