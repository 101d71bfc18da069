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

  /// The lessons with what is done and where the learner is, in words too.
  func map() -> Display {
    let rows = chapter.lessons.enumerated().map { index, lesson -> [Text] in
      let isHere = index == place.lesson
      let isDone = keeper.finished.contains(lesson.id)
      let mark = isHere ? Text("▸", .strong) : isDone ? Text("✓", .success) : Text(" ")
      let words =
        isHere
        ? "here, step \(place.step + 1) of \(place.stepCount)" : isDone ? "done" : ""
      return [
        mark, Text("\(index + 1)"), Text(lesson.title, isHere ? .strong : .plain),
        Text(words, .muted),
      ]
    }
    return Display([
      .paragraph(Text(page.chapterName, .heading)),
      .table(
        Table(rows: rows, alignments: [.leading, .trailing, .leading, .leading], style: .bare)),
      .paragraph(Text("goto NUMBER", .input) + Text(" takes you there.", .muted)),
    ])
  }

  /// How far the learner is, as a bar and in words.
  func progress() -> Reply { Reply(Display(lessonProgress())) + showStandings() }

  func lessonProgress() -> [Block] {
    let done = chapter.lessons.filter { keeper.finished.contains($0.id) }.count
    return [
      .paragraph(
        Text(page.chapterName, .heading) + Text("  ") + Showing.bar(done, chapter.lessons.count)
          + Text("  \(done) of \(chapter.lessons.count) lessons done", .muted))
    ]
  }
}
