import Answers
import Course
import Diagnostics
import Display
import NativeFunctions
import Records
import Workbook

extension GuidedSession {
  /// A session that is only looked at.
  init(previewing chapter: Chapter, course: Course, workbook: Workbook, _ runner: ModelRunner) {
    self.init(checking: chapter, course: course, workbook: workbook, runner)
    // What is shown belongs to what is set: nothing is left for later.
    computesAtOnce = true
  }

  /// Every lesson, step by step, each step with the prompt at which a learner would be.
  /// - Parameter only: the only lesson that is shown, counted from 0; nil for all.
  mutating func lessons(only: Int?) -> [Display] {
    guard !chapter.lessons.isEmpty else {
      return [Display([.paragraph(Text(chapterName, .muted))] + display(chapter.introduction))]
    }
    return chapter.lessons.indices.filter { only == nil || only == $0 }.map { lesson in
      var display = Display()
      for step in steps[lesson].indices {
        place(at: lesson, step)
        display += showStep(withTitle: step == 0)
        warning = nil
        display += Display([.lines([prompt])])
      }
      return display
    }
  }

  /// What a learner sees of an exercise, at first and when asking for help.
  static func preview(of posed: PosedExercise, in course: Course, _ runner: ModelRunner) -> Display
  {
    let chapter = Chapter.parse(posed.exercise.source).chapter
    var session = GuidedSession(
      previewing: chapter, course: course, workbook: posed.workbook, runner)
    let open = OpenExercise(posed, attempts: [], isAnew: true)
    session.exercise = open
    var blocks = session.show(open) + [.lines([session.prompt])]
    if !posed.givens.isEmpty {
      let figures = posed.givens.map { "\($0.name) = \($0.value.text)" }
      blocks.append(
        .paragraph(
          Text("One of its variants, with \(figures.joined(separator: ", ")).", .muted)))
    }
    for (number, hint) in posed.hints.enumerated() {
      blocks += [.paragraph(Text("Hint \(number + 1)", .strong))] + hint
    }
    if !posed.isWithheld {
      blocks += [.paragraph(Text("Solution", .strong))] + posed.solution
    }
    return Display(blocks)
  }
}
