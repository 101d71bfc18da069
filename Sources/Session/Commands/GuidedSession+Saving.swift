import Diagnostics
import Display

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension GuidedSession {
  /// Writes what the learner set and defined as lines that set it again: as standard input of the
  /// program, or typed.
  func save(_ path: String) -> Reply {
    guard !path.isEmpty else {
      return Reply(
        Diagnostic(.expectedExpression, "Save to which file?").try("save my-numbers.txt"))
    }
    let lines = workbook.settings.map { $0.line }
    guard !lines.isEmpty else {
      return Reply(Diagnostic(.nothingTo, "You have set nothing yet.").try("params"))
    }
    let head = "\(GuidedSession.savedMark)\(page.chapterName)\n:goto \(chapter.id)/1\n"
    guard !FileManager.default.fileExists(atPath: path) || isSavedFile(path) else {
      return Reply(
        Diagnostic(.unwritable, "There is a file \(path) already; it was left alone.")
          .try("save \(path).new"))
    }
    do {
      try Data((head + lines.joined(separator: "\n") + "\n").utf8).write(
        to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      return Reply(Diagnostic(.unwritable, "The file \(path) cannot be written."))
    }
    return Reply(
      Text("Wrote \(lines.count) \(lines.count == 1 ? "line" : "lines") to \(path). ", .muted)
        + Text("gpulearn --file \(path)", .input)
        + Text(" reads them; with --profile NAME they are kept there.", .muted))
  }

  /// What a saved file begins with.
  private static let savedMark = "# What was set in "

  /// Whether a file was written by `save`, so that saving again loses nothing of somebody else's.
  private func isSavedFile(_ path: String) -> Bool {
    // What cannot be read was not written by us, and is left alone.
    guard let file = try? Data(contentsOf: URL(fileURLWithPath: path)) else { return false }
    return file.starts(with: Data(GuidedSession.savedMark.utf8))
  }
}
