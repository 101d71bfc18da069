import ArgumentParser
import Course
import Diagnostics
import Display
import Foundation
import Headless
import Presentation
import Session
import Terminal

extension CheckReport: ExpressibleByArgument {}

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Run everything that chapters claim; for authors.",
    discussion: "Ends with 1 if anything is wrong. Without a path the whole course is checked.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "Chapter files, sheets, or folders of courses.")
  var paths: [String] = []

  @Flag(help: "One JSON array of problems; the same as --format json.")
  var json = false

  @Option(
    help: """
      text; lines, FILE:LINE:COLUMN: MESSAGE as editors take them; json; or sarif, which code hosts \
      show beside the lines.
      """)
  var format = CheckReport.text

  @Flag(
    help: """
      Write down what suggested lines show, where their chapters say something else (#> below a \
      line), and then check.
      """)
  var record = false

  @Flag(help: "Check again whenever a file is saved, until Ctrl-C.")
  var watch = false

  func run() throws {
    let screen = common.screen
    if record { try recordLines(screen) }
    guard watch else { return try checkOnce(screen) }
    Interrupt.catchSignal()
    var places = paths
    do throws(Diagnostic) {
      if places.isEmpty { places = [try Places.course(common).folder] }
    } catch {
      screen.complain(error)
      throw ProgramEnd(of: error).code
    }
    var files = WatchedCourse(places)
    var end: Error?
    while true {
      screen.clear()
      do {
        try checkOnce(screen)
        end = nil
      } catch {
        end = error
      }
      while !files.hasChanged() {
        if Interrupt.isSet() {
          if let end { throw end }
          return
        }
        usleep(200_000)
      }
    }
  }

  /// The day, and lines as they look at the same width everywhere.
  private var manner: CourseCheck.Manner {
    var manner = CourseCheck.Manner()
    manner.today = String(
      ISO8601DateFormatter().string(from: Date(timeIntervalSince1970: Places.now())).prefix(10))
    manner.drawn = { $0.drawn(Style(width: 80, isPlain: true)) }
    return manner
  }

  private func recordLines(_ screen: Screen) throws {
    do throws(Diagnostic) {
      let course: Course
      if let path = paths.first {
        course = try Course(folder: path)
      } else {
        course = try Places.course(common)
      }
      let files = try LineRecording.corrected(course, runner: Places.runner(course), manner)
      for file in files {
        // The chapter itself is what is to be written; all others are only read.
        let others = course.chapters.map { $0.path }.filter { $0 != file.path }
        try OutputFile.write(file.text, to: file.path, sparing: InputFiles(others))
        screen.remark([Text("Recorded what lines show in \(file.path).", .muted)])
      }
    } catch {
      screen.complain(error)
      throw ProgramEnd(of: error).code
    }
  }

  private func checkOnce(_ screen: Screen) throws {
    var problems: [Diagnostic] = []
    var count = 0
    do throws(Diagnostic) {
      if paths.isEmpty {
        let course = try Places.course(common)
        problems = CourseCheck.problems(of: course, runner: Places.runner(course), manner)
        count = course.chapters.count + course.exercises.count
      }
      for path in paths {
        let (found, files) = try CourseCheck.problems(
          at: path, in: try Places.courseIfAny(common), model: Places.courses.model, manner)
        problems += found
        count += files
      }
    } catch {
      problems.append(error)
    }
    report(problems, count, screen)
    if !problems.isEmpty { throw ProgramEnd.wrong.code }
  }

  private func report(_ problems: [Diagnostic], _ count: Int, _ screen: Screen) {
    if let text = (json ? .json : format).written(problems) { return screen.write(text) }
    for problem in problems { screen.show(problem.display) }
    let files = "\(count) \(count == 1 ? "file" : "files") checked"
    if problems.isEmpty {
      screen.show(Display([.paragraph(Text("\(files): everything holds.", .success))]))
    } else {
      let words = problems.count == 1 ? "one problem" : "\(problems.count) problems"
      screen.show(Display([.paragraph(Text("\(files), \(words).", .failure))]))
    }
  }
}
