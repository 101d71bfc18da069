import Answers
import ArgumentParser
import Course
import Diagnostics
import Display
import Foundation
import Headless
import Presentation
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

  func readRoster(_ policy: Policy) throws(Diagnostic) -> Roster? {
    guard let roster else { return nil }
    let text = try text(of: roster, called: "roster", most: Roster.largest, .badRoster)
    return try Roster.parse(Source(name: roster, text), offset: policy.offset)
  }

  /// The rules of the class.
  /// - Throws: the first thing that is wrong with them, since counting by a part would be unfair.
  static func policy(of course: Course) throws(Diagnostic) -> Policy {
    let (policy, problems) = course.policy()
    if let first = problems.first {
      let more = problems.count - 1
      throw more == 0
        ? first
        : first.note("There are \(more) more problems in it: gpulearn check shows them all.")
    }
    return policy
  }

  /// The rules of the class with the corrections by hand.
  func counting(_ policy: Policy, _ course: Course) throws(Diagnostic) -> Counting {
    guard let path = correctionsPath(course) else { return Counting(policy) }
    let text = try text(
      of: path, called: "corrections", most: Correction.largest, .badCorrection)
    return Counting(
      policy,
      corrections: try Correction.parse(
        Source(name: path, text), exercises: course.exercises.map { $0.id }))
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
    for correction in gradebook.unusedCorrections {
      screen.complain(
        Diagnostic(
          .badCorrection, "Nobody of this gradebook is “\(correction.learner.showable)”.",
          at: correction.span))
    }
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
    screen.remark([gradebook.summary])
  }
}

extension GradebookOptions {
  /// Writes a platform's export with the totals in it.
  private func write(
    filled path: String, from gradebook: Gradebook, _ screen: Screen, sparing inputs: InputFiles
  ) throws(Diagnostic) {
    guard let column else {
      throw Diagnostic(.missingField, "Which column of \(path) is filled?")
        .try("--column \"Title of the assignment\"")
    }
    let text = try text(of: path, called: "export", most: Roster.largest, .badRoster)
    let (filled, unknown) = try FilledTemplate(Source(name: path, text)).filled(
      column: column, from: gradebook)
    if let output {
      let file = try OutputFile(output, sparing: inputs)
      try file.write(filled)
      try file.finish()
    } else {
      screen.write(filled)
    }
    guard !unknown.isEmpty else { return }
    let lines = unknown.prefix(10).map { "\($0)" }.joined(separator: ", ")
    screen.remark([
      Text(
        "\(unknown.count) learners of the export handed in nothing here, in lines \(lines).",
        .warning)
    ])
  }
}

struct Grade: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grade",
    abstract: "Check what learners handed in, and make a gradebook of it.",
    discussion: """
      Every answer is checked again with the learner's own figures; what a file says of itself counts \
      for nothing. What does not fit together is flagged, and changes no score. A file that cannot be \
      graded becomes a row with its reason, and the others are graded: the program then ends with 1, \
      and with 0 where all were graded.

      FILE may be a folder or a platform's zip, which stand for all .json files in them; @LIST, a file with a name in each \
      line; or -, for such lines from standard input.

        gpulearn grade submissions/ --roster roster.csv -o gradebook.csv
        find submissions -name '*.json' -print0 | gpulearn grade - --format json -o part-1.json

      Parts of a class that were graded to JSON are joined by gpulearn merge.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var gradebook: GradebookOptions

  @Argument(help: "Files, folders or zips, @LIST, or - for a list on standard input.")
  var files: [String]

  @Option(
    help: """
      The course as it was, for answers to what is not asked any more: its folder, or a commit of the \
      git repository that the course lies in. It may be given several times.
      """, completion: .directory)
  var also: [String] = []

  @Option(
    help: """
      A gradebook in JSON from before: says who has other points now, how many and why, and writes \
      no gradebook.
      """, completion: .file())
  var against: String?

  @Option(help: "How many threads check answers; as many as there are processors if left out.")
  var jobs: Int?

  @Option(help: "Grade every N-th file alone, as in 3/8; the parts are joined by gpulearn merge.")
  var shard: Shard?

  func validate() throws {
    if gradebook.explain != nil, gradebook.output != nil || against != nil {
      throw ValidationError("With --explain nothing is written or compared.")
    }
    if against != nil, gradebook.output != nil {
      throw ValidationError(
        "With --against nothing is written. Leave -o away, look, and grade again without --against."
      )
    }
    if let jobs, !(1...256).contains(jobs) {
      throw ValidationError("The number of jobs is from 1 to 256.")
    }
  }

  func run() throws {
    let screen = common.screen
    Interrupt.catchSignal()
    var hasRefusals = false
    do throws(Diagnostic) {
      let course = try Places.course(common)
      let policy = try GradebookOptions.policy(of: course)
      let roster = try gradebook.readRoster(policy)
      let counting = try gradebook.counting(policy, course)
      let named = try SubmissionFiles(files) {
        [UInt8](FileHandle.standardInput.readDataToEndOfFile())
      }
      let all = named.files
      let paths = shard?.part(of: all) ?? all
      let lists = files.filter { $0.hasPrefix("@") }.map { String($0.dropFirst()) }
      let earlier = try against.map { (path) throws(Diagnostic) in
        try GradedSubmission.read(gradebook: path)
      }
      let inputs = try gradebook.inputs(all.map { $0.name } + files + lists, course, common.prices)
      var older: [ExerciseSet] = []
      var past: [PastCourse] = []
      // Their folders are there as long as they are needed.
      defer { withExtendedLifetime(past) {} }
      for place in also {
        let before = try PastCourse(place, of: course)
        past.append(before)
        older.append(ExerciseSet(of: before.course, runner: Places.runner(before.course)))
      }
      let grader = try Grader(
        ExerciseSet(of: course, runner: Places.runner(course)), older: older, roster: roster,
        now: Places.now(),
        isCancelled: Screen.isInterrupted)
      if !named.leftOut.isEmpty {
        let names = named.leftOut.prefix(5).map { $0.showable }.joined(separator: ", ")
        screen.remark([
          Text(
            (named.leftOut.count == 1
              ? "A file of the download is no .json and was left out: "
              : "\(named.leftOut.count) files of the download are no .json and were left out: ")
              + names
              + (named.leftOut.count > 5 ? " …" : ""), .warning)
        ])
      }
      guard !all.isEmpty else {
        throw Diagnostic(.unreadable, "There is no file to grade.")
          .note("A folder or a zip stands for the .json files in it.")
      }
      let progress = screen.progress
      let graded = grader.grade(
        files: paths, jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount,
        onProgress: { progress("graded \($0) of \(paths.count) files") })
      progress("")
      let book = Gradebook(graded, by: grader, counting: counting)
      if let earlier {
        screen.show(GradeChanges(from: earlier, to: book).display)
      } else {
        try gradebook.write(book, policy, by: grader, screen, sparing: inputs)
      }
      guard graded.count == paths.count else {
        throw Diagnostic(
          .interrupted, "Stopped: \(graded.count) of \(paths.count) files were graded.")
      }
      hasRefusals = book.refusals > 0
    } catch {
      screen.complain(error)
      throw ProgramEnd(of: error).code
    }
    if hasRefusals { throw ProgramEnd.wrong.code }
  }
}

/// A part of the files: "3/8" is the third of eight.
struct Shard: ExpressibleByArgument {
  let index, count: Int

  init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let index = parts[0], let count = parts[1], count >= 1,
      count <= 1_000_000, (1...count).contains(index)
    else { return nil }
    (self.index, self.count) = (index, count)
  }

  /// Every so many of the files, in their order.
  func part<File>(of files: [File]) -> [File] {
    files.enumerated().filter { $0.offset % count == index - 1 }.map { $0.element }
  }
}

struct Merge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Join gradebooks that parts of a class were graded to.",
    discussion: """
      FILE is what gpulearn grade --format json wrote. What shows only when files lie side by side is \
      compared anew: two files of one learner, answers of another's figures, the roster.

        gpulearn merge parts/*.json --roster roster.csv -o gradebook.csv
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var gradebook: GradebookOptions

  @Argument(help: "Gradebooks in JSON, in the order of their rows.", completion: .file())
  var files: [String]

  func run() throws {
    let screen = common.screen
    var hasRefusals = false
    do throws(Diagnostic) {
      let course = try Places.course(common)
      let policy = try GradebookOptions.policy(of: course)
      let roster = try gradebook.readRoster(policy)
      let counting = try gradebook.counting(policy, course)
      let inputs = try gradebook.inputs(files, course, common.prices)
      let grader = try Grader(
        ExerciseSet(of: course, runner: Places.runner(course)), roster: roster,
        now: Places.now())
      var rows: [GradedSubmission] = []
      for file in files {
        do throws(Diagnostic) {
          rows += try GradedSubmission.read(gradebook: file, gradedWith: grader.exercises.courseID)
        } catch {
          throw error.notes.reduce(Diagnostic(error.code, "\(file): \(error.message)")) {
            $0.note($1)
          }
        }
      }
      let book = Gradebook(rows, by: grader, counting: counting)
      try gradebook.write(book, policy, by: grader, screen, sparing: inputs)
      hasRefusals = book.refusals > 0
    } catch {
      screen.complain(error)
      throw ProgramEnd(of: error).code
    }
    if hasRefusals { throw ProgramEnd.wrong.code }
  }
}
