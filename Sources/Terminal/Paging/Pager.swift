import CEditLine

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Shows text a screenful at a time where it is taller than the terminal.
public enum Pager {
  /// - Parameter lines: drawn lines without line ends.
  public static func show(_ lines: [String], style: Style) {
    // The last row is for the question whether to go on.
    let page = style.height - 1
    guard isatty(STDOUT_FILENO) == 1, isatty(STDIN_FILENO) == 1, lines.count > page,
      terminal_take_keys()
    else {
      return Output.put(lines.map { $0 + "\n" }.joined())
    }
    defer { terminal_give_keys() }
    var rest = lines[...]
    while true {
      Output.put(rest.prefix(page).map { $0 + "\n" }.joined())
      rest = rest.dropFirst(page)
      guard !rest.isEmpty else { return }
      // Lines that were pasted are answers to prompts still to come, and none to the question here.
      guard !hasTypedAhead else { return Output.put(rest.map { $0 + "\n" }.joined()) }
      guard goesOn(rest.count, style) else { return }
    }
  }

  /// Whether something was typed that nobody has read.
  private static var hasTypedAhead: Bool {
    var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return poll(&input, 1, 0) > 0
  }

  /// Asks whether to go on and takes the question away again.
  private static func goesOn(_ left: Int, _ style: Style) -> Bool {
    let lines = left == 1 ? "1 more line" : "\(left) more lines"
    let question = style.label("-- \(lines): Enter goes on, q stops --", width: style.width - 1)
    Output.put(question)
    defer { Output.put("\r" + String(repeating: " ", count: question.columns) + "\r") }
    while true {
      switch terminal_key() {
      case key("\n"), key("\r"), key(" "): return true
      // End of input, Ctrl-C, Ctrl-D.
      case -1, 3, 4, key("q"), key("Q"): return false
      case 26:
        // Ctrl-Z: the shell writes below the question.
        terminal_give_keys()
        raise(SIGTSTP)
        guard terminal_take_keys() else { return false }
        Output.put("\r" + question)
      default: continue
      }
    }
  }

  private static func key(_ character: Unicode.Scalar) -> Int32 { Int32(character.value) }
}
