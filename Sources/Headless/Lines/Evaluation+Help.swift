import Basics
import Diagnostics
import Display
import Language
import Presentation
import Workbook

extension Evaluation {
  /// What `help` and `help WORDS` answer; nil for any other line.
  func help(_ line: String) throws(Diagnostic) -> Outcome? {
    let words = line.split(whereSeparator: { $0.isWhitespace }).map { String($0) }
    guard words.first == "help" else { return nil }
    // A cell may be called help, and so may something in a sum.
    if words.count > 1, let sign = words[1].first, "=+-*/^.<>!".contains(sign) { return nil }
    let word = words.dropFirst().joined(separator: " ")
    if let subject = HelpTables.Subject(rawValue: word.isEmpty ? "functions" : word) {
      var (display, json) = list(subject)
      if word.isEmpty {
        let lists = HelpTables.Subject.allCases.map { Text("help \($0.rawValue)", .input) }
        display.blocks.append(
          .paragraph(Text("More: ", .muted) + Text.joined(lists, by: Text(" · ", .muted))))
      }
      return Outcome(line: line, display: display, json: json, problem: nil)
    }
    let topics = try help(about: word)
    guard !topics.isEmpty else { throw try nothing(about: word) }
    return Outcome(
      line: line, display: HelpTopics.display(topics),
      json: .object(topics.map { JSON.Member($0.kind.rawValue, $0.json) }), problem: nil)
  }

  /// Everything that a word is; empty where it is nothing.
  public func help(about word: String) throws(Diagnostic) -> [HelpTopic] {
    try HelpTopics(workbook, of: course).about(word)
  }

  /// A list of help.
  public func list(_ subject: HelpTables.Subject) -> (display: Display, json: JSON) {
    HelpTables.table(subject, of: workbook)
  }

  /// That a word means nothing, with the names most like it.
  /// - Parameters:
  ///   - others: what else may have been meant, as the subcommands of the program.
  ///   - help: how help is asked for.
  public func nothing(
    about word: String, among others: [String] = [], asking help: String = "help"
  ) throws(Diagnostic) -> Diagnostic {
    try HelpTopics(workbook, of: course).nothing(about: word, among: others, asking: help)
  }
}
