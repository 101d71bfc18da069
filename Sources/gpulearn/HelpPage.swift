import ArgumentParser
import Diagnostics
import Headless
import Terminal

/// `gpulearn help NAME` and `gpulearn NAME --help`, where the name is one of a function of the
/// language: its page, behind that of a subcommand of the same name.
struct HelpPage {
  private let name: String

  /// - Parameter words: what stands behind the program's name.
  init?(_ words: [String]) {
    guard words.count == 2 else { return nil }
    if words[0] == "help" {
      name = words[1]
    } else if words[1] == "--help" || words[1] == "-h" {
      name = words[0]
    } else {
      return nil
    }
    guard !name.hasPrefix("-") else { return nil }
  }

  /// Shows the page; false where no function has the name.
  func show() -> Bool {
    // What is wrong with the course is said by whatever opens it; here the argument parser goes on.
    let course = try? Places.courses.course(nil)
    guard
      var evaluation = try? Evaluation(
        course: course, place: nil, runner: Places.runner(course), now: Places.now())
    else { return false }
    let page = evaluation.answer("help \(name)")
    guard page.problem == nil, name != "functions" else { return false }
    let screen = Screen(isPlain: false)
    let command = GPULearn.configuration.subcommands.first {
      ($0.configuration.commandName ?? $0._commandName) == name
    }
    if let command {
      screen.write("SUBCOMMAND gpulearn \(name)\n\n")
      screen.write(GPULearn.helpMessage(for: command) + "\n\n")
      screen.write("FUNCTION of the language\n\n")
    }
    screen.show(page.display)
    return true
  }
}
