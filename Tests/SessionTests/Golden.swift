import Foundation
import Testing

/// Compares a whole output with the file of that name in Goldens. RECORD_GOLDENS=1 writes it anew.
func expectGolden(
  _ name: String, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Goldens/\(name).txt")
  if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil {
    try Data(text.utf8).write(to: file)
    return
  }
  let expected = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
  guard text != expected else { return }
  let (got, wanted) = (
    text.split(separator: "\n", omittingEmptySubsequences: false),
    expected.split(separator: "\n", omittingEmptySubsequences: false)
  )
  let line = zip(got, wanted).prefix { $0 == $1 }.count
  Issue.record(
    """
    \(name) differs from its golden at line \(line + 1):
    got      \(line < got.count ? got[line] : "(the end)")
    expected \(line < wanted.count ? wanted[line] : "(the end)")
    RECORD_GOLDENS=1 ./test records it anew.
    """, sourceLocation: sourceLocation)
}

/// The folder of the whole project: the course that is shipped.
let projectFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().path
