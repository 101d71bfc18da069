import ArgumentParser
import Diagnostics
import Terminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where lines come from that nobody types.
struct ScriptOptions: ParsableArguments {
  static let discussion = """
    Standard input that is no terminal, -, or --file FILE is a script: each line as if typed, with \
    plain output. It starts from the author's values and keeps nothing, unless --profile names whose \
    progress it is; no line is taken as the guess that a lesson asks for. It ends with 1 where any \
    line failed, and with 74 where the progress or the file cannot be read.
    """

  @Option(
    help: "A file of lines, answered in place of typed ones; - is standard input.",
    completion: .file())
  var file: String?

  @Argument(help: "- reads lines from standard input, even where that is a terminal.")
  var dash: String?

  func validate() throws {
    if let dash, dash != "-" {
      throw ValidationError("Unexpected argument “\(dash)”; only - may stand there.")
    }
  }

  /// What reads the script; nil where somebody sits at a terminal.
  /// - Parameter isDash: whether the command's own argument was a dash.
  func source(isDash: Bool) -> LineReader? {
    if let file, file != "-" { return LineReader(path: file) }
    let isAsked = isDash || file == "-" || dash == "-"
    return isAsked || isatty(STDIN_FILENO) != 1 ? LineReader() : nil
  }
}

extension LineReader {
  /// The next line; nil at the end.
  /// - Throws: `line-too-long` for a line that was passed over, `unreadable` where nothing more can
  ///   be read.
  func next() throws(Diagnostic) -> String? {
    switch read() {
    case .line(let line): return line
    case .end: return nil
    case .failed(let problem): throw Diagnostic(.unreadable, problem)
    case .tooLong(let number):
      throw Diagnostic(
        .lineTooLong,
        "Line \(number) is longer than 64 KiB. It was passed over, nothing of it read.")
    }
  }
}
