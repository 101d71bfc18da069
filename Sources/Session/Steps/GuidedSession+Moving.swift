import Basics
import Course
import Diagnostics
import Display
import Presentation

extension GuidedSession {
  /// What an empty line does: the step's next suggested line, its answer, or the next step.
  mutating func next() -> Reply {
    if !activity.isOver, let reply = continueActivity() { return reply }
    return advance()
  }

  /// Past a question, answered or not.
  mutating func skip() -> Reply { advance() }

  /// To the next step, lesson, or the end of the chapter.
  private mutating func advance() -> Reply {
    guard practice == nil else { return nextInPractice() }
    if let returning { return comeBack(to: returning) }
    let left = place
    var place = place
    switch place.advance() {
    case .step:
      arrive(at: place)
      return Reply(showStep(withTitle: false)) + keepPlace()
    case .lesson:
      let kept = keeper.finish(left)
      arrive(at: place)
      return Reply(showStep(withTitle: true)) + kept + keepPlace()
    case .end:
      let kept = keeper.finish(left)
      return showEnd() + kept
    }
  }

  /// One step back.
  mutating func back() -> Reply {
    guard practice == nil else {
      return Reply(Diagnostic(.nothingTo, "In practice there is no way back.").try("map"))
    }
    if let returning { return comeBack(to: returning) }
    var place = place
    guard place.back() else {
      return Reply(
        Diagnostic(.nothingTo, "This is the first step of the chapter.").try("next"))
    }
    arrive(at: place)
    return Reply(showStep(withTitle: place.step == 0)) + keepPlace()
  }

  /// From an exercise that stands in no lesson to the step from which it was gone to.
  private mutating func comeBack(to place: Place) -> Reply {
    returning = nil
    arrive(at: place)
    return Reply(showStep(withTitle: true, withPanel: true)) + keepPlace()
  }

  /// To a lesson, by its number, title or id, or by a model or an exercise in it; or to another
  /// chapter.
  mutating func goto(_ words: String) -> Reply {
    let wanted = Destination(words)
    guard practice == nil else {
      return goto(exercise: wanted.lesson ?? wanted.chapter ?? "")
    }
    do throws(Diagnostic) {
      switch (wanted.chapter, wanted.lesson) {
      case (nil, nil):
        throw Diagnostic(.expectedExpression, "Go where?").note("map lists the lessons.").try(
          "goto 1")
      case (let chapter?, let lesson):
        let opened = try course.open(chapter)
        let isHere = opened.chapter.id == self.chapter.id
        try open(opened, lesson: lesson ?? (isHere ? "1" : nil))
      case (nil, let name?): try goto(named: name)
      }
    } catch {
      return Reply(error)
    }
    return Reply(showStep(withTitle: true, withPanel: true)) + keepPlace()
  }

  /// A name goes to what is called just so, here or elsewhere, before what it is only a part of.
  private mutating func goto(named name: String) throws(Diagnostic) {
    var place = returning ?? place
    if place.goto(exactly: name) {
      returning = nil
      arrive(at: place)
      return
    }
    // A word that opens no chapter is a lesson's, or that is what is wrong with it.
    if Int(name) == nil, let other = try? course.open(name) {
      try open(other, lesson: other.chapter.id == chapter.id ? "1" : nil)
      return
    }
    do throws(Diagnostic) {
      try place.goto(lesson: name)
      returning = nil
      arrive(at: place)
    } catch {
      // As above: an exercise that stands elsewhere, or what is wrong with the name.
      guard let file = (try? course.findExercise(name)) ?? exercise(titled: name) else {
        throw error
      }
      try goto(elsewhere: file)
    }
  }

  /// The exercise with a title, or with the only one that has these words in it; those of this
  /// chapter before others.
  func exercise(titled words: String) -> Course.ExerciseFile? {
    let wanted = words.lowercased()
    let titles = course.exercises.compactMap { file in
      // What cannot be read is said where it is opened.
      (try? course.exercise(file))?.exercise.map { (file, title: $0.title.lowercased()) }
    }.filter { $0.title.contains(wanted) }
    let own = titles.filter { $0.0.chapter == chapter.id }
    let found = own.isEmpty ? titles : own
    return (found.first { $0.title == wanted } ?? (found.count == 1 ? found.first : nil))?.0
  }

  /// To an exercise of another chapter, or one that stands in no lesson.
  private mutating func goto(elsewhere file: Course.ExerciseFile) throws(Diagnostic) {
    var opened = OpenChapter(number: place.number, chapter: chapter)
    if file.chapter != chapter.id {
      opened = try course.open(file.chapter)
      try open(opened, lesson: nil)
    }
    var place = returning ?? place
    if place.goto(exactly: file.id) {
      returning = nil
      arrive(at: place)
    } else {
      returning = place
      arrive(at: Place(exercise: file.id, of: opened))
    }
  }

  // MARK: Where the learner is

  private func map(_ standings: Standings) -> ChapterMap {
    ChapterMap(
      place: returning ?? place, finished: keeper.finished, name: page.chapterName,
      standings: standings)
  }

  /// The lessons with what is done; in practice, how the exercises stand.
  func showMap() -> Reply {
    practice == nil ? withStandings { map($0).table } : showStandings()
  }

  /// How far the learner is, as a bar and in words.
  func progress() -> Reply {
    withStandings { map($0).progress + $0.table(here: exercise?.id) }
  }

  /// Every exercise of the chapter with its points and what is done.
  func showStandings() -> Reply { withStandings { $0.table(here: exercise?.id) } }

  private func showEnd() -> Reply {
    // Where it cannot be read how the exercises stand, that is said already.
    let advice = (try? practiceAdvice()) ?? []
    return withStandings {
      map($0).end(advice: advice, following: course.following(chapter.id))
    }
  }

  /// Shows something of the exercises of the chapter. Where it cannot be read how they stand, that is
  /// said, and there is no word of them.
  private func withStandings(_ show: (Standings) -> [Block]) -> Reply {
    do throws(Diagnostic) {
      return Reply(Display(show(try Standings(of: chapter, in: course, exercises, keeper))))
    } catch {
      return Reply(Display(show(.unknown)), problems: [error])
    }
  }
}
