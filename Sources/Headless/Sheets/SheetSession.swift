import Diagnostics
import Display
import Foundation
import Inference
import Language
import Presentation
import Workbook

/// A sheet that is open: lines are answered, what they set is written into the file at once, and the
/// file is read again when somebody else has changed it.
public struct SheetSession {
  /// What a line came to.
  public struct Reply: Sendable {
    /// What is shown.
    public var display = Display()
    /// What is wrong.
    public var problems: [Diagnostic] = []
    /// Whether the session is over.
    public var ends = false
  }

  private let path: String
  private let start: Workbook
  private(set) var text = SheetText("")
  private var identity: FileIdentity?
  /// The sheet as it stands.
  public private(set) var workbook: Workbook
  /// What undo brings back, and what redo does.
  private var past: [SheetText] = []
  private var future: [SheetText] = []

  /// Opens a file; one that is not there is made by the first line that sets something.
  public init(path: String, in start: Workbook) throws(Diagnostic) {
    (self.path, self.start, workbook) = (path, start, start)
    if FileManager.default.fileExists(atPath: path) { _ = try read() }
  }

  /// What is shown first: what is wrong with the file, and its models.
  public mutating func begin() -> Reply {
    guard identity != nil else {
      return Reply(
        display: Display([
          .remark("\(path) is a new sheet: it is made by the first line that sets something.")
        ]))
    }
    do throws(Diagnostic) {
      let run = try read()
      return Reply(display: cells, problems: run.problems)
    } catch {
      return Reply(problems: [error])
    }
  }

  private var cells: Display {
    let cells = (workbook.models + [CellID.own]).flatMap(workbook.cells(of:))
    return Display(cells.isEmpty ? [] : [Showing.model(cells)])
  }

  /// Reads the file and computes it.
  @discardableResult
  private mutating func read() throws(Diagnostic) -> SheetRun {
    let run = try SheetRun(path: path, in: start)
    identity = FileIdentity(path: path)
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw Diagnostic(.unreadable, "The file \(path) cannot be read.")
    }
    text = SheetText(String(decoding: bytes, as: UTF8.self))
    workbook = run.workbook
    return run
  }

  /// Reads the file again where it is another than it was.
  private mutating func reread() throws(Diagnostic) -> Reply {
    guard let now = FileIdentity(path: path), now != identity else { return Reply() }
    let isFirst = identity == nil
    let run = try read()
    past = []
    future = []
    guard !isFirst else { return Reply() }
    return Reply(
      display: Display([.remark("\(path) was changed; it was read again.")]),
      problems: run.problems)
  }

  /// Answers a line.
  public mutating func answer(_ line: String) -> Reply {
    do throws(Diagnostic) {
      var reply = try reread()
      let next = try self.reply(to: line.trimmed)
      reply.display += next.display
      reply.problems += next.problems
      reply.ends = next.ends
      return reply
    } catch {
      return Reply(problems: [error])
    }
  }

  private mutating func reply(to line: String) throws(Diagnostic) -> Reply {
    guard !line.isEmpty, line.first != "#" else { return Reply() }
    if let command = TypedCommand(line, isName: workbook.isVisible) {
      return try run(command, line)
    }
    if case .use = Sheet(Source(line)).lines.first?.form { return try append(line) }
    let answer: Answer
    let statement: Statement
    do throws(Diagnostic) {
      statement = try Statement.parse(Source(line), in: workbook.parsingScope())
      answer = try workbook.run(statement)
    } catch {
      workbook.noteUnread(line)
      throw error
    }
    if !statement.asksOnly {
      var changed = text
      changed.put(line)
      try keep(changed)
    }
    return Reply(display: answer.display())
  }

  private mutating func run(
    _ typed: TypedCommand, _ line: String
  ) throws(Diagnostic) -> Reply {
    switch typed.command {
    case .quit: return Reply(ends: true)
    case .undo, .redo: return try step(isUndo: typed.command == .undo)
    case .reset:
      var changed = text
      let name = typed.argument
      let isFound =
        changed.remove(name) || changed.remove("\(name)()") || changed.remove("unit \(name)")
        || (name.split(separator: ".").last.map { changed.remove(String($0)) } ?? false)
      guard isFound else {
        throw Diagnostic(.nothingTo, "No line of \(path) sets \(name).")
          .note("reset NAME takes the line out that sets it.")
      }
      try keep(changed)
      return try computed()
    case .params, .results: return Reply(display: cells)
    case .show: return Reply(display: Display([.code(text.text, language: "")]))
    case .explain:
      guard let code = Code.named(typed.argument) else { throw Code.noPage(typed.argument) }
      return Reply(display: code.page)
    case .help:
      let topics = try HelpTopics(workbook, of: nil).about(typed.argument)
      let lists = HelpTables.Subject(
        rawValue: typed.argument.isEmpty ? "questions" : typed.argument)
      if let lists { return Reply(display: HelpTables.table(lists, of: workbook).display) }
      guard !topics.isEmpty else {
        throw try HelpTopics(workbook, of: nil).nothing(about: typed.argument)
      }
      return Reply(display: HelpTopics.display(topics))
    case let other:
      throw Diagnostic(.unknownCommand, "\(other.rawValue) belongs to the guided workbook.")
        .note("Here are undo, redo, reset NAME, params, show, help and quit.")
    }
  }

  /// A line that brings in another sheet: the file says what that comes to.
  private mutating func append(_ line: String) throws(Diagnostic) -> Reply {
    let before = text
    var changed = text
    changed.put(line)
    try keep(changed)
    do throws(Diagnostic) {
      let run = try read()
      if let problem = run.problems.first { throw problem }
      return Reply(display: cells)
    } catch {
      try write(before)
      past.removeLast()
      try read()
      throw error
    }
  }

  private mutating func step(isUndo: Bool) throws(Diagnostic) -> Reply {
    guard let other = isUndo ? past.popLast() : future.popLast() else {
      throw Diagnostic(.nothingTo, "There is nothing to \(isUndo ? "undo" : "redo").")
    }
    if isUndo { future.append(text) } else { past.append(text) }
    try write(other)
    return try computed()
  }

  /// The sheet computed anew from its file.
  private mutating func computed() throws(Diagnostic) -> Reply {
    let run = try read()
    return Reply(display: cells, problems: run.problems)
  }

  // MARK: The file

  private mutating func keep(_ changed: SheetText) throws(Diagnostic) {
    guard changed != text else { return }
    let before = text
    try write(changed)
    past.append(before)
    future = []
  }

  private mutating func write(_ changed: SheetText) throws(Diagnostic) {
    try OutputFile.write(changed.text, to: path, sparing: InputFiles([]))
    text = changed
    identity = FileIdentity(path: path)
  }
}
