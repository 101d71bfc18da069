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
    guard !style.isNarrated, isatty(STDOUT_FILENO) == 1, isatty(STDIN_FILENO) == 1,
      lines.count > page,
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
      switch answer(rest.count, style) {
      case .more: continue
      case .enough: return
      // Whoever types the next line already has seen what there was to see, and it is not lost.
      case .line: return Output.put(rest.map { $0 + "\n" }.joined())
      }
    }
  }

  /// Whether something was typed that nobody has read.
  private static var hasTypedAhead: Bool {
    var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return terminal_has_left_key() || poll(&input, 1, 0) > 0
  }

  /// What is typed at the question whether to go on.
  private enum Answer {
    case more, enough
    /// The beginning of the next line, which is left for the editor.
    case line
  }

  /// Asks whether to go on and takes the question away again.
  private static func answer(_ left: Int, _ style: Style) -> Answer {
    let lines = left == 1 ? "1 more line" : "\(left) more lines"
    let question = style.label("-- \(lines): Enter goes on, q stops --", width: style.width - 1)
    Output.put(question)
    defer { Output.put("\r" + String(repeating: " ", count: question.columns) + "\r") }
    while true {
      let typed = terminal_key()
      switch typed {
      case key("\n"), key("\r"), key(" "): return .more
      // End of input, Ctrl-C, Ctrl-D.
      case -1, 3, 4, key("q"), key("Q"): return .enough
      case 26:
        // Ctrl-Z: the shell writes below the question.
        terminal_give_keys()
        raise(SIGTSTP)
        guard terminal_take_keys() else { return .enough }
        Output.put("\r" + question)
      case 27: passOverSequence()
      case ..<32, 127: continue
      default:
        terminal_leave_key(typed)
        return .line
      }
    }
  }

  /// What belongs to an arrow and its like comes at once behind its escape character.
  private static func passOverSequence() {
    guard comesAtOnce, [key("["), key("O")].contains(terminal_key()) else {
      return
    }
    while comesAtOnce {
      let part = terminal_key()
      if part < 0 || (0x40...0x7E).contains(part) { return }
    }
  }

  /// Whether another key is there, or comes before anybody could press it.
  private static var comesAtOnce: Bool {
    while true {
      switch terminal_wait(20) {
      case TERMINAL_KEY: return true
      case TERMINAL_RESIZED, TERMINAL_CONTINUED: continue
      default: return false
      }
    }
  }

  private static func key(_ character: Unicode.Scalar) -> Int32 { Int32(character.value) }
}
