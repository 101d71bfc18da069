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
      let (course, policy, roster, counting) = try gradebook.ofClass(common)
      let named = try SubmissionFiles(files) {
        [UInt8](FileHandle.standardInput.readDataToEndOfFile())
      }
      let all = named.files
      let paths = shard?.part(of: all) ?? all
      let lists = files.filter { $0.hasPrefix("@") }.map { String($0.dropFirst()) }
      let earlier = try against.map { (path) throws(Diagnostic) in
        try EarlierGradebook(path: path, calling: course.presentExercise)
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
