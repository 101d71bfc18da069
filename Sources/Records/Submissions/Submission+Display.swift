import Answers
import Display

extension Submission {
  /// What a file is called after its learner, whatever characters the id has.
  public var fileName: String {
    let safe = learner.map { character in
      character.isASCII && (character.isLetter || character.isNumber || "-_.@".contains(character))
        ? character : "-"
    }
    let name = String(safe).drop { $0 == "." || $0 == "-" }
    return (name.isEmpty ? "submission" : String(name)) + ".json"
  }

  /// What was handed in, for the learner to look over.
  /// - Parameters:
  ///   - path: where it was written.
  ///   - exercises: the course that it is of.
  public func summary(path: String, of exercises: ExerciseSet) -> Display {
    let groups = byExercise
    let known = exercises.ids.count
    let head =
      Text("Wrote ") + Text(path, .strong)
      + Text(" as ") + Text(learner, .name)
      + Text(name.isEmpty ? "" : ", \(name)")
      + Text(
        ": \(groups.count) of \(known) \(known == 1 ? "exercise" : "exercises") of the course.")
    let rows = groups.map { id, events -> [Text] in
      let answers = events.filter { $0.kind == .exercise }
      let hints = Set(events.filter { $0.kind == .hint }.map { $0.answer }).count
      var words = [answers.count == 1 ? "1 answer" : "\(answers.count) answers"]
      if hints > 0 { words.append(hints == 1 ? "1 hint" : "\(hints) hints") }
      if events.contains(where: { $0.kind == .solution }) { words.append("solution seen") }
      let last = answers.last.map { answer in
        answer.answer.count > 40 ? answer.answer.prefix(39) + "…" : answer.answer
      }
      return [
        Text(id, .name), Text(words.joined(separator: ", "), .muted),
        Text(last ?? "", .value),
      ]
    }
    return Display([
      .paragraph(head),
      .table(Table(header: ["exercise", "", "last answer"], rows: rows)),
      .paragraph(Text("It holds no score: whoever grades it checks the answers again.", .muted)),
    ])
  }
}
