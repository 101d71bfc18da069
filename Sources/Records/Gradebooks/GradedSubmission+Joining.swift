import Answers
import Course

extension GradedSubmission {
  /// The newest of several files of one learner, with the answers of all of them in the order of
  /// their times: each answer once, as many as count, none after a right one or after the solution
  /// was looked at, and each less the hints taken before it, wherever that was.
  /// - Parameters:
  ///   - files: at least one, all graded.
  ///   - columns: whose order the results have.
  static func joined(
    _ files: [GradedSubmission], in columns: [Grader.Column], by exercises: ExerciseSet
  ) -> GradedSubmission? {
    guard var joined = files.max(by: { ($0.written, $0.file) < ($1.written, $1.file) }) else {
      return nil
    }
    joined.results = columns.compactMap { column in
      let id = column.id
      let results = files.compactMap { $0.result(of: id) }
      // An exercise that cannot be read was told of before anything was graded.
      guard results.count > 1, let exercise = try? exercises.exercise(id).exercise else {
        return results.first
      }
      return Result.joined(results, of: exercise)
    }
    return joined
  }
}

extension GradedSubmission.Result {
  fileprivate static func joined(_ results: [Self], of exercise: Exercise) -> Self? {
    guard var joined = results.last else { return nil }
    for result in results {
      joined.hintTimes.merge(result.hintTimes) { min($0, $1) }
    }
    joined.sawSolution = results.contains { $0.sawSolution }
    joined.solutionTime = results.compactMap { $0.solutionTime }.min()
    joined.hints = max(joined.hintTimes.count, results.map { $0.hints }.max() ?? 0)
    joined.seconds = results.map { $0.seconds }.max() ?? 0
    joined.notTaken = results.flatMap { $0.notTaken }.sorted {
      ($0.time, $0.text) < ($1.time, $1.text)
    }
    joined.answers = []
    joined.isSolved = false
    joined.points = 0
    let most = exercise.attempts ?? exercise.kind.attempts ?? .max
    let all = results.flatMap { $0.answers }.sorted { ($0.time, $0.text) < ($1.time, $1.text) }
    for var answer in all {
      guard !joined.isSolved, joined.answers.count < most,
        answer.time <= joined.solutionTime ?? .infinity,
        !joined.answers.contains(where: { $0.text == answer.text })
      else { continue }
      let price = joined.hintTimes.filter { $0.value <= answer.time }.keys.sorted()
        .reduce(0) { $0 + exercise.price(ofHint: $1) }
      answer.points = max(0, Double(exercise.points) * answer.share - price)
      joined.answers.append(answer)
      joined.points = answer.points
      joined.isSolved = answer.share >= 1
    }
    return joined
  }
}
