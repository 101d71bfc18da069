import Basics
import Diagnostics

extension Gradebook {
  /// The results.json of an autograder: one submission, a test for each exercise that counts. What
  /// there is to look at is hidden from the learner.
  ///
  /// Source: Gradescope autograder documentation, Autograder Specifications.
  /// - Throws: `bad-submission` where there is not exactly one file.
  func writeGradescope(_ sink: (String) throws(Diagnostic) -> Void) throws(Diagnostic) {
    let files = rows.filter { $0.submission != nil }
    guard files.count == 1, let row = files.first, let submission = row.submission else {
      throw Diagnostic(
        .badSubmission, "Gradescope grades one submission at a time; here are \(files.count)."
      ).try("gpulearn grade FILE --format gradescope -o results.json")
    }
    try sink(results(submission, row.tally).lines(flatBelow: 3))
  }

  private func results(_ submission: GradedSubmission, _ tally: Tally) -> JSON {
    if let refusal = submission.refusal {
      return .object([
        "score": .number(0),
        "output": .string("This submission could not be graded. \(refusal)"),
        "visibility": .string("visible"), "tests": .array([]),
      ])
    }
    var tests = zip(columns, tally.lines).filter { $0.0.counts }.map { column, line in
      test(column, line, submission.result(of: column.id))
    }
    if !submission.flags.isEmpty {
      tests.append(
        .object([
          "name": .string("For the instructor"), "status": .string("failed"),
          "output": .string(submission.flags.map { $0.line }.joined(separator: "\n")),
          "visibility": .string("hidden"),
        ]))
    }
    return .object([
      "score": .number(tally.total),
      "output": .string("Graded with version \(version) of the course."),
      "visibility": .string("visible"), "tests": .array(tests),
    ])
  }

  private func test(
    _ column: Grader.Column, _ line: Tally.Line, _ result: GradedSubmission.Result?
  ) -> JSON {
    .object([
      "name": .string(column.title), "number": .string(column.id),
      "score": .number(line.points),
      "max_score": .number(Double(column.points)),
      "status": .string(result?.isSolved == true ? "passed" : "failed"),
      "output": .string(result.map(words) ?? "Not answered."),
      "visibility": .string("visible"),
    ])
  }

  /// What became of an exercise, without giving anything of its answer away.
  private func words(_ result: GradedSubmission.Result) -> String {
    var parts: [String] = []
    if let answer = result.answers.last {
      parts.append("Your answer “\(answer.text)”: \(words(answer.finding)).")
      parts.append(result.answers.count == 1 ? "1 answer" : "\(result.answers.count) answers")
    } else {
      parts.append("No answer that counts")
    }
    if result.hints > 0 { parts.append(result.hints == 1 ? "1 hint" : "\(result.hints) hints") }
    if result.sawSolution { parts.append("solution looked at") }
    return parts.joined(separator: ", ").replacingAll("., ", with: ". ") + "."
  }

  /// What was found in an answer, in words for its learner.
  private func words(_ finding: String) -> String {
    switch finding {
    case let name where name.hasPrefix("mistake-"): "a mistake that is often made"
    case let name where name.hasPrefix("factor-"): "off by a factor"
    case "partial": "partly right"
    case "unreadable": "could not be read"
    default: finding
    }
  }
}
