import Answers
import Course
import Diagnostics
import Foundation
import Language
import NativeFunctions
import Quantities
import SampleExercises
import TestSupport
import Testing
import Workbook

/// Properties of every exercise that is shipped with the program.
@Suite("Every shipped exercise") struct ShippedTests {
  static let course = try? Course(folder: projectFolder)

  static let exercises: ExerciseSet? = course.map { course in
    ExerciseSet(course: course) { workbook(of: $0, in: course) }
  }

  /// A chapter's models, and those of the chapters that it uses.
  static func workbook(of chapter: Chapter, in course: Course) -> Workbook {
    let runner = ModelRunner(model: nil)
    var made = Workbook(
      functions: .standard + NativeFunctions.all(prices: course.prices, runner: runner))
    let used = chapter.uses.compactMap { used in
      (try? course.find(used.id)).flatMap { try? course.chapter($0).chapter }
    }
    for model in (used + [chapter]).flatMap(\.models) {
      _ = made.addModel(model.name, model.declarations, important: model.important)
    }
    return made
  }

  /// Those whose chapter is there.
  static let ids: [String] = {
    guard let course else { return [] }
    let chapters = course.chapters.compactMap { try? course.head(of: $0).id }
    return course.exercises.filter { chapters.contains($0.chapter) }.map(\.id)
  }()

  private func posed(_ id: String, _ learner: String) throws -> PosedExercise {
    try #require(Self.exercises).posed(id, for: learner)
  }

  @Test("is there") func found() { #expect(Self.ids.count >= 40) }

  @Test("takes its right answer in many spellings, and no other", arguments: ids)
  func answers(_ id: String) throws {
    for learner in ["ada", "bob", "cy"] {
      let posed = try posed(id, learner)
      #expect(!posed.prompt.isEmpty && !posed.solution.isEmpty)
      #expect(!posed.prompt.plain.contains("no value"))
      #expect(!posed.solution.plain.contains("no value"))
      guard let right = posed.rightAnswer else { continue }
      #expect(posed.finding(right) == "right", "\(learner): \(right)")
      #expect(posed.finding("  \(right)  ") == "right")
      guard case .number = posed.exercise.task,
        let quantity = try Expression.parse(
          Source(right), in: ParsingScope(units: posed.workbook.units)
        ).literal
      else { continue }
      try numbers(posed, quantity)
    }
  }

  /// One that is a formula of the language too, as serverless(…).
  @Test("takes an option's own words as an answer", arguments: ids)
  func options(_ id: String) throws {
    let posed = try posed(id, "ada")
    guard case .choice(let options) = posed.exercise.task else { return }
    for option in options {
      let words = posed.text(option.text).plain
      let answer = try posed.read(words, in: posed.workbook)
      #expect(answer != nil, "\(words) is taken as something to compute")
      #expect(posed.picks(of: words).count == 1, "\(words)")
    }
  }

  /// Other spellings of a number, and numbers that are not it.
  private func numbers(_ posed: PosedExercise, _ right: Quantity) throws {
    let digits = numberText(right.magnitude, significant: 6)
    if !right.unit.isPercent || abs(right.magnitude) > 1 {
      #expect(posed.finding(digits) == "right", "bare \(digits)")
      #expect(posed.finding("≈ \(digits)") == "right")
    }
    #expect(posed.finding("(\(right.text)) * 2 / 2") == "right")
    #expect(posed.finding("1 * \(right.text)") == "right")
    for factor in [3.7, 0.21, 1.17, -2.3] where right.magnitude != 0 {
      let wrong = Quantity(right.magnitude * factor, right.unit)
      let found = posed.finding(wrong.text(significant: 6))
      #expect(found != "right" && !found.hasPrefix("asks"), "\(wrong.text): \(found)")
    }
    let thousandth = Quantity(right.magnitude / 1000, right.unit).text(significant: 6)
    let slip = posed.finding(thousandth)
    #expect(slip != "right" && slip != "wrong" || right.magnitude == 0, "\(thousandth): \(slip)")
    #expect(posed.finding("5 h·flop^3") == "asks: unit-mismatch")
  }

  @Test("survives whatever is typed", arguments: ids) func garbage(_ id: String) throws {
    let posed = try posed(id, "dee")
    guard posed.exercise.kind != .goal else { return }
    var random = SplitMix64(seed: 7)
    let pieces = [
      "1", "2", "a", "b", "$", "%", "gpu", "/h", " ", "(", ")", "*", "-", ",", ".", "=", "if", "é",
      "\u{0}", "\u{202E}", "1e400", "\"", ";", "9999999999999999999", "to", "in", "^", "k$",
    ]
    for _ in 0..<60 {
      let line = (0..<Int.random(in: 0..<9, using: &random)).map { _ in
        random.pick(pieces, or: "1")
      }.joined()
      let found = posed.finding(line)
      #expect(!found.isEmpty)
    }
    #expect(posed.finding(String(repeating: "(", count: 5000)).hasPrefix("asks"))
    #expect(posed.finding(String(repeating: "1+", count: 5000)).hasPrefix("asks"))
  }

  /// The proof itself belongs to `check`; here it is that what it proves does not depend on who asks.
  @Test("poses the same to the same learner") func stable() throws {
    for id in Self.ids.prefix(20) {
      let (one, two) = (try posed(id, "ada"), try posed(id, "ada"))
      #expect(one.prompt.plain == two.prompt.plain)
      #expect(one.variant.identity == two.variant.identity)
    }
  }
}
