import Diagnostics

extension ContentsCheck {
  /// The same exercise twice, in a chapter or in one before it.
  func placedTwice(
    _ chapter: Chapter, _ before: ArraySlice<(file: Course.ChapterFile, chapter: Chapter)>
  ) -> [Diagnostic] {
    var seen: [String: String] = [:]
    for (file, chapter) in before {
      for reference in placedExercises(chapter) { seen[reference.id] = file.name }
    }
    var found: [Diagnostic] = []
    for reference in placedExercises(chapter) {
      if let place = seen[reference.id] {
        found.append(
          Diagnostic(
            .duplicateName,
            "The exercise “\(reference.id)” stands in \(place.isEmpty ? "this chapter" : place) already.",
            at: reference.span
          ).label("again"))
      }
      seen[reference.id] = ""
    }
    return found
  }

  /// An exercise of a chapter that places exercises in its lessons, but not this one, and that no
  /// objective names either: nobody who reads the chapter hears of it. Where the chapter's objectives
  /// name others, that is told of it already.
  func unplaced(_ file: Course.ExerciseFile, _ exercise: Exercise) -> [Diagnostic] {
    let own = contents.chapters.first { $0.chapter.id == file.chapter }?.chapter
    guard let own, !placedExercises(own).isEmpty,
      own.objectives.allSatisfy({ $0.exercises.isEmpty }),
      !contents.chapters.contains(where: { chapter in
        chapter.chapter.objectives.contains { objective in
          objective.exercises.contains { exercise.isCalled($0.id) }
        }
      }),
      !contents.chapters.contains(where: { chapter in
        placedExercises(chapter.chapter).contains { exercise.isCalled($0.id) }
      })
    else { return [] }
    return [
      Diagnostic(.misplaced, "The exercise stands in no lesson.", at: exercise.idSpan)
        .label("only practice asks it")
        .note("A lesson of \(file.chapter) has the line: ```{exercise} \(file.id)")
    ]
  }

  private func placedExercises(_ chapter: Chapter) -> [Reference] {
    chapter.lessons.flatMap { $0.elements }.compactMap { element in
      if case .exercise(let reference) = element.form { reference } else { nil }
    }
  }
}
