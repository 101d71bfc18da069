import Answers
import Basics
import Course
import Diagnostics

extension ClassReport.Item {
  /// Works out everything that the files say of it.
  mutating func fill(
    _ files: [GradedSubmission], by grader: Grader, isCancelled: () -> Bool
  ) throws(Diagnostic) {
    let (exercise, workbook) = try grader.exercises.exercise(column.id)
    let results = files.compactMap { file in
      file.result(of: column.id).map { (person: file.person, file: file, result: $0) }
    }
    met = results.count
    let answers = results.filter { !$0.result.answers.isEmpty }
    answered = answers.count
    let shares = results.map { $0.result.points / Double(max(1, column.points)) }
    difficulty = ItemStatistics.mean(shares)
    difficultyMargin = ItemStatistics.margin(shares)
    tries = ItemStatistics.mean(answers.map { Double($0.result.answers.count) })
    hints = ItemStatistics.mean(results.map { Double($0.result.hints) })
    solutions = results.count { $0.result.sawSolution }
    seconds = ItemStatistics.median(answers.map { $0.result.seconds }.filter { $0 > 0 })
    count(results.map { $0.result }, exercise)
    values(of: exercise, results.map { ($0.person, $0.result.points) }, grader)
    try pick(
      answers.filter { !$0.file.isChanged(column.id) }.map { ($0.person, $0.result) }, grader)
    guard !isCancelled() else { return }
    suggest(answers.map { ($0.person, $0.result) }, exercise, grader) {
      MistakeSearch.suggestions(for: exercise, in: workbook, from: $0)
    }
  }

  // MARK: Findings

  private mutating func count(_ results: [GradedSubmission.Result], _ exercise: Exercise) {
    var counts: [String: Int] = [:]
    for result in results {
      for key in Set(result.answers.map { $0.finding }) { counts[key, default: 0] += 1 }
      // Those who gave no answer that counts are seen here alone.
      if !result.notTaken.isEmpty { counts[Self.notTaken, default: 0] += 1 }
    }
    func formula(_ key: String) -> String {
      exercise.mistakes.indices.first { key == "mistake-\($0 + 1)" }
        .map { exercise.mistakes[$0].when.text } ?? ""
    }
    findings = counts.map { .init(key: $0.key, formula: formula($0.key), learners: $0.value) }
      .sorted { ($1.learners, $0.key) < ($0.learners, $1.key) }
    unmade = exercise.mistakes.enumerated().filter { counts["mistake-\($0.offset + 1)"] == nil }
      .map { $0.element.when.text }
  }

  /// What is found of lines that were recorded and are no answers.
  private static let notTaken = GradedSubmission.Flag.Kind.notTaken.rawValue

  private mutating func values(
    of exercise: Exercise, _ points: [(person: String, points: Double)], _ grader: Grader
  ) {
    // By the place of a value, so that they come in the order of the file.
    var groups: [[Int: (value: String, shares: [Double])]] = exercise.variations.map { _ in [:] }
    for (person, points) in points {
      let share = points / Double(max(1, column.points))
      let variant = Variant(of: exercise, learner: person, salt: grader.exercises.salt)
      let values = variant.values(of: exercise)
      for (index, (place, value)) in zip(variant.places, values).enumerated() {
        groups[index][place, default: (value.value.value.text, [])].shares.append(share)
      }
    }
    for (variation, groups) in zip(exercise.variations, groups) {
      for (_, group) in groups.sorted(by: { $0.key < $1.key }) {
        guard let mean = ItemStatistics.mean(group.shares) else { continue }
        values.append(
          .init(
            name: variation.name, value: group.value, learners: group.shares.count,
            difficulty: mean, margin: ItemStatistics.margin(group.shares)))
      }
    }
  }

  /// Of a choice, what was picked at first.
  private mutating func pick(
    _ results: [(person: String, result: GradedSubmission.Result)], _ grader: Grader
  ) throws(Diagnostic) {
    var counts: [String: Int] = [:]
    for (person, result) in results {
      guard let first = result.answers.first else { continue }
      let posed = try grader.posed(column.id, for: person)
      guard posed.exercise.kind == .choice else { return }
      for pick in posed.picks(of: first.text) { counts[pick.words, default: 0] += 1 }
    }
    options = counts.map { .init(words: $0.key, learners: $0.value) }
      .sorted { ($1.learners, $0.words) < ($0.learners, $1.words) }
  }

  // MARK: Mistakes that are not listed

  private mutating func suggest(
    _ results: [(person: String, result: GradedSubmission.Result)], _ exercise: Exercise,
    _ grader: Grader, _ search: ([WrongAnswer]) -> [MistakeSuggestion]
  ) {
    var answers: [WrongAnswer] = []
    for (person, result) in results {
      let wrong = result.answers.filter { $0.finding == Finding.wrong.key }
      guard !wrong.isEmpty else { continue }
      unexplained += 1
      let variant = Variant(of: exercise, learner: person, salt: grader.exercises.salt)
      answers += wrong.map { WrongAnswer(person: person, variant: variant, text: $0.text) }
    }
    let found = search(answers)
    suggestions = found.filter { $0.problems.isEmpty }
    held = found.filter { !$0.problems.isEmpty }
  }
}

extension GradedSubmission {
  /// Whether an exercise asked something else when it was answered.
  fileprivate func isChanged(_ exercise: String) -> Bool {
    flags.contains { $0.kind == .changedExercise && $0.exercise == exercise }
  }
}
