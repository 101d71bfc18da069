import ArgumentParser
import Basics
import Diagnostics
import Display
import Foundation
import Headless
import Inference
import Presentation
import Session
import Terminal

struct PreviewFile: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview", abstract: "Show a chapter or an exercise as a learner sees it.",
    discussion: """
      What check finds wrong with the file stands below. Nothing is kept of what is shown. With \
      --watch it is drawn again whenever the file is saved, until Ctrl-C.
      """)

  @OptionGroup var common: CommonOptions

  @Argument(
    help: "A chapter's file or an exercise's, in a course or anywhere.", completion: .file())
  var file: String

  @Flag(help: "Draw it again whenever it is saved.")
  var watch = false

  @Flag(help: "One JSON object of what is shown and what is wrong; Guides/json.md has its keys.")
  var json = false

  @Option(help: "The only lesson that is shown, by its number or id.")
  var lesson: String?

  func validate() throws {
    if watch, json { throw ValidationError("What is watched is drawn; --json is for one look.") }
  }

  func run() throws {
    let screen = common.screen
    if watch { throw try keepDrawing(screen).code }
    var problems: [Diagnostic] = []
    do throws(Diagnostic) {
      let preview = try read()
      if !json { screen.show(preview.display) }
      problems = preview.problems()
      if json { screen.write(preview.json(with: problems).text + "\n") }
    } catch {
      if json {
        screen.write(JSON.failure(error).text + "\n")
      } else {
        screen.complain(error)
      }
      throw ProgramEnd(of: error).code
    }
    if !json { screen.show(Preview.report(problems)) }
    if !problems.isEmpty { throw ProgramEnd.wrong.code }
  }

  /// The file as it is now.
  private func read() throws(Diagnostic) -> Preview {
    try Preview(
      of: file, lesson: lesson, course: try Places.courseIfAny(common), model: Places.courses.model)
  }

  /// Draws the file whenever it is saved, until Ctrl-C.
  /// - Returns: how the program ends.
  private func keepDrawing(_ screen: Screen) throws -> ProgramEnd {
    var watch = PreviewWatch(path: file, time: timeOfDay, read: read)
    func show(_ sheets: [PreviewWatch.Sheet]) {
      for sheet in sheets {
        if sheet.isAnew { screen.clear() }
        screen.write(sheet.display.drawn(screen.style))
      }
    }
    do throws(Diagnostic) {
      let first = FileIdentity(path: file)
      if first != nil { Interrupt.catchSignal() }
      show(try watch.begin(first))
    } catch {
      screen.complain(error)
      throw ProgramEnd(of: error).code
    }
    while !Interrupt.isSet() {
      show(watch.look(at: FileIdentity(path: file)))
      usleep(200_000)
    }
    screen.write("\n")
    return watch.hasProblems ? .wrong : .fine
  }

  /// Hours, minutes and seconds at this place.
  private func timeOfDay() -> String {
    var seconds = time_t(Places.now())
    var parts = tm()
    localtime_r(&seconds, &parts)
    return [parts.tm_hour, parts.tm_min, parts.tm_sec]
      .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }
}
