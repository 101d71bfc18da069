import Answers
import Basics
import Course
import Diagnostics
import Display
import Presentation
import Workbook

/// A chapter's lessons as a learner meets them, with the author's values.
struct LessonPreview: Sendable {
  private let chapter: Chapter
  private let number: Int
  private var workbook: Workbook
  /// Every exercise of the course, and who the variants are drawn for.
  private let exercises: ExerciseSet
  private let learner: String

  init(
    of chapter: Chapter, number: Int, _ workbook: Workbook, _ exercises: ExerciseSet,
    learner: String
  ) {
    self.chapter = chapter
    self.number = number
    self.workbook = workbook
    self.exercises = exercises
    self.learner = learner
    // What is shown belongs to what is set: nothing is left for later.
    self.workbook.isAutomatic = true
  }

  /// Every lesson, step by step, each step with the prompt at which a learner would be.
  /// - Parameter only: the only lesson that is shown, counted from 0; nil for all.
  mutating func lessons(only: Int?) -> [Display] {
    guard !chapter.lessons.isEmpty else {
      let page = LessonPage(chapter, number: number, workbook)
      return [
        Display([.paragraph(Text(page.chapterName, .muted))] + page.display(chapter.introduction))
      ]
    }
    var shown: [Display] = []
    for lesson in chapter.lessons.indices where only == nil || only == lesson {
      shown.append(self.lesson(lesson))
    }
    return shown
  }

  /// The lessons as values, with what each step asks.
  /// - Parameter only: the only lesson, counted from 0; nil for all.
  mutating func json(only: Int?) -> [JSON] {
    chapter.lessons.indices.filter { only == nil || only == $0 }.map { lesson in
      var models: [String] = []
      let steps = LessonStep.steps(of: chapter.lessons[lesson]).map { step in
        models += step.models
        workbook.focus = chapter.focus(inLesson: lesson, shown: models)
        let page = LessonPage(chapter, number: number, workbook)
        return page.json(of: step, asks: step.interaction.map { asked($0, page) } ?? .null)
      }
      return LessonPage(chapter, number: number, workbook)
        .json(of: chapter.lessons[lesson], steps: steps)
    }
  }

  private func asked(_ interaction: LessonStep.Interaction, _ page: LessonPage) -> JSON {
    guard case .exercise(let name) = interaction else { return page.json(of: interaction) }
    do throws(Diagnostic) {
      return try exercises.posed(name, for: learner).json
    } catch {
      return .object([
        "kind": .string("exercise"), "id": .string(name), "error": JSON(error),
      ])
    }
  }

  private mutating func lesson(_ lesson: Int) -> Display {
    var display = Display()
    var models: [String] = []
    let steps = LessonStep.steps(of: chapter.lessons[lesson])
    for (index, step) in steps.enumerated() {
      models += step.models
      workbook.focus = chapter.focus(inLesson: lesson, shown: models)
      let isLast = lesson == chapter.lessons.count - 1 && index == steps.count - 1
      display += self.step(step, of: index == 0 ? lesson : nil, isLast: isLast)
    }
    return display
  }

  /// - Parameter lesson: the one whose title stands above; nil for none.
  private func step(_ step: LessonStep, of lesson: Int?, isLast: Bool) -> Display {
    // What stands above an exercise is the lesson's, with its figures.
    let read = LessonPage(chapter, number: number, workbook)
    var page = read
    var id: String?
    let end: [Block]
    switch step.interaction {
    case .attempt(let block): end = page.suggestions(block, done: 0)
    case .predict(let block): end = page.question(block)
    case .quiz(let block): end = page.question(block)
    case .exercise(let name):
      do throws(Diagnostic) {
        let posed = try exercises.posed(name, for: learner)
        page = LessonPage(chapter, number: number, try workbook(of: posed))
        end = posed.face + posed.panel(in: page.workbook) + posed.invitation(hintsShown: 0)
        id = name
      } catch {
        end =
          [.paragraph(Text("The exercise \(name) cannot be shown.", .failure))]
          + error.display.blocks + [.remark("Enter goes on.")]
      }
    case nil: end = [.remark(isLast ? "Enter ends the chapter." : "Enter goes on.")]
    }
    let title = lesson.map { page.title(of: $0, withIntroduction: $0 == 0) } ?? []
    return Display(title + read.blocks(of: step.elements) + end) + page.staleness(of: step.elements)
      + Display([.lines([page.prompt(exercise: id)])])
  }

  private func workbook(of posed: PosedExercise) throws(Diagnostic) -> Workbook {
    var workbook = try posed.start()
    workbook.isAutomatic = true
    _ = try workbook.run(in: [])
    return workbook
  }
}

extension PosedExercise {
  /// What a learner sees of it, at first and when asking for help.
  var preview: Display {
    var blocks =
      face + invitation(hintsShown: 0)
      + [.lines([Text(exercise.id, .strong) + Text(" ❯ ", .muted)])]
    if !givens.isEmpty {
      let figures = givens.map { "\($0.name) = \($0.value.text)" }
      blocks.append(
        .paragraph(
          Text("One of its variants, with \(figures.joined(separator: ", ")).", .muted)))
    }
    for (number, hint) in hints.enumerated() {
      blocks += [.paragraph(Text("Hint \(number + 1)", .strong))] + hint
    }
    if !isWithheld {
      blocks += [.paragraph(Text("Solution", .strong))] + solution
    }
    return Display(blocks)
  }
}
