import CEditLine
import Display

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads lines from a terminal, with editing, history and completion.
public final class LineEditor {
  /// How reading a line ended.
  public enum Result: Sendable {
    case line(String)
    /// Ctrl-C: the line is dropped.
    case interrupted
    /// Ctrl-D on an empty line.
    case end
  }

  /// Something that the word before the cursor could become.
  public struct Candidate: Sendable {
    /// What the word becomes.
    public let text: String
    /// What it means, in a few words.
    public let sentence: String

    /// Creates a candidate.
    public init(text: String, sentence: String) {
      self.text = text
      self.sentence = sentence
    }
  }

  /// Gives the word before the cursor and what it could become, for the line up to the cursor.
  public typealias Completer = (String) -> (word: String, candidates: [Candidate])

  private var editor: OpaquePointer?
  private var style: Style
  private var completer: Completer = { _ in ("", []) }
  /// The line at which Tab found nothing to insert: a second Tab there lists.
  private var lastTab: String?
  /// How many of the candidates were listed already.
  private var listed = 0
  private let history: HistoryFile?

  /// - Parameter historyPath: where lines are kept; nil keeps them for this run only.
  /// - Parameter hasViKeys: whether lines are edited with vi's keys; else with Emacs's. The user's
  ///   own ~/.editrc has the last word.
  public init?(style: Style, historyPath: String? = nil, hasViKeys: Bool = false) {
    self.style = style
    history = historyPath.map(HistoryFile.init)
    // In another locale libedit cannot hold a prompt beyond ASCII.
    if !line_editor_use_utf8() { self.style.hasUnicode = false }
    interrupt_catch()
    let context = Unmanaged.passUnretained(self).toOpaque()
    editor = line_editor_open(
      { context, line in
        guard let context, let line else { return nil }
        let editor = Unmanaged<LineEditor>.fromOpaque(context).takeUnretainedValue()
        return editor.complete(String(cString: line)).flatMap { strdup($0) }
      }, context, hasViKeys)
    guard let editor else { return nil }
    for line in history?.lines ?? [] { line_editor_remember(editor, line) }
  }

  deinit { line_editor_close(editor) }

  /// Reads a line.
  public func read(prompt: Text, completer: @escaping Completer) -> Result {
    guard let editor else { return .end }
    style = style.resized()
    self.completer = completer
    lastTab = nil
    line_editor_set_prompt(editor, escaped(prompt))
    var text: UnsafePointer<CChar>?
    switch line_editor_read(editor, &text) {
    case LINE_INTERRUPTED:
      interrupt_clear()
      return .interrupted
    case LINE_READ:
      let line = text.map { String(cString: $0) } ?? ""
      if line.contains(where: { !$0.isWhitespace }) {
        line_editor_remember(editor, line)
        history?.append(line)
      }
      return .line(line)
    default: return .end
    }
  }

  /// The prompt with each escape sequence between two bytes 1, which take up no room.
  ///
  /// libedit hangs a sequence on the character behind it, so that no two may touch and none may
  /// stand at the end: colours are taken back before the prompt's last space.
  private func escaped(_ prompt: Text) -> String {
    var result = ""
    for span in prompt.spans {
      let text = style.clean(span.text)
      guard !text.isEmpty else { continue }
      if style.hasColor { result += "\u{1}\u{1B}[0;\(span.role.code(style) ?? "0")m\u{1}" }
      result += text
    }
    guard style.hasColor, result.hasSuffix(" ") else { return result }
    return result.dropLast() + "\u{1}\u{1B}[0m\u{1} "
  }

  // MARK: Completion

  /// What to insert, or after a line end what to list; nil where nothing fits.
  private func complete(_ line: String) -> String? {
    let (word, candidates) = completer(line)
    guard let first = candidates.first else { return nil }
    let shared = candidates.dropFirst().reduce(first.text) { $0.commonPrefix(with: $1.text) }
    if shared.count > word.count {
      lastTab = nil
      let rest = String(shared.dropFirst(word.count))
      return candidates.count == 1 ? rest + " " : rest
    }
    if candidates.count == 1 { return word == first.text ? " " : nil }
    defer { lastTab = line }
    guard lastTab == line else {
      listed = 0
      return ""
    }
    return "\n" + list(candidates)
  }

  /// A screen of them; the next Tab lists the next screen, and after the last one the first.
  private func list(_ candidates: [Candidate]) -> String {
    let most = max(5, style.height - 4)
    if listed >= candidates.count { listed = 0 }
    var shown = candidates.dropFirst(listed).prefix(most).map {
      [Text("  " + $0.text, .name), Text($0.sentence, .muted)]
    }
    listed += shown.count
    if candidates.count > listed {
      shown.append([Text("  … \(candidates.count - listed) more: Tab", .muted), ""])
    }
    let table = Display([.table(Table(rows: shown, style: .bare))])
    return table.drawnLines(style).joined(separator: "\n")
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}

/// Ctrl-C while something is being computed.
public enum Interrupt {
  /// From now on Ctrl-C sets a flag instead of ending the program.
  public static func catchSignal() { interrupt_catch() }

  /// Whether Ctrl-C was pressed since the flag was last cleared.
  public static func isSet() -> Bool { interrupt_is_set() }

  /// Forgets that Ctrl-C was pressed.
  public static func clear() { interrupt_clear() }
}
