import Diagnostics

/// What a chapter's head says.
struct ChapterFields {
  var id: String
  var idSpan: SourceSpan
  /// Ids that it had before, the oldest first, and where they are written.
  var was: [String] = []
  var wasSpan: SourceSpan
  var title: String
  var summary = ""
  var objectives: [Objective] = []
  var uses: [Reference] = []

  /// Reads everything; what is missing or wrong is reported and stood in for.
  init(_ fields: Fields, _ file: FileText, _ problems: inout Problems) {
    fields.refuseOthers(than: Chapter.Key.all, &problems)
    let name = file.source.name.map(fileStem) ?? "chapter"
    title = fields.required(Chapter.Key.title, &problems)?.value ?? name
    id = fields.id(Chapter.Key.id, &problems) ?? name
    was = fields.formerIDs(Chapter.Key.was, &problems)
    wasSpan = fields.place(of: Chapter.Key.was)
    idSpan = fields.place(of: Chapter.Key.id)
    let words =
      fields.text(Chapter.Key.summary, &problems)?.value.split(whereSeparator: { $0.isWhitespace })
      ?? []
    summary = words.joined(separator: " ")
    for item in fields.list(Chapter.Key.objectives, &problems) {
      if let objective = objective(item, &problems) { objectives.append(objective) }
    }
    uses = references(fields.list(Chapter.Key.uses, &problems), &problems)
  }

  private func objective(_ item: YAMLValue, _ problems: inout Problems) -> Objective? {
    switch item.form {
    case .text(let text): return Objective(text: text.value, exercises: [], span: item.span)
    case .map(let entries):
      let fields = Fields(entries, at: item.span)
      fields.refuseOthers(than: Chapter.Key.objective, &problems)
      guard let text = fields.required(Chapter.Key.text, &problems) else { return nil }
      return Objective(
        text: text.value,
        exercises: references(fields.list(Chapter.Key.exercises, &problems), &problems),
        span: item.span)
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
