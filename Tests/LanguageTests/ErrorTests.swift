import Diagnostics
import Language
import TestSupport
import Testing

/// Every diagnostic of the language, as files of lines and what is said of them.
@Suite struct ErrorTests {
  static let files = GoldenFile.all(in: "Errors")

  /// What is said of the last of some lines; the others come before it.
  private func outcome(_ lines: [String]) -> (text: String, problem: Diagnostic?, scope: TestScope)
  {
    var scope = TestScope()
    for line in lines.dropLast() { _ = scope.answer(line) }
    do throws(Diagnostic) {
      return (try scope.run(lines.last ?? "")?.text ?? "nothing", nil, scope)
    } catch {
      return (error.rendering, error, scope)
    }
  }

  @Test func thereAreFiles() { #expect(Self.files.count > 5) }

  @Test(arguments: files) func says(_ file: GoldenFile) {
    file.check { outcome($0).text }
  }

  /// A line that is offered does not fail in its turn.
  @Test(arguments: files) func offersLinesThatWork(_ file: GoldenFile) {
    for one in file.cases {
      var (_, problem, scope) = outcome(one.lines)
      guard let line = problem?.suggestion else { continue }
      if line.hasPrefix("help ") { continue }
      do throws(Diagnostic) {
        _ = try scope.run(line)
      } catch {
        Issue.record("\(one.lines.last ?? "") offers \(line): \(error.message)")
      }
    }
  }
}
