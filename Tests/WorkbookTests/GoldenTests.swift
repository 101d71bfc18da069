import Diagnostics
import Language
import TestSupport
import Testing

@testable import Workbook

/// What the workbook says to lines, as files: answers and mistakes.
@Suite struct GoldenTests {
  static let answers = GoldenFile.all(in: "Answers")
  static let errors = GoldenFile.all(in: "Errors")

  /// Two models in focus and one further away.
  private func fresh() -> Workbook {
    var workbook = Workbook.holding(("waste", waste), ("steps", steps))
    _ = workbook.add("hotel", "param rent: $/day = $80/day in $1..$900/day \"a room\"")
    return workbook
  }

  /// What jumps, what is flat, what turns round.
  private let steps = """
    param load: request/s = 30 requests/s in 0..200 "what comes in"
    result instances = ceil(load / (25 requests/s))   "each takes 25/s"
    result bill: $/h = instances * $2/h
    result each: $/request = bill / load
    result peak = (load - 100 requests/s) ^ 2
    result spare = max(0 requests/s, 100 requests/s - load)
    """

  private func run(_ lines: [String]) -> (text: String, workbook: Workbook) {
    var workbook = fresh()
    for line in lines.dropLast() { _ = workbook.says(line) }
    return (workbook.says(lines.last ?? ""), workbook)
  }

  @Test func thereAreFiles() { #expect(Self.answers.count >= 6 && Self.errors.count >= 4) }

  @Test(arguments: answers + errors) func says(_ file: GoldenFile) {
    file.check { run($0).text }
  }

  /// Nothing that was asked changed anything.
  @Test(arguments: answers.filter { $0.testDescription != "changes" })
  func questionsChangeNothing(_ file: GoldenFile) {
    for one in file.cases {
      let before = run(Array(one.lines.dropLast()))
      let after = run(one.lines)
      #expect(after.workbook.settings.map(\.line) == before.workbook.settings.map(\.line))
    }
  }

  /// A line that is offered does not fail in its turn.
  @Test(arguments: errors) func offersLinesThatWork(_ file: GoldenFile) {
    for one in file.cases {
      var (said, workbook) = run(one.lines)
      guard let mark = said.range(of: "\ntry: ") else { continue }
      let line = String(said[mark.upperBound...])
      if ["help ", "reset "].contains(where: line.hasPrefix) { continue }
      do throws(Diagnostic) {
        _ = try workbook.run(Source(line))
      } catch {
        Issue.record("\(one.lines.last ?? "") offers \(line): \(error.message)")
      }
    }
  }
}
