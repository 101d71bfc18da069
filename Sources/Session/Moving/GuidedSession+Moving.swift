import Basics
import Diagnostics
import Display
import Presentation

extension GuidedSession {
  /// What an empty line does: the step's next suggested line, its answer, or the next step.
  mutating func next() -> Reply {
    if !isSettled, let reply = continueInteraction() { return reply }
    return advance()
  }

  /// Past a question, answered or not.
  mutating func skip() -> Reply { practice == nil ? advance() : nextInPractice() }

  /// To the next step, lesson, or the end of the chapter.
  mutating func advance() -> Reply {
    guard practice == nil else { return nextInPractice() }
    if step + 1 < steps[lesson].count {
      place(at: lesson, step + 1)
      return Reply(showStep(withTitle: false)) + keepPosition()
    }
    let kept = keepFinished()
    guard lesson + 1 < steps.count else { return Reply(showEnd()) + kept }
    place(at: lesson + 1, 0)
    return Reply(showStep(withTitle: true)) + kept + keepPosition()
  }

  /// One step back.
  mutating func back() -> Reply {
    guard practice == nil else {
      return Reply(Diagnostic(.nothingTo, "In practice there is no way back.").try("map"))
    }
    if step > 0 {
      place(at: lesson, step - 1)
    } else if lesson > 0 {
      place(at: lesson - 1, steps[lesson - 1].count - 1)
    } else {
      return Reply(
        Diagnostic(.nothingTo, "This is the first step of the chapter.").try("next"))
    }
    return Reply(showStep(withTitle: step == 0)) + keepPosition()
  }

  /// To a lesson by number or name, or to another chapter.
  mutating func goto(_ words: String) -> Reply {
    let place = words.hasPrefix("lesson ") ? words.dropFirst(7).trimmed : words
    guard !place.isEmpty else {
      return Reply(
        Diagnostic(.expectedExpression, "Go where?").note("map lists the lessons.").try("goto 1"))
    }
    guard practice == nil else { return goto(exercise: place) }
    let parts = place.split(separator: "/", maxSplits: 1).map { String($0).trimmed }
    do throws(Diagnostic) {
      if parts.count > 1 {
        try open(try course.open(parts[0]), lesson: parts[1])
      } else if let other = try? course.open(parts[0]), Int(parts[0]) == nil,
        other.chapter.id != chapter.id
      {
        try open(other, lesson: nil)
      } else {
        self.place(at: try chapter.lessonIndex(named: parts[0]), 0)
      }
    } catch {
      return Reply(error)
    }
    return Reply(showStep(withTitle: true)) + keepPosition()
  }

  /// The lessons with what is done and where the learner is, in words too.
  func map() -> Display {
    let rows = chapter.lessons.enumerated().map { index, lesson -> [Text] in
      let isHere = index == self.lesson
      let isDone = finished.contains(lesson.id)
      let mark = isHere ? Text("▸", .strong) : isDone ? Text("✓", .success) : Text(" ")
      let words =
        isHere
        ? "here, step \(step + 1) of \(steps[index].count)" : isDone ? "done" : ""
      return [
        mark, Text("\(index + 1)"), Text(lesson.title, isHere ? .strong : .plain),
        Text(words, .muted),
      ]
    }
    return Display([
      .paragraph(Text(chapterName, .heading)),
      .table(
        Table(rows: rows, alignments: [.leading, .trailing, .leading, .leading], style: .bare)),
      .paragraph(Text("goto NUMBER", .input) + Text(" takes you there.", .muted)),
    ])
  }

  /// "Chapter 1 · Introduction …".
  var chapterName: String {
    (number > 0 ? "Chapter \(number) · " : "") + chapter.title
  }

  /// How far the learner is, as a bar and in words.
  func progress() -> Display { Display(lessonProgress()) + showStandings() }

  func lessonProgress() -> [Block] {
    let done = chapter.lessons.filter { finished.contains($0.id) }.count
    return [
      .paragraph(
        Text(chapterName, .heading) + Text("  ") + Showing.bar(done, chapter.lessons.count)
          + Text("  \(done) of \(chapter.lessons.count) lessons done", .muted))
    ]
  }
}
