import Diagnostics

/// What the program says to the shell when it ends. The largest says most.
public enum ProgramEnd: Int32, Sendable, Comparable {
  /// All is well.
  case fine = 0
  /// The content or an answer is wrong.
  case wrong = 1
  /// An option cannot be used as it was given.
  case usage = 64
  /// Something could not be read or written.
  case inputOutput = 74
  /// Ctrl-C, as shells report it.
  case interrupted = 130

  /// How the program ends because of a problem.
  public init(of problem: Diagnostic) {
    let outside: [Code] = [.unreadable, .unwritable, .badStore, .newerStore]
    if problem.code == .interrupted {
      self = .interrupted
    } else if outside.contains(problem.code) {
      self = .inputOutput
    } else if problem.span?.source.name?.hasPrefix("--") ?? false {
      self = .usage
    } else {
      self = .wrong
    }
  }

  /// By how much they say.
  public static func < (left: ProgramEnd, right: ProgramEnd) -> Bool {
    left.rawValue < right.rawValue
  }
}
