import ArgumentParser
import Basics
import Course
import Diagnostics
import Display
import Headless
import NativeFunctions
import Presentation
import Session
import Terminal
import Workbook

struct OpenSheet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sheet", abstract: "A worksheet of your own: a file that you edit by typing.",
    discussion: """
      Lines are answered as in the guided workbook. What they set is written into FILE at once, a line \
      for each setting; an editor may be open on it at the same time, and what it saves is read \
      again. Questions are answered and not kept. gpulearn run FILE answers all of a sheet.
      """)

  @OptionGroup var common: CommonOptions

  @Argument(help: "The sheet; it is made where there is none.", completion: .file())
  var file: String

  func run() throws {
    let screen = common.screen
    let status: ProgramEnd
    do throws(Diagnostic) {
      var session = try SheetSession(path: file, in: try Sheets.start(common, screen))
      status = try converse(&session, screen)
    } catch {
      screen.complain(error)
      throw ProgramEnd(of: error).code
    }
    if status != .fine { throw status.code }
  }

  /// Until whoever sits there leaves, or the lines of a script end.
  private func converse(
    _ session: inout SheetSession, _ screen: Screen
  ) throws(Diagnostic) -> ProgramEnd {
    guard
      let editor = LineEditor(style: screen.style, hasViKeys: Places.configuration.hasViKeys)
    else { return try script(&session, screen) }
    show(session.begin(), screen)
    let name = file.split(separator: "/").last.map(String.init) ?? file
    while true {
      let workbook = session.workbook
      let result = editor.read(prompt: Text(name, .name) + Text(" ❯ ", .muted)) { line in
        let (word, candidates) = Presentation.Completion(
          workbook: workbook, offers: [], lessons: [], files: FileNames.inside
        ).candidates(for: line)
        return (
          word, candidates.map { LineEditor.Candidate(text: $0.text, sentence: $0.sentence) }
        )
      }
      switch result {
      case .interrupted: screen.write("\n")
      case .end:
        screen.write("\n")
        return .fine
      case .line(let line):
        Interrupt.clear()
        let reply = session.answer(line)
        show(reply, screen)
        if reply.ends { return .fine }
      }
    }
  }

  private func show(_ reply: SheetSession.Reply, _ screen: Screen) {
    screen.show(reply.problems.reduce(reply.display) { $0 + $1.display })
  }

  private func script(
    _ session: inout SheetSession, _ screen: Screen
  ) throws(Diagnostic) -> ProgramEnd {
    var status = ProgramEnd.fine
    let reader = LineReader()
    var reply = session.begin()
    reply.display = Display()
    while true {
      screen.write(reply.display.drawn(screen.style))
      for problem in reply.problems {
        screen.complain(problem)
        status = max(status, ProgramEnd(of: problem))
      }
      guard !reply.ends, let line = try reader.next() else { return status }
      reply = session.answer(line)
    }
  }
}

/// Sheets start from the program's functions, units and prices.
enum Sheets {
  static func start(_ common: CommonOptions, _ screen: Screen) throws(Diagnostic) -> Workbook {
    let course = try Places.courseIfAny(common)
    var workbook = Workbook.native(Places.runner(course), course)
    workbook.isInterrupted = Screen.isInterrupted
    workbook.onProgress = screen.progress
    workbook.isAutomatic = true
    return workbook
  }
}

struct RunSheet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Answer all questions of a worksheet and end.",
    discussion: """
      Each question and formula of the sheet is answered, in the order of its lines; what is wrong \
      with it goes to standard error, and ends the program with 1.
      """)

  @OptionGroup var common: CommonOptions

  @Argument(help: "The sheet.", completion: .file())
  var file: String

  @Option(help: "NAME=VALUE, set in place of what the sheet says; may be given several times.")
  var set: [String] = []

  @Flag(help: "One JSON object: cells, answers and problems.")
  var json = false

  func run() throws {
    let screen = common.screen
    var status = ProgramEnd.fine
    do throws(Diagnostic) {
      let sheet = try SheetRun(path: file, setting: set, in: try Sheets.start(common, screen))
      if json {
        screen.write(sheet.json.text + "\n")
      } else {
        screen.show(sheet.display)
        for problem in sheet.problems { screen.complain(problem) }
      }
      status = sheet.problems.map { ProgramEnd(of: $0) }.max() ?? .fine
    } catch {
      if json { screen.write(JSON.failure(error).text + "\n") } else { screen.complain(error) }
      status = ProgramEnd(of: error)
    }
    if status != .fine { throw status.code }
  }
}
