import PseudoTerminal
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The program that the line editor is tried with, on a terminal, with a home of its own.
final class Probe {
  let home: String
  let terminal: PseudoTerminal

  var historyPath: String { home + "/history" }

  /// - Parameters:
  ///   - environment: what differs from the usual one.
  ///   - files: what lies in the home, by name.
  init(
    environment: [String: String] = [:], files: [String: String] = [:], columns: Int = 60,
    rows: Int = 20, isReady: Bool = true
  ) throws {
    var template = Array("/tmp/line-editor-XXXXXX".utf8CString)
    home = mkdtemp(&template).map { String(cString: $0) } ?? "/nonexistent"
    for (name, text) in files {
      let file = try #require(fopen(home + "/" + name, "w"))
      fputs(text, file)
      fclose(file)
    }
    let variables = PseudoTerminal.environment.merging(["HOME": home]) { $1 }
      .merging(environment) { $1 }
    terminal = try PseudoTerminal(
      PseudoTerminal.built("line-editor-probe"), [home + "/history"], environment: variables,
      columns: columns, rows: rows)
    if isReady { try terminal.expect("❯ ") }
  }

  deinit {
    for name in ["history", "history.new", ".editrc"] { unlink(home + "/" + name) }
    rmdir(home)
  }

  /// Types a line and gives what the program answers, up to the next prompt.
  func answer(_ line: String, prompt: String = "probe ❯ ") throws -> String {
    terminal.forget()
    terminal.send(line + "\n")
    try terminal.expect("\n")
    let text = try terminal.expect(prompt)
    return String(text.dropLast(prompt.count + 1))
  }

  /// The lines kept for the next run.
  var keptLines: [String] {
    guard let file = fopen(historyPath, "r") else { return [] }
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&buffer, 1, buffer.count, file)
    return String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
