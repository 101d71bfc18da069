import Diagnostics

extension ContentsCheck {
  /// The same exercise twice in a chapter.
  func placedTwice(_ chapter: Chapter) -> [Diagnostic] {
    var seen: Set<String> = []
    return placedExercises(chapter).filter { !seen.insert($0.id).inserted }.map {
      Diagnostic(
        .duplicateName, "The exercise “\($0.id)” stands in this chapter already.", at: $0.span
      )
      .label("again")
    }
  }

  private func placedExercises(_ chapter: Chapter) -> [Reference] {
    chapter.lessons.flatMap { $0.elements }.compactMap { element in
      if case .exercise(let reference) = element.form { reference } else { nil }
    }
  }
}
