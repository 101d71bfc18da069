/// A line that is a command.
public struct TypedCommand: Sendable {
  /// Which one.
  public let command: Command
  /// What stands behind the word, without white space in front.
  public let argument: String

  /// What people type who come from other programs.
  private static let otherWords: [String: Command] = [
    "?": .help, "exit": .quit, "bye": .quit, "continue": .next, "lesson": .goto,
  ]

  /// Reads a command: `:word` always, a bare word where nothing is named so.
  /// - Parameter isName: whether a cell has that name.
  /// - Returns: nil where the line belongs to the language.
  public init?(_ line: String, isName: (String) -> Bool) {
    let isMarked = line.hasPrefix(":")
    let text = isMarked ? line.dropFirst() : Substring(line)
    let word = text.first == "?" ? text.prefix(1) : text.prefix { $0.isLetter }
    guard
      let command = Command(rawValue: word.lowercased())
        ?? TypedCommand.otherWords[word.lowercased()]
    else { return nil }
    let rest = text.dropFirst(word.count)
    guard rest.isEmpty || rest.first?.isWhitespace == true else { return nil }
    let argument = rest.drop(while: { $0.isWhitespace })
    if !isMarked {
      // `run = 3` binds, `run + 1` computes; `goto 5` moves.
      if isName(String(word)) || argument.hasPrefix("=") { return nil }
      if !command.takesArgument, !argument.isEmpty { return nil }
    }
    self.command = command
    self.argument = String(argument)
  }
}
