import Foundation
import Testing

@testable import Terminal

/// The file of the lines that were typed in earlier runs.
@Suite struct HistoryFileTests {
  private let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "history-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path + "/history"
  }

  private func write(_ text: String) throws { try Data(text.utf8).write(to: URL(filePath: path)) }
  private var kept: String? { try? String(contentsOfFile: path, encoding: .utf8) }

  @Test func everyLineIsAppendedAtOnce() throws {
    let history = HistoryFile(path: path)
    #expect(history.lines == [] && kept == nil)
    for line in ["a", "a", "b", "two\nlines", "c\r", "a"] { history.append(line) }
    #expect(kept == "a\nb\na\n")
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let again = HistoryFile(path: path)
    #expect(again.lines == ["a", "b", "a"])
    // The last line of an earlier run is not repeated either.
    again.append("a")
    again.append("ü")
    #expect(kept == "a\nb\na\nü\n")
  }

  /// Line ends of any kind, empty lines, and an end without one.
  @Test func whatOtherProgramsWrote() throws {
    try write("a\r\n\n\nb\nc")
    #expect(HistoryFile(path: path).lines == ["a", "b", "c"])
  }

  /// Only the last thousand lines are kept, and the file is cut to them when it is opened.
  @Test(arguments: [999, 1000, 1001, 1500]) func longFilesAreCut(_ count: Int) throws {
    let lines = (1...count).map { "line \($0)" }
    try write(lines.joined(separator: "\n") + "\n")
    #expect(HistoryFile(path: path).lines == Array(lines.suffix(1000)))
    #expect(kept == lines.suffix(1000).map { $0 + "\n" }.joined())
    #expect(!FileManager.default.fileExists(atPath: path + ".new"))
  }

  /// Where nothing can be kept, lines are typed all the same.
  @Test func aFileThatCannotBe() {
    let history = HistoryFile(path: path + "/in/a/file")
    history.append("a")
    #expect(history.lines == [])
  }
}
