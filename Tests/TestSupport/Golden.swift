import Foundation
import Testing

/// Whether goldens are written anew instead of compared: RECORD_GOLDENS=1, and no other value.
let isRecordingGoldens = ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1"

/// Compares a whole output with a file in the folder Goldens of the test's own target, or writes it
/// there.
/// - Parameters:
///   - name: the file's name; `.txt` where it has no ending.
///   - file: the test's own file, which lies in the target's folder or one below it.
public func expectGolden(
  _ name: String, _ text: String, beside file: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let name = name.contains(".") ? name : name + ".txt"
  try expectFile(
    goldens(of: file).appendingPathComponent(name).path, text, sourceLocation: sourceLocation)
}

/// Compares a whole output with a file, or writes it there.
/// - Parameter path: the file's.
public func expectFile(
  _ path: String, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let url = URL(fileURLWithPath: path)
  let name = url.lastPathComponent
  if isRecordingGoldens { return try Data(text.utf8).write(to: url) }
  guard let bytes = FileManager.default.contents(atPath: url.path) else {
    Issue.record("RECORD_GOLDENS=1 ./test writes \(name).", sourceLocation: sourceLocation)
    return
  }
  guard Data(text.utf8) != bytes else { return }
  let (got, wanted) = (
    text.split(separator: "\n", omittingEmptySubsequences: false),
    String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
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

/// The folder Goldens that is nearest above a test's file.
private func goldens(of file: String) -> URL {
  let home = URL(fileURLWithPath: file).deletingLastPathComponent()
  var folder = home
  while folder.path != "/" {
    let goldens = folder.appendingPathComponent("Goldens")
    if FileManager.default.fileExists(atPath: goldens.path) { return goldens }
    folder.deleteLastPathComponent()
  }
  return home
}
