import Basics
import Diagnostics

extension JSON {
  /// Everything a diagnostic says: `code`, `message`, its place (`file`, `line`, `column`,
  /// `end_line`, `end_column`, `text`), `label`, `expected`, `found`, `notes`, `try`. What it does
  /// not say is left out.
  public init(_ diagnostic: Diagnostic) {
    var members: [Member] = [
      Member("code", .string(diagnostic.code.name)),
      Member("message", .string(diagnostic.message)),
    ]
    func add(_ key: String, _ text: String?) {
      if let text, !text.isEmpty { members.append(Member(key, .string(text))) }
    }
    if let span = diagnostic.span {
      let (start, end) = (span.position, span.end.position)
      add("file", span.source.name)
      members += [
        Member("line", JSON(start.line)), Member("column", JSON(start.column)),
        Member("end_line", JSON(end.line)), Member("end_column", JSON(end.column)),
        Member("text", .string(span.text)),
      ]
    }
    add("label", diagnostic.label)
    add("expected", diagnostic.expected)
    add("found", diagnostic.found)
    if !diagnostic.notes.isEmpty {
      members.append(Member("notes", .array(diagnostic.notes.map { .string($0) })))
    }
    add("try", diagnostic.suggestion)
    self = .object(members)
  }

  /// What a program prints instead of an answer: the diagnostic as `error`.
  public static func failure(_ diagnostic: Diagnostic) -> JSON {
    .object(["error": JSON(diagnostic)])
  }
}
