import Answers
import ArgumentParser
import Course
import Diagnostics
import Display
import Foundation
import Headless
import Presentation
import Quantities
import Records
import Session
import Terminal

extension GradebookFormat: ExpressibleByArgument {}
extension LearnerFeedback.Reveal: ExpressibleByArgument {}

/// Options of what makes a gradebook.
struct GradebookOptions: ParsableArguments {
  @Option(help: "csv, json, junit, gradescope, canvas or moodle.")
  var format = GradebookFormat.csv

  @Option(
    help: "Who belongs to the class: a CSV file with columns id, name, email, extension.",
    completion: .file())
  var roster: String?

  @Option(
    help: """
      Corrections by hand: a CSV file with columns id, exercise, points, reason; adjust.csv of the \
      course if left out.
      """, completion: .file())
  var adjust: String?

  @Option(help: "Say how the points of this learner come about, and write no gradebook.")
  var explain: String?

  @Option(
    help: """
      A gradebook that Canvas or Moodle exported: it is written anew with the totals in the column \
      that --column names, and otherwise as it is.
      """, completion: .file())
  var fill: String?

  @Option(help: "The column of --fill, by its title or how it begins.")
  var column: String?

  @Option(
    help: "A new folder for feedback: a text and a page for each learner.", completion: .directory)
  var feedback: String?

  @Option(
    help: """
      What feedback and Gradescope tell learners: points, replies (what is said to each answer) or \
      solutions; solutions for feedback and replies for Gradescope if left out.
      """)
  var reveal: LearnerFeedback.Reveal?

  @Option(
    name: [.customShort("o"), .long], help: "The file; standard output if left out.",
    completion: .file())
  var output: String?

  /// The course, and of its class the rules, the people, and how points are counted.
  func ofClass(
    _ common: CommonOptions
  ) throws(Diagnostic) -> (course: Course, policy: Policy, roster: Roster?, counting: Counting) {
    let course = try Places.course(common)
    let policy = try policy(of: course)
    return (course, policy, try readRoster(policy), try counting(policy, course))
  }

  private func readRoster(_ policy: Policy) throws(Diagnostic) -> Roster? {
    guard let roster else { return nil }
    let text = try text(of: roster, called: "roster", most: Roster.largest, .badRoster)
    return try Roster.parse(Source(name: roster, text), offset: policy.offset)
  }

  /// The rules of the class.
  /// - Throws: the first thing that is wrong with them, since counting by a part would be unfair.
  private func policy(of course: Course) throws(Diagnostic) -> Policy {
    let (policy, problems) = course.policy()
    if let first = problems.first {
      let more = problems.count - 1
      throw more == 0
        ? first
        : first.note(Diagnostic.words(ofFurther: more))
    }
    return policy
  }

  /// The rules of the class with the corrections by hand.
  private func counting(_ policy: Policy, _ course: Course) throws(Diagnostic) -> Counting {
    guard let path = correctionsPath(course) else { return Counting(policy) }
    let text = try text(
      of: path, called: "corrections", most: Correction.largest, .badCorrection)
    return Counting(
      policy,
      corrections: try Correction.parse(
        Source(name: path, text), exercises: course.exercises.map { $0.id },
        present: course.presentExercise))
  }

  private func correctionsPath(_ course: Course) -> String? {
    let usual = "\(course.folder)/\(Correction.fileName)"
    return adjust ?? (FileManager.default.fileExists(atPath: usual) ? usual : nil)
  }

  private func text(
    of path: String, called name: String, most: Int, _ code: Code
  ) throws(Diagnostic) -> String {
    let bytes: [UInt8]
    do {
      bytes = try BoundedFile.read(path, most: most)
    } catch {
      throw Diagnostic(.unreadable, "The \(name) \(path) cannot be read. \(error.message)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostic(code, "The \(name) \(path) is not UTF-8 text.")
        .note("Spreadsheets write it as “CSV UTF-8”.")
    }
    return text
  }

  /// Everything that is read, which the output is held against before anything is graded.
  func inputs(_ files: [String], _ course: Course, _ prices: String?) throws(Diagnostic)
    -> InputFiles
  {
    let inputs = InputFiles(files + [roster, adjust, fill, prices].compactMap { $0 }, of: course)
    if let output { try inputs.refuse(output) }
    return inputs
  }

  /// Writes the gradebook, or explains a learner's points, and says on standard error what came of
  /// it.
  func write(
    _ gradebook: Gradebook, _ policy: Policy, by grader: Grader, _ screen: Screen,
    sparing inputs: InputFiles
  ) throws(Diagnostic) {
    let style = Style(width: 100, isPlain: true)
    let replies = LearnerFeedback(by: grader, reveal: reveal ?? .replies)
    // An exercise that cannot be posed was told of when it was graded.
    let reply: Gradebook.Reply = { person, exercise, answer in
      (try? replies.reply(to: answer, in: exercise, of: person)).map {
        Display($0).drawn(style)
      }
    }
    complain(of: gradebook.unusedCorrections, isWhole: gradebook.hasRoster, screen)
    if let explain {
      guard let display = gradebook.explanation(of: explain, by: policy) else {
        throw Diagnostic(.notFound, "Nobody of this gradebook is “\(explain.showable)”.")
          .try(closest(to: explain, among: gradebook.rows.map { $0.id }))
      }
      return screen.show(display)
    }
    if let feedback {
      var files = try FeedbackFiles(in: feedback)
      let all = LearnerFeedback(by: grader, reveal: reveal ?? .solutions)
      for row in gradebook.rows where !row.isSuperseded && row.submission?.refusal == nil {
        let display = try all.display(row, of: gradebook)
        try files.write(display, as: row.id, text: display.drawn(style))
      }
    }
    if let fill {
      try write(filled: fill, from: gradebook, screen, sparing: inputs)
    } else if let output {
      let file = try OutputFile(output, sparing: inputs)
      do throws(Diagnostic) {
        try gradebook.write(format, reply: reply) { (text) throws(Diagnostic) in
          try file.write(text)
        }
      } catch {
        file.discard()
        throw error
      }
      try file.finish()
    } else {
      try gradebook.write(format, reply: reply) { (text) throws(Diagnostic) in screen.write(text) }
    }
    if fill == nil, let remark = gradebook.remark(on: format) {
      screen.remark([Text(remark, .warning)])
    }
    screen.remark([gradebook.summary])
  }
}

extension GradebookOptions {
  /// Says which corrections are nobody's. Without the class at hand they may be of learners whose files
  /// are graded elsewhere, whose reasons are nobody's business here.
  /// - Parameter isWhole: whether everybody is known.
  private func complain(of unused: [Correction], isWhole: Bool, _ screen: Screen) {
    guard isWhole else {
      guard !unused.isEmpty, ![.gradescope, .junit].contains(format) else { return }
      let lines = unused.prefix(10).map { "\($0.span.position.line)" }.joined(separator: ", ")
      return screen.remark([
        Text(
          "Corrections by hand of learners who are not in this gradebook: "
            + "\(unused.count == 1 ? "line" : "lines") \(lines)\(unused.count > 10 ? ", …" : "").",
          .muted)
      ])
    }
    for correction in unused {
      screen.complain(
        Diagnostic(
          .badCorrection, "Nobody of this gradebook is “\(correction.learner.showable)”.",
          at: correction.span))
    }
  }

  /// Writes a platform's export with the totals in it.
  private func write(
    filled path: String, from gradebook: Gradebook, _ screen: Screen, sparing inputs: InputFiles
  ) throws(Diagnostic) {
    guard let column else {
      throw Diagnostic(.missingField, "Which column of \(path) is filled?")
        .try("--column \"Title of the assignment\"")
    }
    let text = try text(of: path, called: "export", most: Roster.largest, .badRoster)
    let (filled, unknown, remark) = try FilledTemplate(Source(name: path, text)).filled(
      column: column, from: gradebook)
    if let output {
      let file = try OutputFile(output, sparing: inputs)
      try file.write(filled)
      try file.finish()
    } else {
      screen.write(filled)
    }
    if let remark { screen.remark([Text(remark, .warning)]) }
    guard !unknown.isEmpty else { return }
    let lines = unknown.prefix(10).map { "\($0)" }.joined(separator: ", ")
    let more = unknown.count > 10 ? ", …" : ""
    screen.remark([
      Text(
        unknown.count == 1
          ? "A learner of the export handed in nothing here, in line \(lines)."
          : "\(unknown.count) learners of the export handed in nothing here, in lines \(lines)\(more).",
        .warning)
    ])
  }
}
