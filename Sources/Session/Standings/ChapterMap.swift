import Course
import Display
import Presentation

/// A chapter's lessons with what is done of them, and where a learner is.
struct ChapterMap {
  let place: Place
  /// The lessons that were worked through.
  let finished: Set<String>
  /// The chapter's number and title.
  let name: String

  private var lessons: [Lesson] { place.chapter.lessons }

  /// The title that is typed soonest.
  private var shortest: String {
    lessons.map { $0.title }.min { ($0.count, $0) < ($1.count, $1) } ?? ""
  }

  /// The lessons in words, with the place.
  var table: [Block] {
    let rows = lessons.enumerated().map { index, lesson -> [Text] in
      let isHere = index == place.lesson
      let isDone = finished.contains(lesson.id)
      let mark = isHere ? Text("▸", .strong) : isDone ? Text("✓", .success) : Text(" ")
      let words =
        isHere
        ? "here, step \(place.step + 1) of \(place.stepCount)" : isDone ? "done" : ""
      return [
        mark, Text("\(index + 1)"), Text(lesson.title, isHere ? .strong : .plain),
        Text(words, .muted),
      ]
    }
    return [
      .paragraph(Text(name, .heading)),
      .table(
        Table(rows: rows, alignments: [.leading, .trailing, .leading, .leading], style: .bare)),
      .lines([
        Text("goto 3", .input)
          + Text(" takes you there, and so do a title or a part of it: ", .muted)
          + Text("goto \(shortest)", .input) + Text(".", .muted)
      ]),
    ]
  }

  /// How far the learner is, as a bar and in words.
  var progress: [Block] {
    let done = lessons.filter { finished.contains($0.id) }.count
    return [
      .paragraph(
        Text(name, .heading) + Text("  ")
          + (Showing.bar(done, lessons.count)
          + Text("  \(done) of \(lessons.count) lessons done", .muted)).unbroken)
    ]
  }

  /// What is shown after the last step: what the learner can do now, and where to go on.
  /// - Parameter following: the chapter behind this one; nil for none.
  func end(_ standings: Standings, following: ChapterHead?) -> [Block] {
    let objectives = place.chapter.objectives
    let left = lessons.filter { !finished.contains($0.id) }
    var blocks: [Block] = [.heading(Text("The end of \(name)", .heading), level: 2)]
    if !objectives.isEmpty {
      blocks.append(.paragraph("What this chapter was for, and what you have shown:"))
      blocks += standings.table(of: objectives)
    }
    blocks += progress + standings.progress
    if !left.isEmpty {
      blocks.append(
        .paragraph(
          Text("Passed over: ", .muted) + Text(left.map { $0.title }.joined(separator: " · "))))
    }
    var choices = [
      Text("goto 1", .input) + Text(" starts again, with what you have set", .muted)
    ]
    if let following {
      choices.insert(
        Text("goto \(following.id)/1", .input) + Text(" goes on with \(following.title)", .muted),
        at: 0)
    }
    choices.append(Text("quit", .input) + Text(" leaves", .muted))
    return blocks + [.lines(choices)]
  }
}
