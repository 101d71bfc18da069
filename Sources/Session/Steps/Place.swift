import Course
import Diagnostics
import Records

/// Where a learner is in a chapter: a lesson, and a step of it.
///
///     var place = Place(in: try course.open("1"))
///     place.advance()  // .step, .lesson or .end
struct Place {
  /// The chapter's number in the course; 0 where it has none.
  let number: Int
  let chapter: Chapter
  /// Of each lesson; at least one lesson, and one step in each.
  private let steps: [[LessonStep]]
  /// 0-based.
  private(set) var lesson = 0
  /// 0-based, within the lesson.
  private(set) var step = 0

  /// What going on came to.
  enum Move {
    case step, lesson
    /// There was no further step; the place is still the last one.
    case end
  }

  /// The beginning of a chapter.
  /// - Throws: `missing-field` where it has no lessons.
  init(in opened: OpenChapter) throws(Diagnostic) {
    number = opened.number
    chapter = opened.chapter
    steps = chapter.lessons.map(LessonStep.steps)
    guard !steps.isEmpty else {
      throw Diagnostic(
        .missingField, "The chapter “\(chapter.title)” has no lessons yet.",
        at: chapter.source.whole.end
      ).note("A lesson starts with a line: ## Its title")
    }
  }

  /// An exercise of a chapter, apart from its lessons.
  init(exercise id: String, of opened: OpenChapter) {
    number = opened.number
    chapter = opened.chapter
    steps = [[LessonStep(interaction: .exercise(id))]]
    isApart = true
  }

  /// Whether it is an exercise apart from the lessons.
  private(set) var isApart = false

  /// The step at this place.
  var current: LessonStep { steps[lesson][step] }
  /// How many steps the lesson has.
  var stepCount: Int { steps[lesson].count }
  var isFirst: Bool { lesson == 0 && step == 0 }
  var isLast: Bool { lesson == steps.count - 1 && step == steps[lesson].count - 1 }
  /// Which question of the lesson this step asks, as attempts name it.
  var item: String { "\(step + 1)" }
  /// The lesson's id; empty where the exercise stands apart from lessons.
  var lessonID: String {
    !isApart && chapter.lessons.indices.contains(lesson) ? chapter.lessons[lesson].id : ""
  }

  /// The lesson's elements up to this place.
  var elementsSoFar: [Element] { steps[lesson][...step].flatMap { $0.elements } }

  /// The lesson's models that were shown up to here, in their order.
  var shownModels: [String] { steps[lesson][...step].flatMap { $0.models } }

  /// The models whose cells need no model in front.
  var focus: [String] { chapter.focus(inLesson: lesson, shown: shownModels) }

  // MARK: Moving

  /// To the next step, of this lesson or the next.
  mutating func advance() -> Move {
    if step + 1 < steps[lesson].count {
      step += 1
      return .step
    }
    guard lesson + 1 < steps.count else { return .end }
    (lesson, step) = (lesson + 1, 0)
    return .lesson
  }

  /// One step back.
  /// - Returns: whether there was one.
  mutating func back() -> Bool {
    if step > 0 {
      step -= 1
    } else if lesson > 0 {
      lesson -= 1
      step = steps[lesson].count - 1
    } else {
      return false
    }
    return true
  }

  /// To what is called just so: a lesson by its number from 1, its id or title, a lesson by its model,
  /// or an exercise.
  /// - Returns: whether there is such a thing.
  mutating func goto(exactly name: String) -> Bool {
    let wanted = name.lowercased()
    if let index = Int(name).map({ $0 - 1 }) ?? lessons.firstIndex(where: { $0.isCalled(name) }) {
      guard steps.indices.contains(index) else { return false }
      (lesson, step) = (index, 0)
      return true
    }
    for (index, own) in steps.enumerated() {
      guard let place = own.firstIndex(where: { $0.exercise == wanted }) else { continue }
      (lesson, step) = (index, place)
      return true
    }
    guard
      let index = lessons.firstIndex(where: {
        $0.models.contains { $0.name.lowercased() == wanted }
      })
    else { return false }
    (lesson, step) = (index, 0)
    return true
  }

  /// The same; else to the lesson of which the name is a part.
  mutating func goto(lesson name: String) throws(Diagnostic) {
    guard !goto(exactly: name) else { return }
    (lesson, step) = (try chapter.lessonIndex(named: name), 0)
  }

  private var lessons: [Lesson] { chapter.lessons }

  /// To where a learner was.
  /// - Returns: how much of that step was done, as `Position.line` counts; nil where the chapter has
  ///   no such lesson any more.
  mutating func restore(_ position: Position) -> Int? {
    let id = chapter.presentLesson(position.lesson)
    guard let index = chapter.lessons.firstIndex(where: { $0.id == id }) else {
      return nil
    }
    lesson = index
    step = min(max(0, position.step), steps[index].count - 1)
    return step == position.step ? max(0, position.line) : 0
  }
}
