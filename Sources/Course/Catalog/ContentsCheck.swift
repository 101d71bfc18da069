import Diagnostics

/// What the files of a course say of each other.
struct ContentsCheck {
  let course: Course
  let contents: CourseContents

  /// Adds to the problems of each file, by its path.
  func run(_ problems: inout [String: Problems]) {
    func report(_ path: String, _ found: [Diagnostic]) {
      problems[path, default: Problems()].report(found)
    }
    let chapters = contents.chapters.map {
      Named($0.chapter.id, $0.chapter.was, $0.chapter.wasSpan, in: $0.file.name)
    }
    let exercises = contents.exercises.map {
      Named($0.exercise.id, $0.exercise.was, $0.exercise.wasSpan, in: $0.file.name)
    }
    for (index, (file, chapter)) in contents.chapters.enumerated() {
      let before = contents.chapters[..<index]
      report(file.path, identity(file, chapter, before))
      report(file.path, oldNames("chapter", at: index, of: chapters))
      report(file.path, uses(chapter))
      report(file.path, exerciseReferences(chapter))
      report(file.path, placedTwice(chapter, before))
      report(file.path, links(chapter.markups, in: file.name, anchors: chapter.anchors))
    }
    for (index, (file, exercise)) in contents.exercises.enumerated() {
      report(file.path, identity(file, exercise, contents.exercises[..<index]))
      report(file.path, oldNames("exercise", at: index, of: exercises))
      report(file.path, objective(file, exercise))
      report(file.path, unplaced(file, exercise))
      report(file.path, links(exercise.markups, in: file.name, anchors: exercise.anchors))
    }
    guard let path = course.glossaryPath, !contents.glossary.terms.isEmpty else { return }
    let places = lessonPlaces()
    report(path, glossaryProblems(contents.glossary, places))
    report(
      path, links(contents.glossary.terms.map { $0.text }, in: Course.glossaryName, anchors: []))
    for (file, chapter) in contents.chapters {
      report(file.path, usedTooEarly(chapter, contents.glossary, places))
    }
  }

  // MARK: Ids

  private func identity(
    _ file: Course.ChapterFile, _ chapter: Chapter,
    _ before: ArraySlice<(file: Course.ChapterFile, chapter: Chapter)>
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if let other = before.first(where: { $0.chapter.id == chapter.id }) {
      found.append(
        Diagnostic(
          .duplicateName, "There is a chapter “\(chapter.id)” already.", at: chapter.idSpan
        ).label("again").note("First in \(other.file.name)."))
    }
    if file.name.split(separator: "/").last?.first?.isNumber != true {
      found.append(
        Diagnostic(.misplaced, "The file’s name has no number.", at: chapter.idSpan)
          .label("stands before all others")
          .try(
            "Chapters/\(contents.chapters.count < 10 ? "0" : "")\(contents.chapters.count)-\(chapter.id).md"
          ))
    } else if let other = before.first(where: { $0.file.number == file.number }) {
      found.append(
        Diagnostic(
          .duplicateName, "Two files have the number \(file.number).", at: chapter.idSpan
        ).note("The other is \(other.file.name). Chapters are numbered by their files' names."))
    }
    let used = contents.chapters.filter { other in
      chapter.uses.contains { $0.id == other.chapter.id } && other.chapter.id != chapter.id
    }
    for model in chapter.models {
      guard let other = used.first(where: { $0.chapter.models.contains { $0.name == model.name } })
      else { continue }
      found.append(
        Diagnostic(
          .duplicateName, "A chapter that this one uses has a model “\(model.name)” already.",
          at: model.nameSpan
        ).label("again").note("First in \(other.file.name)."))
    }
    return found
  }

  private func identity(
    _ file: Course.ExerciseFile, _ exercise: Exercise,
    _ before: ArraySlice<(file: Course.ExerciseFile, exercise: Exercise)>
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if exercise.id != file.id {
      found.append(
        Diagnostic(.badField, "The id is not the name of the file.", at: exercise.idSpan)
          .expected("“\(file.id)”, as the file is called", found: "“\(exercise.id)”"))
    } else if let other = before.first(where: { $0.exercise.id == exercise.id }) {
      found.append(
        Diagnostic(
          .duplicateName, "There is an exercise “\(exercise.id)” already.", at: exercise.idSpan
        ).label("again").note("First in \(other.file.name)."))
    }
    let chapters = contents.chapters.map { $0.chapter.id }
    if !chapters.contains(file.chapter) {
      found.append(
        Diagnostic(
          .misplaced, "The folder “\(file.chapter)” has no chapter's id.", at: exercise.idSpan
        ).note("Exercises stand in Exercises/CHAPTER-ID/.")
          .try(closest(to: file.chapter, among: chapters).map { "Exercises/\($0)/\(file.id).md" }))
    }
    return found
  }

  /// An exercise that no objective names. While a chapter's objectives name none at all, there is
  /// nothing to miss.
  private func objective(_ file: Course.ExerciseFile, _ exercise: Exercise) -> [Diagnostic] {
    guard let chapter = contents.chapters.first(where: { $0.chapter.id == file.chapter }),
      chapter.chapter.objectives.contains(where: { !$0.exercises.isEmpty }),
      !chapter.chapter.objectives.contains(where: { objective in
        objective.exercises.contains { $0.id == file.id }
      })
    else { return [] }
    return [
      Diagnostic(.noObjective, "No objective names this exercise.", at: exercise.idSpan)
        .label("tests nothing that the chapter promises")
        .note("Objectives stand in the head of \(chapter.file.name).")
    ]
  }

  // MARK: References

  private func uses(_ chapter: Chapter) -> [Diagnostic] {
    chapter.uses.compactMap { used in
      if used.id == chapter.id {
        return Diagnostic(.ring, "The chapter uses itself.", at: used.span)
      }
      guard let other = contents.chapters.first(where: { $0.chapter.id == used.id }) else {
        let known = contents.chapters.map { $0.chapter.id }
        return Diagnostic(.notFound, "There is no chapter “\(used.id)”.", at: used.span)
          .label("not a chapter's id").try(closest(to: used.id, among: known))
      }
      var passed: Set<String> = []
      guard let way = way(from: other.chapter, to: chapter.id, &passed) else { return nil }
      let ring = ([chapter.id] + way).joined(separator: " → ")
      return Diagnostic(.ring, "Chapters use each other in a ring: \(ring).", at: used.span)
    }
  }

  /// The ids of the chapters that lead from one to another, both included.
  private func way(
    from chapter: Chapter, to id: String, _ passed: inout Set<String>
  ) -> [String]? {
    if chapter.id == id { return [id] }
    guard passed.count < 1000, passed.insert(chapter.id).inserted else { return nil }
    for used in chapter.uses {
      guard let next = contents.chapters.first(where: { $0.chapter.id == used.id }) else {
        continue
      }
      if let way = way(from: next.chapter, to: id, &passed) { return [chapter.id] + way }
    }
    return nil
  }

  private func exerciseReferences(_ chapter: Chapter) -> [Diagnostic] {
    var references = chapter.objectives.flatMap { $0.exercises }
    for element in chapter.lessons.flatMap({ $0.elements }) {
      if case .exercise(let reference) = element.form { references.append(reference) }
    }
    return references.compactMap { reference in
      guard course.exercise(reference.id, in: chapter.id) == nil else { return nil }
      let present = course.presentExercise(reference.id)
      let near =
        present == reference.id
        ? closest(to: reference.id, among: course.exercises.map { $0.id }) : present
      return Diagnostic(.noExercise, "There is no exercise “\(reference.id)”.", at: reference.span)
        .label(near.map { "\($0)?" } ?? "no such file")
        .note("Its file would be Exercises/\(chapter.id)/\(reference.id).md.")
    }
  }
}
