import Diagnostics

extension ContentsCheck {
  /// Something that has an id, and may have had others before.
  struct Named {
    var id: String
    var was: [String]
    /// Where the old ids are written.
    var span: SourceSpan
    /// The path within the course.
    var file: String

    init(_ id: String, _ was: [String], _ span: SourceSpan, in file: String) {
      self.id = id
      self.was = was
      self.span = span
      self.file = file
    }
  }

  /// An old id that something still has, or that two claim: nobody could tell then whose answers
  /// those under the old id are.
  /// - Parameters:
  ///   - what: "exercise" or "chapter".
  ///   - index: the place of the one that is looked at.
  ///   - all: those that there are, in their order.
  func oldNames(_ what: String, at index: Int, of all: [Named]) -> [Diagnostic] {
    let named = all[index]
    return named.was.compactMap { old in
      if let holder = all.first(where: { $0.id == old }) {
        let isItself = holder.file == named.file
        return Diagnostic(
          .duplicateName,
          isItself
            ? "The \(what) is called “\(old)” now." : "There is still \(article(what)) “\(old)”.",
          at: named.span
        ).label("not an old id").note(
          isItself ? "was: names what it was called before." : "It is in \(holder.file).")
      }
      guard let other = all[..<index].first(where: { $0.was.contains(old) }) else { return nil }
      return Diagnostic(
        .duplicateName, "Another \(what) was “\(old)” already.", at: named.span
      ).label("claimed twice").note("First in \(other.file).")
    }
  }

  private func article(_ what: String) -> String {
    what == "exercise" ? "an exercise" : "a chapter"
  }
}
