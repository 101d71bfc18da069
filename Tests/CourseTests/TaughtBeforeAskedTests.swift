import Course
import Diagnostics
import Foundation
import Language
import TestSupport
import Testing

/// Of the shipped course: what an exercise or a guess asks was taught in a lesson before it.
@Suite struct TaughtBeforeAskedTests {
  /// A lesson, with what may be known when its questions are asked.
  private struct Taught {
    var lesson: String
    /// The models that were shown.
    var models: Set<String> = []
    /// Every word that was read, as terms and functions are compared.
    var words: Set<String> = []
  }

  private static let contents = (try? Course(folder: projectFolder))?.contents()

  /// The lessons in their order.
  private static func lessons(_ contents: CourseContents) -> [Taught] {
    var known = Taught(lesson: "")
    return contents.chapters.flatMap { _, chapter in
      let starts = chapter.lessons.map { $0.span.range.lowerBound }
      return chapter.lessons.enumerated().map { index, lesson in
        let end = index + 1 < starts.count ? starts[index + 1] : chapter.source.text.utf8.count
        known.lesson = "\(chapter.id)/\(lesson.id)"
        known.models.formUnion(lesson.models.map { $0.name })
        known.words.formUnion(GlossaryTerm.words(of: chapter.source.string(starts[index]..<end)))
        return known
      }
    }
  }

  /// Where each exercise belongs, among all lessons.
  private static func places(_ contents: CourseContents, _ lessons: [Taught]) -> [String: Int] {
    var places: [String: Int] = [:]
    for (_, chapter) in contents.chapters {
      for (id, place) in chapter.placesOfExercises({ $0 }) {
        let lesson = "\(chapter.id)/\(chapter.lessons[place].id)"
        places[id] = lessons.firstIndex { $0.lesson == lesson }
      }
    }
    return places
  }

  @Test func everyObjectiveStandsInALesson() throws {
    let contents = try #require(Self.contents)
    for (_, chapter) in contents.chapters {
      let placed = chapter.lessons.flatMap { $0.elements }.compactMap { element in
        if case .exercise(let exercise) = element.form { exercise.id } else { nil }
      }
      for objective in chapter.objectives {
        #expect(
          objective.exercises.contains { placed.contains($0.id) },
          "No lesson of \(chapter.id) asks: \(objective.text)")
      }
    }
  }

  @Test func everyExerciseAsksWhatWasTaught() throws {
    let contents = try #require(Self.contents)
    let lessons = Self.lessons(contents)
    let places = Self.places(contents, lessons)
    var terms = 0
    for (file, exercise) in contents.exercises {
      let place = try #require(places[file.id], "\(file.id) belongs to no lesson")
      let known = lessons[place]
      for (term, lesson) in Self.terms(of: exercise, contents.glossary) {
        terms += 1
        let taught = try #require(lessons.firstIndex { $0.lesson == lesson }, "\(term): \(lesson)")
        #expect(taught <= place, "\(file.id), in \(known.lesson): “\(term)” comes in \(lesson)")
      }
      for function in Self.functions(of: exercise) {
        #expect(
          known.words.contains(function),
          "\(file.id): nobody has read of \(function) by \(known.lesson)")
      }
      if case .goal = exercise.task, let model = exercise.model {
        #expect(
          known.models.contains(model.id), "\(file.id): \(model.id) comes after \(known.lesson)")
      }
    }
    #expect(terms > 100)
  }

  /// A guess is about a model that stands above it.
  @Test func everyGuessIsAboutWhatIsShown() throws {
    let contents = try #require(Self.contents)
    var guesses = 0
    for (_, chapter) in contents.chapters {
      var shown: Set<String> = []
      for lesson in chapter.lessons {
        var own = shown
        // A panel may come right behind the guess about it: what counts is that it is the lesson's.
        own.formUnion(lesson.models.map { $0.name })
        for case .prediction(let block) in lesson.elements.map({ $0.form }) {
          guesses += 1
          let name = block.guess.target.path
          let owners = chapter.models.filter { model in
            own.contains(model.name) && (name.count == 1 || model.name == name[0])
              && model.declarations.contains { Self.isCalled(name.last ?? "", $0) }
          }
          #expect(!owners.isEmpty, "\(chapter.id)/\(lesson.id): \(name)")
        }
        shown = own
      }
    }
    #expect(guesses > 25)
  }

  private static func isCalled(_ name: String, _ declaration: Declaration) -> Bool {
    switch declaration {
    case .parameter(let parameter): parameter.name == name
    case .result(let result): result.name == name
    case .check, .unit, .function: false
    }
  }

  /// The terms of the glossary in what is asked, each with the lesson that teaches it.
  private static func terms(
    of exercise: Exercise, _ glossary: Glossary
  ) -> [(term: String, lesson: String)] {
    var markups = [exercise.prompt]
    switch exercise.task {
    case .choice(let options): markups += options.flatMap { $0.markups }
    case .order(let steps): markups += steps.map { $0.text }
    case .match, .number, .formula, .goal, .predict: break
    }
    let text = markups.flatMap { $0.blocks }.map { $0.span.text }
    let words = GlossaryTerm.words(of: text.joined(separator: " \n "))
    return glossary.terms.compactMap { term in
      guard let lesson = term.lesson?.id, !everyday.contains(term.name.text.lowercased()),
        term.names.contains(where: { isIn(words, GlossaryTerm.words(of: $0.text)) })
      else { return nil }
      return (term.name.text, lesson)
    }
  }

  /// Terms that are everyday words as well, and are asked in that sense.
  private static let everyday: Set = [
    "request", "prompt", "queue", "control", "parameter", "driver", "head", "layer", "weight",
    "image", "scaling", "premium", "discount", "burst", "batch", "seed", "worker", "instance",
    "warm", "service time",
  ]

  private static func isIn(_ words: [String], _ phrase: [String]) -> Bool {
    guard let first = phrase.first, words.count >= phrase.count else { return false }
    return (0...words.count - phrase.count).contains {
      words[$0] == first && words[$0..<$0 + phrase.count].elementsEqual(phrase)
    }
  }

  /// The functions that the right answer is made with.
  private static func functions(of exercise: Exercise) -> Set<String> {
    let answer: Language.Expression? =
      switch exercise.task {
      case .number(let answer), .formula(let answer, _): answer
      case .choice, .goal, .order, .match, .predict: nil
      }
    var found: Set<String> = []
    answer?.visit { part in
      if case .call(let name, _) = part.form { found.insert(name) }
    }
    return found
  }
}
