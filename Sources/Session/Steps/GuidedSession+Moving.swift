import Basics
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
    var place = place
    guard place.back() else {
      return Reply(
        Diagnostic(.nothingTo, "This is the first step of the chapter.").try("next"))
    }
    arrive(at: place)
    return Reply(showStep(withTitle: place.step == 0)) + keepPlace()
  }

  /// To a lesson by number or name, or to another chapter.
  mutating func goto(_ words: String) -> Reply {
    let name = words.hasPrefix("lesson ") ? words.dropFirst(7).trimmed : words
    guard !name.isEmpty else {
      return Reply(
        Diagnostic(.expectedExpression, "Go where?").note("map lists the lessons.").try("goto 1"))
    }
    guard practice == nil else { return goto(exercise: name) }
    let parts = name.split(separator: "/", maxSplits: 1).map { String($0).trimmed }
    do throws(Diagnostic) {
      if parts.count > 1 {
        try open(try course.open(parts[0]), lesson: parts[1])
        // A word that opens no chapter is a lesson's, or that is what is wrong with it.
      } else if let other = try? course.open(parts[0]), Int(parts[0]) == nil,
        other.chapter.id != chapter.id
      {
        try open(other, lesson: nil)
      } else {
        var place = place
        try place.goto(lesson: parts[0])
        arrive(at: place)
      }
    } catch {
      return Reply(error)
    }
    return Reply(showStep(withTitle: true)) + keepPlace()
  }

  // MARK: Where the learner is

  private var map: ChapterMap {
    ChapterMap(place: place, finished: keeper.finished, name: page.chapterName)
  }

  /// The lessons with what is done; in practice, how the exercises stand.
  func showMap() -> Reply { practice == nil ? Reply(Display(map.table)) : showStandings() }

  /// How far the learner is, as a bar and in words.
  func progress() -> Reply { Reply(Display(map.progress)) + showStandings() }

  /// Every exercise of the chapter with its points and what is done.
  func showStandings() -> Reply { withStandings { $0.table(here: exercise?.id) } }

  private func showEnd() -> Reply {
    withStandings { map.end($0, following: course.following(chapter.id)) }
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
