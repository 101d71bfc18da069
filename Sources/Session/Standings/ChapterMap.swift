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
  /// How its exercises stand.
  let standings: Standings

  private var lessons: [Lesson] { place.chapter.lessons }

  /// The title that is typed soonest.
  private var shortest: String {
    lessons.map { $0.title }.min { ($0.count, $0) < ($1.count, $1) } ?? ""
  }

  /// The exercises of a lesson.
  private func exercises(of lesson: Lesson) -> [Standing] {
    let ids = LessonStep.steps(of: lesson).compactMap { $0.exercise }
    return standings.all.filter { ids.contains($0.id) }
  }

  /// The lessons with their exercises in words, with the place. What was read and what was solved are
  /// told apart.
  var table: [Block] {
    var rows: [[Text]] = []
    var inLessons: Set<String> = []
    for (index, lesson) in lessons.enumerated() {
      let own = exercises(of: lesson)
      rows.append(row(lesson, index, own))
      rows += own.map { exercise in
        [
          Text(exercise.isSolved ? "✓" : " ", .success), "",
          Text("  ") + Text(exercise.id, .name),
          Showing.standing(exercise).unbroken,
        ]
      }
      inLessons.formUnion(own.map { $0.id })
    }
    let others = standings.all.filter { !inLessons.contains($0.id) }
    let more: [Block] =
      others.isEmpty
      ? []
      : [.paragraph(Text("Exercises beside the lessons", .strong))] + standings.table(of: others)
    return [
      .paragraph(Text(name, .heading)),
      .table(
        Table(rows: rows, alignments: [.leading, .trailing, .leading, .leading], style: .bare)),
    ] + more + [
      .lines([
        Text("goto 3", .input)
          + Text(" takes you there, and so do a title or a part of it: ", .muted)
          + Text("goto \(shortest)", .input) + Text(".", .muted)
      ])
    ]
  }

  private func row(_ lesson: Lesson, _ index: Int, _ own: [Standing]) -> [Text] {
    let isHere = index == place.lesson
    let isRead = finished.contains(lesson.id)
    let left = own.count { !$0.isSolved }
    let isDone = isRead && left == 0
    let mark = isHere ? Text("▸", .strong) : isDone ? Text("✓", .success) : Text(" ")
    let words =
      isHere
      ? "here, step \(place.step + 1) of \(place.stepCount)"
      : !isRead
        ? ""
        : own.isEmpty
          ? "read"
          : left == 0
            ? "read and solved"
            : own.contains { !$0.isSolved && !$0.isOver }
              ? "read, to be solved:" : "read, not solved:"
    return [
      mark, Text("\(index + 1)"), Text(lesson.title, isHere ? .strong : .plain),
      Text(words, .muted).unbroken,
    ]
  }

  /// How far the learner is, as a bar and in words.
  var progress: [Block] {
    let done = lessons.filter { finished.contains($0.id) }.count
    return [
      .paragraph(
        Text(name, .heading) + Text("  ")
          + (Showing.bar(done, lessons.count)
          + Text("  \(done) of \(lessons.count) lessons read", .muted)).unbroken)
    ]
  }

  /// Whether the chapter is done, or was only gone through.
  private var reached: Text {
    let unread = lessons.count { !finished.contains($0.id) }
    let open = standings.all.count { !$0.isSolved }
    if unread == 0, open == 0 {
      let words = standings.all.isEmpty ? "" : ", and all its exercises are solved"
      return Text("All its lessons are read\(words).", .success)
    }
    let lessonsLeft = unread == 1 ? "1 lesson is" : "\(unread) lessons are"
    let exercisesLeft = open == 1 ? "1 exercise is" : "\(open) exercises are"
    let parts = [
      unread == 0 ? "" : "\(lessonsLeft) unread", open == 0 ? "" : "\(exercisesLeft) to solve",
    ]
    .filter { !$0.isEmpty }
    return Text("This is its end, but it is not done: \(parts.joined(separator: ", ")).", .warning)
  }

  /// What is shown after the last step: what the learner can do now, and where to go on.
  /// - Parameters:
  ///   - advice: what practice would go on with.
  ///   - following: the chapter behind this one; nil for none.
  func end(advice: [Block], following: ChapterHead?) -> [Block] {
    let objectives = place.chapter.objectives
    let left = lessons.filter { !finished.contains($0.id) }
    var blocks: [Block] = [.heading(Text("The end of \(name)", .heading), level: 2)]
    blocks.append(.paragraph(reached))
    if !objectives.isEmpty {
      blocks.append(.paragraph("What this chapter was for, and what you have shown:"))
      blocks += standings.table(of: objectives)
    }
    blocks += progress + standings.progress + advice
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
