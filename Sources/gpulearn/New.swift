import ArgumentParser
import Course
import Diagnostics
import Display
import Foundation
import Headless
import Presentation
import Terminal

struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Start a course, a chapter or an exercise that already passes check.")

  enum Kind: String, ExpressibleByArgument, CaseIterable { case course, chapter, exercise }

  @OptionGroup var common: CommonOptions

  @Argument(help: "course, chapter or exercise.")
  var kind: Kind

  @Argument(help: "Its id: lower-case words with hyphens; CHAPTER/ID for an exercise.")
  var id: String

  @Option(name: .customLong("kind"), help: "For an exercise: \(Exercise.Kind.words).")
  var exerciseKind: Exercise.Kind = .number

  @Option(help: "For a course: what serves in its fleets, as in barista (a GPU if left out).")
  var server: String?

  @Option(help: "For a course: what is served, as in customer (a request if left out).")
  var request: String?

  func run() throws {
    let screen = common.screen
    do throws(Diagnostic) {
      if kind == .course { return try startCourse(screen) }
      // A course may begin with this file: a folder that is none yet is fine.
      let course = try? Places.course(common)
      let folder = common.course ?? course?.folder ?? "."
      let file: Scaffold.File
      switch kind {
      case .course, .chapter: file = try Scaffold.chapterFile(id: id, in: folder, of: course)
      case .exercise:
        let parts = id.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
          throw Diagnostic(.missingField, "An exercise belongs to a chapter.")
            .try("gpulearn new exercise CHAPTER/\(id)")
        }
        file = try Scaffold.exerciseFile(
          id: parts[1], kind: exerciseKind, chapter: parts[0], in: folder, of: course)
      }
      try write(file.text, to: file.path)
      screen.show(
        Display(
          [
            .paragraph(
              Text("Wrote ", .muted) + Text(file.path) + Text(". Change it, and run ", .muted)
                + Text("gpulearn check \(file.path)", .input) + Text(".", .muted))
          ] + next))
    } catch {
      screen.complain(error)
      throw ProgramEnd(of: error).code
    }
  }

  /// A folder of its own, which must not be there yet.
  private func startCourse(_ screen: Screen) throws(Diagnostic) {
    let folder = common.course ?? id
    let names = [("server", server), ("request", request)].compactMap { key, name in
      name.map { "\(key): \($0)" }
    }.joined(separator: ", ")
    let files = try Scaffold.courseFiles(
      id: id, in: folder, names: names.isEmpty ? "" : "names: {\(names)}\n")
    guard !FileManager.default.fileExists(atPath: folder) else {
      throw Diagnostic(.unwritable, "There is a folder \(folder) already; it was left alone.")
    }
    for file in files { try write(file.text, to: file.path) }
    screen.show(
      Display([
        .lines(files.map { Text("Wrote ", .muted) + Text($0.path) }),
        .paragraph(
          Text("gpulearn check \(folder)", .input) + Text(" passes, and ", .muted)
            + Text("gpulearn --course \(folder)", .input) + Text(" opens it.", .muted)),
      ]))
  }

  /// What is left to do so that learners meet an exercise.
  private var next: [Block] {
    guard kind == .exercise, let id = id.split(separator: "/").last else { return [] }
    return [
      .paragraph(
        Text("Then name ", .muted) + Text(String(id), .name)
          + Text(" in an objective of its chapter, and put a block ", .muted)
          + Text("{exercise} \(id)", .code) + Text(" into a lesson.", .muted))
    ]
  }

  /// Writes a new file; never over one that is there.
  private func write(_ text: String, to path: String) throws(Diagnostic) {
    try OutputFile.makeFolder(of: path)
    try OutputFile.create(text, at: path)
  }
}

extension Exercise.Kind: ExpressibleByArgument {
  fileprivate static let words = allCases.map { $0.rawValue }.joined(separator: ", ")
}
