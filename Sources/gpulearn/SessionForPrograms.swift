import ArgumentParser
import Basics
import Course
import Diagnostics
import Headless
import Presentation
import Terminal

struct SessionForPrograms: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "session", abstract: "Answer another program's lines, over standard input.",
    discussion: """
      gpulearn session --json-lines   a line in, one JSON object out, for each line
      gpulearn session --mcp          the same as tools of the Model Context Protocol

      What a line sets is there for the lines behind it. It starts from the author's values and keeps \
      nothing; with --profile from what that learner set in the chapter, which is only read.
      """)

  @OptionGroup var common: CommonOptions

  @Flag(help: "Each line is answered with one JSON object on one line.")
  var jsonLines = false

  @Flag(help: "JSON-RPC 2.0 messages of the Model Context Protocol, one a line.")
  var mcp = false

  @Option(help: "The chapter whose models can be used: its number or id, or chapter/lesson.")
  var chapter: String?

  func validate() throws {
    guard jsonLines != mcp else { throw ValidationError("Give --json-lines or --mcp.") }
    guard common.profile == nil || chapter != nil else {
      throw ValidationError("--profile needs --chapter: whose settings, and where?")
    }
  }

  func run() throws {
    let screen = common.screen
    do throws(Diagnostic) {
      let evaluation = try evaluation()
      if mcp { try serve(ToolServer(evaluation), screen) } else { try serve(evaluation, screen) }
    } catch {
      if jsonLines { screen.write(JSON.failure(error).text + "\n") } else { screen.complain(error) }
      throw ProgramEnd(of: error).code
    }
  }

  private func evaluation() throws(Diagnostic) -> Evaluation {
    let course = try chapter == nil ? Places.courseIfAny(common) : Places.course(common)
    var evaluation = try Evaluation(
      course: course, place: chapter, runner: Places.runner(course), now: Places.now(),
      isInterrupted: Screen.isInterrupted)
    if let profile = common.profile, let course, let chapter {
      let id = try course.open(String(chapter.prefix { $0 != "/" })).chapter.id
      let settings = try Places.profile(profile).knownStore()?.settings(of: id) ?? []
      evaluation.restore(settings.map { $0.line })
    }
    return evaluation
  }

  private func serve(_ evaluation: Evaluation, _ screen: Screen) throws(Diagnostic) {
    var session = LineSession(evaluation)
    let reader = LineReader()
    while !session.isOver, Output.failure == nil {
      switch reader.readBytes() {
      case .line(let bytes): screen.write(session.answer(bytes).text + "\n")
      case .tooLong(let number): screen.write(session.answer(tooLong: number).text + "\n")
      case .failed(let words): throw Diagnostic(.unreadable, words)
      case .end: return
      }
    }
  }

  private func serve(_ server: ToolServer, _ screen: Screen) throws(Diagnostic) {
    var server = server
    let reader = LineReader(longest: RemoteCall.longest)
    while Output.failure == nil {
      switch reader.readBytes() {
      case .line(let bytes):
        guard bytes.contains(where: { $0 != 32 && $0 != 9 }) else { continue }
        if let reply = server.reply(to: bytes) { screen.write(reply.text + "\n") }
      case .tooLong: screen.write(RemoteCall.tooLong.text + "\n")
      case .failed(let words): throw Diagnostic(.unreadable, words)
      case .end: return
      }
    }
  }
}
