import Course
import Diagnostics
import Display
import Presentation
import Records
import SampleCourse
import Testing
import Workbook

@testable import Session

/// The parts of a session, each by itself.
@Suite struct StepMachineTests {
  private let chapter = Chapter.parse(Source(name: "Chapters/1-sample.md", sampleChapter)).chapter

  private var page: LessonPage {
    var workbook = Workbook(functions: .standard)
    for model in chapter.models {
      _ = workbook.addModel(model.name, model.declarations, important: model.important)
    }
    workbook.focus = ["waste"]
    return LessonPage(chapter, number: 1, workbook)
  }

  private func place() throws -> Place {
    try Place(in: OpenChapter(number: 1, chapter: chapter))
  }

  private func interaction<T>(_ pick: (LessonStep.Interaction) -> T?) throws -> T {
    let steps = chapter.lessons.flatMap(LessonStep.steps)
    return try #require(steps.compactMap { $0.interaction }.compactMap(pick).first)
  }

  private func text(_ reply: Reply) -> String {
    reply.display.drawnForTest + reply.problems.map { "! \($0.code.name)" }.joined()
  }

  @Test(arguments: [
    (1, "first"), (3, "third"), (10, "tenth"), (11, "11th"), (12, "12th"), (13, "13th"),
    (21, "21st"), (22, "22nd"), (23, "23rd"), (24, "24th"), (101, "101st"), (111, "111th"),
  ])
  func numbersInOrder(_ number: Int, _ word: String) {
    #expect(Showing.ordinal(number) == word)
  }

  // MARK: Place

  @Test func aPlaceGoesToTheEndAndBack() throws {
    var place = try place()
    var moves: [Place.Move] = []
    while moves.last != .end { moves.append(place.advance()) }
    #expect(moves == [.step, .step, .step, .lesson, .end])
    #expect(place.isLast && place.lessonID == "a-second-lesson" && place.item == "1")
    var steps = 0
    while place.back() { steps += 1 }
    #expect(steps == 4 && place.isFirst)
  }

  @Test(arguments: [
    (Position(lesson: "what-idling-costs", step: 1, line: 1), 1, 1),
    (Position(lesson: "what-idling-costs", step: 0, line: 2), 0, 2),
    // The lesson has become shorter: its last step, from the beginning.
    (Position(lesson: "what-idling-costs", step: 99, line: 1), 3, 0),
    (Position(lesson: "what-idling-costs", step: -5, line: 1), 0, 0),
    (Position(lesson: "what-idling-costs", step: 0, line: -3), 0, 0),
  ]) func aPlaceIsFoundAgain(_ position: Position, _ step: Int, _ done: Int) throws {
    var place = try place()
    #expect(place.restore(position) == done)
    #expect(place.step == step && place.lesson == 0)
  }

  @Test func aLessonThatIsGoneIsNoPlace() throws {
    var place = try place()
    #expect(place.restore(Position(lesson: "gone", step: 1)) == nil)
    #expect(place.isFirst)
  }

  @Test func theModelShownLastComesFirst() throws {
    var place = try place()
    #expect(place.focus == ["waste"])
    try place.goto(lesson: "2")
    #expect(place.focus == ["flat"] && place.shownModels == ["flat"])
  }

  @Test func aChapterWithoutLessonsIsNoPlace() {
    let empty = Chapter.parse(Source(name: "x.md", "---\ntitle: X\nid: x\n---\n")).chapter
    let problem = #expect(throws: Diagnostic.self) {
      try Place(in: OpenChapter(number: 1, chapter: empty))
    }
    #expect(problem?.code == .missingField)
  }

  // MARK: Suggested lines

  @Test func suggestedLinesComeOneByOne() throws {
    let block = try interaction { if case .attempt(let block) = $0 { block } else { nil } }
    var lines = SuggestedLines(block)
    #expect(!lines.isOver && lines.done == 0)
    #expect(lines.take() == "utilization = 40%")
    #expect(Display(lines.whatNext).drawnForTest.contains("Enter runs why wasted"))
    #expect(lines.take() == "why wasted" && lines.isOver)
    #expect(lines.take() == nil && lines.done == 2)
    #expect(Display(lines.whatNext).drawnForTest.contains("Enter goes on."))
    #expect(SuggestedLines(block, done: 99).isOver && SuggestedLines(block, done: -1).done == 0)
  }

  // MARK: Guess

  /// What is typed, whether it is taken as the guess, and a word of the reply. It is $13.89.
  static let guesses: [(line: String, isTaken: Bool, says: String)] = [
    ("$13.89/gpu/h", true, "exactly right"), ("$13.5/gpu/h", true, "as good as right"),
    ("$12/gpu/h", true, "near"), ("13.89", true, "exactly right"),
    ("$20/gpu/h", true, "the right direction"), ("$40/gpu/h", true, "goes the other way"),
    ("3 h", false, "unit-mismatch"),
    ("2 >= 1", false, "wrong-kind"), ("1 +", false, "expected-value"),
  ]

  @Test(arguments: guesses.indices) func aGuessIsTaken(_ index: Int) throws {
    let (line, isTaken, says) = Self.guesses[index]
    let block = try interaction { if case .predict(let block) = $0 { block } else { nil } }
    var guess = GuessQuestion(block)
    let turn = try taken(guess.answer(line, on: page))
    #expect(guess.isOver == isTaken)
    #expect(turn.attempt?.answer == (isTaken ? line : nil))
    #expect(text(turn.reply).contains(says), "\(line): \(text(turn.reply))")
  }

  @Test(arguments: ["rent = $1/month", "effective", "rent * 2", "why wasted", "f(x) = x"])
  func otherLinesAreNoGuess(_ line: String) throws {
    let block = try interaction { if case .predict(let block) = $0 { block } else { nil } }
    var guess = GuessQuestion(block)
    #expect(guess.answer(line, on: page).map { _ in true } == nil && !guess.isOver)
    #expect(text(guess.reveal(on: page).reply).contains("$13.89/gpu·h") && guess.isOver)
  }

  // MARK: Quiz

  @Test func aQuizIsAnsweredUntilItIsRight() throws {
    let block = try interaction { if case .quiz(let block) = $0 { block } else { nil } }
    var quiz = QuizQuestion(block)
    let wrong = try taken(quiz.answer("2", on: page))
    #expect(text(wrong.reply).contains("No: ") && wrong.attempt?.answer == "2" && !quiz.isOver)
    let outside = try taken(quiz.answer("3", on: page))
    #expect(
      outside.reply.problems.map(\.code) == [.notASelection] && outside.attempt?.answer == nil)
    for line in ["gpus = 3", ""] { #expect(quiz.answer(line, on: page).map { _ in true } == nil) }
    let right = try taken(quiz.answer(" 1 ", on: page))
    #expect(text(right.reply).contains("It is rented by the hour.") && quiz.isOver)
    var shown = QuizQuestion(block)
    #expect(text(shown.reveal(on: page).reply).contains("1 is right: ") && shown.isOver)
  }
}
