import Basics
import Diagnostics

extension Gradebook {
  /// The results.json of an autograder: one submission, a test for each exercise that counts. What
  /// there is to look at is hidden from the learner.
  ///
  /// Source: Gradescope autograder documentation, Autograder Specifications.
  /// - Throws: `bad-submission` where there is not exactly one file.
  func writeGradescope(
    _ reply: Reply?, _ sink: (String) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    guard files == 1, let row = rows.first(where: { $0.submission != nil }),
      let submission = row.submission
    else {
      throw Diagnostic(
        .badSubmission, "Gradescope grades one submission at a time; here are \(files)."
      ).try("gpulearn grade FILE --format gradescope -o results.json")
    }
    try sink(results(submission, row.tally, reply).lines(flatBelow: 3))
  }

  private func results(_ submission: GradedSubmission, _ tally: Tally, _ reply: Reply?) -> JSON {
    if let refusal = submission.refusal {
      return .object([
        "score": .number(0),
        "output": .string("This submission could not be graded. \(refusal)"),
        "visibility": .string("visible"), "tests": .array([]),
      ])
    }
    var tests = zip(columns, tally.lines).filter { $0.0.counts }.map { column, line in
      test(column, line, submission.result(of: column.id)) { answer in
        reply?(submission.person, column.id, answer)
      }
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
    _ column: Grader.Column, _ line: Tally.Line, _ result: GradedSubmission.Result?,
    _ reply: (GradedSubmission.Answer) -> String?
  ) -> JSON {
    .object([
      "name": .string(column.title), "number": .string(column.id),
      "score": .number(line.points),
      "max_score": .number(Double(column.points)),
      "status": .string(result?.isSolved == true ? "passed" : "failed"),
      "output": .string(result.map { words($0, reply) } ?? "Not answered."),
      "visibility": .string("visible"),
    ])
  }

  /// What became of an exercise: what is said to its last answer, or what was found without giving
  /// anything away.
  private func words(
    _ result: GradedSubmission.Result, _ reply: (GradedSubmission.Answer) -> String?
  ) -> String {
    var start = ""
    var parts: [String] = []
    if let answer = result.answers.last {
      let said = reply(answer).map { "\n" + $0.trimmed + "\n" } ?? " \(words(answer.finding)). "
      start = "Your answer “\(answer.text)”:\(said)"
      parts.append(result.answers.count == 1 ? "1 answer" : "\(result.answers.count) answers")
    } else {
      parts.append(
        result.notTaken.last.map { "“\($0.text.showable)” is no answer to it" }
          ?? "No answer that counts")
    }
    if result.hints > 0 { parts.append(result.hints == 1 ? "1 hint" : "\(result.hints) hints") }
    if result.sawSolution { parts.append("solution looked at") }
    return start + parts.joined(separator: ", ") + "."
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
