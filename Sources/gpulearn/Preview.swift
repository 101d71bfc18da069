import ArgumentParser
import Diagnostics
import Display
import Headless
import Session

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

  @Option(help: "The only lesson that is shown, by its number or id.")
  var lesson: String?

  func run() throws {
    let screen = Screen(isPlain: common.plain)
    if watch {
      var watch = PreviewWatch(path: file, screen: screen, read: read)
      throw try watch.run()
    }
    var problems: [Diagnostic] = []
    do throws(Diagnostic) {
      let preview = try read()
      screen.show(preview.display)
      problems = preview.problems()
    } catch {
      screen.complain(error)
      throw Exit.code(of: error)
    }
    screen.show(PreviewFile.report(problems))
    if !problems.isEmpty { throw Exit.wrong }
  }

  /// The file as it is now.
  private func read() throws(Diagnostic) -> Preview {
    try Preview(
      of: file, lesson: lesson, course: try? Places.course(common), model: Places.model)
  }

  /// The problems, and how many they are.
  static func report(_ problems: [Diagnostic]) -> Display {
    guard !problems.isEmpty else {
      return Display([.rule, .paragraph(Text("Everything holds.", .success))])
    }
    let words = problems.count == 1 ? "One problem." : "\(problems.count) problems."
    return problems.reduce(into: Display([.rule])) { $0 += $1.display }
      + Display([.paragraph(Text(words, .failure))])
  }
}
