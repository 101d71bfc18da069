import Answers
import ArgumentParser
import Course
import Diagnostics
import Display
import Headless
import Presentation
import Records
import Terminal

extension QuestionBank.Form: ExpressibleByArgument {}

struct ExportQuestions: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "questions", abstract: "Write exercises as questions for Moodle and others.",
    discussion: """
      Choices, pairs, orders and numbers become questions; each variant of an exercise is one, in a \
      category of its exercise, so that a quiz can draw one of them. What cannot be carried is said.

        gpulearn export questions course.xml
        gpulearn export questions course.gift --chapter introduction --variants 20
      """)

  @OptionGroup var common: CommonOptions

  @Argument(help: "The file; its ending is .xml or .gift where --format is left out.")
  var file: String

  @Option(help: "moodle (XML) or gift.")
  var format: QuestionBank.Form?

  @Option(help: "The id of a chapter; may be given several times. All if left out.")
  var chapter: [String] = []

  @Option(help: "Variants of an exercise, at most, 1 to 100.")
  var variants = 10

  func validate() throws {
    guard (1...100).contains(variants) else {
      throw ValidationError("The number of variants is from 1 to 100.")
    }
  }

  func run() throws {
    let screen = common.screen
    do throws(Diagnostic) {
      let course = try Places.course(common)
      let known = Set(course.exercises.map { $0.chapter })
      for name in chapter where !known.contains(name) {
        throw Diagnostic(.notFound, "There is no exercise of a chapter “\(name)”.")
          .try(closest(to: name, among: known.sorted()))
      }
      let exercises = ExerciseSet(of: course, runner: Places.runner(course))
      let title = exercises.courseID.isEmpty ? "gpulearn" : exercises.courseID
      var questions: [BankQuestion] = []
      var losses: [(id: String, what: String)] = []
      var count = 0
      for file in course.exercises where chapter.isEmpty || chapter.contains(file.chapter) {
        do throws(Diagnostic) {
          let exported = try ExportedExercise(
            file.id, of: exercises, most: variants, category: [title, file.chapter])
          questions += exported.questions
          losses += exported.losses.map { (file.id, $0) }
          count += 1
        } catch {
          losses.append((file.id, "left out: \(error.message)"))
        }
      }
      let form: QuestionBank.Form
      if let format { form = format } else { form = try self.form(of: file) }
      let (text, more) = QuestionBank(questions).written(form)
      try OutputFile.write(text, to: file, sparing: InputFiles([], of: course))
      screen.show(
        Display([
          .paragraph(
            Text("Wrote ") + Text(file, .strong)
              + Text(": \(questions.count) questions from \(count) exercises.")),
          Losses.display(losses + more.map { (Losses.exercise(of: $0.id, in: course), $0.what) }),
        ]))
    } catch {
      screen.complain(error)
      throw ProgramEnd(of: error).code
    }
  }

  private func form(of file: String) throws(Diagnostic) -> QuestionBank.Form {
    let name = file.lowercased()
    if name.hasSuffix(".xml") { return .moodle }
    if name.hasSuffix(".gift") || name.hasSuffix(".txt") { return .gift }
    throw Diagnostic(.missingField, "Which form is \(file) to have?")
      .try("gpulearn export questions \(file) --format moodle")
  }
}

/// What was not carried, by name.
enum Losses {
  /// Each in a line, and the same told once with all whom it befalls.
  static func display(_ losses: [(id: String, what: String)]) -> Block {
    var names: [String: [String]] = [:]
    var order: [String] = []
    for (id, what) in losses {
      if names[what] == nil { order.append(what) }
      if names[what]?.contains(id) != true { names[what, default: []].append(id) }
    }
    return .lines(
      order.map { what in
        Text((names[what] ?? []).map { $0.showable }.joined(separator: ", "), .name)
          + Text(": \(what.showable)\(what.hasSuffix(".") ? "" : ".")", .warning)
      })
  }

  /// The exercise that a question was made of, by the question's id.
  static func exercise(of id: String, in course: Course) -> String {
    if course.exercise(id) != nil { return id }
    let start = id.split(separator: "-").dropLast().joined(separator: "-")
    return course.exercise(start) == nil ? id : start
  }
}

struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Make exercises of a bank of questions: GIFT or Moodle's XML.",
    discussion: """
      Each question becomes a file in Exercises/CHAPTER/, which is never written over another. What \
      cannot be carried is said, by name.

        gpulearn import questions.gift --chapter introduction
      """)

  @OptionGroup var common: CommonOptions

  @Argument(help: "Files of questions.", completion: .file())
  var files: [String]

  @Option(help: "The chapter that the exercises are for, by its id.")
  var chapter: String

  @Flag(help: "Say what would become of the questions, and write nothing.")
  var preview = false

  func run() throws {
    let screen = common.screen
    var isAllWell = true
    do throws(Diagnostic) {
      let course = try Places.course(common)
      let opened = try course.open(chapter).chapter
      var taken = Set(course.exercises.map { $0.id })
      for path in files {
        let bank = try QuestionBank.read(path)
        let (made, refused) = bank.exercises(besides: taken, for: opened)
        taken.formUnion(made.map { $0.id })
        var losses: [(id: String, what: String)] = []
        let runner = Places.runner(course)
        for exercise in made {
          if !preview {
            let target = "\(course.folder)/Exercises/\(chapter)/\(exercise.id).md"
            try OutputFile.makeFolder(of: target)
            try OutputFile.create(exercise.text, at: target)
          }
          losses += exercise.losses.map { (exercise.id, $0) }
          let problems = exercise.problems(in: course, opened, runner: runner)
          losses += problems.prefix(3).map { (exercise.id, "check finds: \($0.message)") }
        }
        losses += refused.map { ("\($0.name) (line \($0.line))", "left out: \($0.reason)") }
        isAllWell = isAllWell && refused.isEmpty
        let verb = preview ? "would become" : "became"
        screen.show(
          Display(
            [
              .paragraph(
                Text(path, .strong)
                  + Text(
                    ": \(made.count) of \(bank.questions.count) questions \(verb) exercises of "
                      + "\(chapter)."))
            ] + bank.remarks.map { .paragraph(Text($0, .warning)) } + [Losses.display(losses)]
              + next(made)))
      }
    } catch {
      screen.complain(error)
      throw ProgramEnd(of: error).code
    }
    if !isAllWell { throw ProgramEnd.wrong.code }
  }

  private func next(_ made: [ImportedExercise]) -> [Block] {
    guard let first = made.first, !preview else { return [] }
    return [
      .paragraph(
        Text("Learners meet them where a lesson has a block ", .muted)
          + Text("{exercise} \(first.id)", .code) + Text("; ", .muted)
          + Text("gpulearn check", .input) + Text(" says which are in none.", .muted))
    ]
  }
}
