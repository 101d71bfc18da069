import Diagnostics

/// What a chapter's head says.
struct ChapterFields {
  var id: String
  var idSpan: SourceSpan
  var title: String
  var summary = ""
  var objectives: [Objective] = []
  var uses: [Reference] = []

  static let known = ["title", "id", "summary", "objectives", "uses"]

  /// Reads everything; what is missing or wrong is reported and stood in for.
  init(_ fields: Fields, _ file: FileText, _ problems: inout Problems) {
    fields.refuseOthers(than: Self.known, &problems)
    let name = file.source.name.map(fileStem) ?? "chapter"
    title = fields.required("title", &problems)?.value ?? name
    id = fields.id("id", &problems) ?? name
    idSpan = fields["id"]?.value.span ?? fields.span
    let words =
      fields.text("summary", &problems)?.value.split(whereSeparator: { $0.isWhitespace }) ?? []
    summary = words.joined(separator: " ")
    for item in fields.list("objectives", &problems) {
      if let objective = objective(item, &problems) { objectives.append(objective) }
    }
    uses = references(fields.list("uses", &problems), &problems)
  }

  private func objective(_ item: YAMLValue, _ problems: inout Problems) -> Objective? {
    switch item.form {
    case .text(let text): return Objective(text: text.value, exercises: [], span: item.span)
    case .map(let entries):
      let fields = Fields(entries, at: item.span)
      fields.refuseOthers(than: ["text", "exercises"], &problems)
      guard let text = fields.required("text", &problems) else { return nil }
      return Objective(
        text: text.value,
        exercises: references(fields.list("exercises", &problems), &problems), span: item.span)
    case .list:
      problems.report(
        Diagnostic(.badField, "An objective is a text and its exercises.", at: item.span)
          .expected("{text: …, exercises: [id, …]}", found: item.kindWords))
      return nil
    }
  }

  private func references(_ items: [YAMLValue], _ problems: inout Problems) -> [Reference] {
    items.compactMap { item in
      guard case .text(let text) = item.form else {
        problems.report(
          Diagnostic(.badField, "An id is a single word.", at: item.span)
            .expected("an id", found: item.kindWords))
        return nil
      }
      return checkedID(text.value, item.span, &problems).map { Reference(id: $0, span: item.span) }
    }
  }
}

/// The name of a file without folders, leading number and ending: "02-costs.md" is "costs".
func fileStem(_ path: String) -> String {
  let name = path.split(separator: "/").last.map(String.init) ?? path
  let stem = name.hasSuffix(".md") ? String(name.dropLast(3)) : name
  let rest = stem.drop(while: { $0.isNumber }).drop { $0 == "-" }
  return rest.isEmpty ? stem : String(rest)
}
