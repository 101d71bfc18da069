import Basics
import Diagnostics

extension Gradebook {
  /// A test suite for each row and a test case for each exercise that counts, as continuous
  /// integration shows them: failed where it was not solved, skipped where it was never met.
  func writeJUnit(_ sink: (String) throws(Diagnostic) -> Void) throws(Diagnostic) {
    let cases = columns.filter { $0.counts }
    try sink(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"\(course.xml)\">\n")
    for row in rows { try sink(suite(row, cases)) }
    try sink("</testsuites>\n")
  }

  private func suite(_ row: Row, _ cases: [Grader.Column]) -> String {
    let name = row.id.isEmpty ? row.submission?.file ?? "" : row.id
    guard let submission = row.submission, submission.refusal == nil else {
      let reason = (row.submission?.refusal ?? "Nothing was handed in.").xml
      return """
          <testsuite name="\(name.xml)" tests="1" failures="0" errors="1" skipped="0">
            <testcase classname="submission" name="\((row.submission?.file ?? name).xml)">
              <error type="\(row.status)" message="\(reason)"/>
            </testcase>
          </testsuite>

        """
    }
    let results = cases.map { ($0, submission.result(of: $0.id)) }
    let skipped = results.count { $0.1 == nil }
    let failed = results.count { $0.1?.isSolved == false }
    var text = """
        <testsuite name="\(name.xml)" tests="\(cases.count)" failures="\(failed)" errors="0" \
      skipped="\(skipped)">
          <properties>
            <property name="name" value="\(row.name.xml)"/>
            <property name="file" value="\(submission.file.xml)"/>
            <property name="points" value="\(pointsText(row.tally.total))"/>
            <property name="out_of" value="\(row.tally.outOf)"/>
          </properties>

      """
    for (column, result) in results {
      text += testCase(column, result, row.tally.line(of: column.id)?.points ?? 0)
    }
    if !submission.flags.isEmpty {
      let lines = submission.flags.map { $0.line.xml }
      text += "    <system-out>\(lines.joined(separator: "\n"))</system-out>\n"
    }
    return text + "  </testsuite>\n"
  }

  private func testCase(
    _ column: Grader.Column, _ result: GradedSubmission.Result?, _ points: Double
  )
    -> String
  {
    let start =
      "    <testcase classname=\"\(column.chapter.xml)\" name=\"\(column.id.xml)\""
    guard let result else { return start + "><skipped message=\"not met\"/></testcase>\n" }
    guard !result.isSolved else { return start + "/>\n" }
    let answer = result.answers.last.map { " for “\($0.text)”" } ?? ""
    let message = "\(pointsText(points)) of \(column.points) points\(answer)"
    return start + """
      >
            <failure type="\((result.finding ?? "no-answer").xml)" message="\(message.xml)"/>
          </testcase>

      """
  }
}

extension String {
  /// Text of one line within XML 1.0.
  fileprivate var xml: String { escapedForMarkup(keepsLines: false) }
}
