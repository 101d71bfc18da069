import Diagnostics

extension Fields {
  /// Ids that something had before, the oldest first.
  func formerIDs(_ key: FileKey, _ problems: inout Problems) -> [String] {
    var found: [String] = []
    for item in list(key, &problems) {
      guard case .text(let text) = item.form else {
        problems.report(
          Diagnostic(.badField, "An id is a single word.", at: item.span)
            .expected("an id", found: item.kindWords))
        continue
      }
      guard let id = checkedID(text.value, item.span, &problems) else { continue }
      if found.contains(id) {
        problems.report(Diagnostic(.duplicateName, "The id stands twice.", at: item.span))
      } else {
        found.append(id)
      }
    }
    return found
  }
}
