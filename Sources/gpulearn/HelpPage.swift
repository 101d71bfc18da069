import ArgumentParser
import Basics
import Diagnostics
import Display
import Headless
import Presentation
import Terminal

/// `gpulearn help WORDS [--json]` and `gpulearn NAME --help`: everything that a word is, behind the
/// page of a subcommand of the same name.
struct HelpPage {
  private let word: String
  /// Whether a word that means nothing is left to the argument parser.
  private let isOption: Bool
  private let isJSON: Bool

  /// - Parameter words: what stands behind the program's name.
  init?(_ words: [String]) {
    isOption = words.count == 2 && (words[1] == "--help" || words[1] == "-h")
    // Those who have a program of their own know more of themselves.
    if isOption, ServingProgram.commands.contains(words[0]) { return nil }
    let topic = words.first == "help" ? words.dropFirst().filter { $0 != "--json" } : []
    isJSON = !isOption && topic.count + 2 == words.count
    word = isOption ? words[0] : topic.joined(separator: " ")
    guard !word.isEmpty, !word.hasPrefix("-"), !topic.contains(where: { $0.hasPrefix("-") }) else {
      return nil
    }
  }

  /// Shows the page; false where that is up to the argument parser.
  /// - Throws: an exit code, where the word means nothing.
  func show() throws -> Bool {
    let screen = Screen(Places.configuration, isPlain: isJSON)
    let command = GPULearn.subcommand(named: word)
    do throws(Diagnostic) {
      let evaluation = try evaluation()
      if let subject = HelpTables.Subject(rawValue: word), command == nil, !isOption {
        let (display, json) = evaluation.list(subject)
        show(display, json, on: screen)
        return true
      }
      let topics = try evaluation.help(about: word)
      guard !topics.isEmpty else {
        if command != nil || isOption { return false }
        throw try evaluation.nothing(
          about: word, among: GPULearn.subcommandNames, asking: "gpulearn help")
      }
      if let command, !isJSON {
        screen.write("SUBCOMMAND gpulearn \(word)\n\n")
        screen.write(GPULearn.helpMessage(for: command) + "\n\n")
        if topics.count == 1 {
          screen.show(Display([.heading(Text(topics[0].kind.heading, .strong), level: 3)]))
        }
      }
      let members = topics.map { JSON.Member($0.kind.rawValue, $0.json) }
      show(HelpTopics.display(topics), .object(members), on: screen)
      return true
    } catch {
      screen.complain(error)
      if command != nil { return false }
      throw ProgramEnd(of: error).code
    }
  }

  private func show(_ display: Display, _ json: JSON, on screen: Screen) {
    if isJSON { screen.write(json.text + "\n") } else { screen.show(display) }
  }

  /// What answers: with the nearest course, or without one where there is none.
  private func evaluation() throws(Diagnostic) -> Evaluation {
    let course = try Places.courses.courseIfAny(nil)
    return try Evaluation(
      course: course, place: nil, runner: Places.runner(course), now: Places.now())
  }
}
