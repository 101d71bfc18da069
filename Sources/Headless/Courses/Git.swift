import Diagnostics
import Foundation

/// Runs git, which alone talks to other computers.
///
/// A repository is from anybody: nothing of it is run, no link in it is followed, no other
/// repository is fetched because of it, and no helper that a URL could name is started.
struct Git {
  private static let careful = [
    "-c", "core.hooksPath=/dev/null", "-c", "core.symlinks=false", "-c", "protocol.ext.allow=never",
    "-c", "core.fsmonitor=false", "-c", "advice.detachedHead=false",
  ]

  /// Copies the newest state of a repository into a folder that is not there yet.
  /// - Throws: `unreadable` with git's own last line.
  static func copy(_ url: String, to folder: String) throws(Diagnostic) {
    _ = try run(
      ["clone", "--quiet", "--depth", "1", "--no-recurse-submodules", "--", url, folder],
      orElse: "The course cannot be fetched from \(url).")
  }

  /// The commit of a copy, by its short name.
  static func commit(of folder: String) throws(Diagnostic) -> String {
    try run(["-C", folder, "rev-parse", "--short=12", "HEAD"], orElse: "\(folder) is no copy.")
  }

  /// Where a copy is from.
  static func origin(of folder: String) throws(Diagnostic) -> String {
    try run(
      ["-C", folder, "config", "--get", "remote.origin.url"], orElse: "\(folder) is no copy.")
  }

  /// Files of a copy that somebody changed, one a line.
  static func changes(in folder: String) throws(Diagnostic) -> String {
    try run(["-C", folder, "status", "--porcelain"], orElse: "\(folder) is no copy.")
  }

  /// - Returns: what git wrote.
  private static func run(
    _ arguments: [String], orElse message: String
  ) throws(Diagnostic) -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + careful + arguments
    var environment = ProcessInfo.processInfo.environment
    // A variable of these names would send git to another repository.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] { environment[name] = nil }
    process.environment = environment
    let (output, complaints) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = complaints
    let (text, words): (String, String)
    do {
      try process.run()
      // Without a terminal git says little: less than a pipe holds.
      text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
      words = String(
        decoding: try complaints.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    } catch {
      throw Diagnostic(.unreadable, message).note("git could not be started.")
    }
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let said = words.split(separator: "\n").filter { !$0.hasPrefix("Cloning") }
      // 127: env found no such program.
      let why =
        process.terminationStatus == 127
        ? "git is missing; it is installed as a package of that name."
        : "git says: \(said.last.map(String.init) ?? "nothing")."
      throw Diagnostic(.unreadable, message).note(why.showable)
    }
    return text.trimmed
  }
}
