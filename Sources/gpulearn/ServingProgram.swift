import Diagnostics
import Foundation

/// The program gpulearn-serve, which is built from a package of its own so that the workbook's first
/// build has no HTTP server in it.
enum ServingProgram {
  /// The subcommands that it has, which are given every word, --help as well.
  static let commands = ["serve", "load"]

  /// Becomes that program.
  /// - Throws: where it is not there and cannot be built.
  static func become(_ arguments: [String]) throws(Diagnostic) -> Never {
    let program = try path()
    fflush(nil)
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    words.append(nil)
    execv(program, words)
    throw Diagnostic(.unreadable, "\(program) cannot be started.")
      .note(String(cString: strerror(errno)))
  }

  /// Beside this program, where a package has put it; or else in the repository, built if need be.
  private static func path() throws(Diagnostic) -> String {
    let own = URL(fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0])
      .resolvingSymlinksInPath()
    let beside = own.deletingLastPathComponent().appendingPathComponent("gpulearn-serve").path
    if FileManager.default.isExecutableFile(atPath: beside) { return beside }
    var folder = own
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let script = folder.appendingPathComponent("scripts/build-serving").path
      guard FileManager.default.isExecutableFile(atPath: script) else { continue }
      return try built(script, in: folder)
    }
    throw Diagnostic(.unreadable, "gpulearn-serve is not there.")
      .note("It comes in an archive of its own: put it beside gpulearn.")
  }

  /// The script says how far it is, and does nothing where nothing has changed.
  private static func built(_ script: String, in folder: URL) throws(Diagnostic) -> String {
    let build = Process()
    build.executableURL = URL(fileURLWithPath: script)
    do {
      try build.run()
    } catch {
      throw Diagnostic(.unreadable, "\(script) cannot be started.")
    }
    build.waitUntilExit()
    guard build.terminationStatus == 0 else {
      throw Diagnostic(.unreadable, "gpulearn-serve could not be built.")
    }
    return folder.appendingPathComponent("Serving/.build/release/gpulearn-serve").path
  }
}
