import Basics

extension Submission {
  /// The file: keys always in this order, one line for each event.
  public var text: String { json.lines(flatBelow: 4) }

  /// The same as a value.
  var json: JSON {
    .object([
      "format": .string(Submission.formatName),
      "format_version": .number(Double(format)),
      "learner": .string(learner), "name": .string(name),
      "course": .object(["id": .string(course), "version": .string(courseVersion)]),
      "written": .number(written),
      "exercises": .array(
        byExercise.map { exercise, events in
          .object(["id": .string(exercise), "events": .array(events.map { $0.json })])
        }),
      "seal": .string(seal),
    ])
  }
}

extension Event {
  /// The word for a kind in the file.
  static let words: [(kind: Attempt.Kind, word: String)] = [
    (.exercise, "answer"), (.hint, "hint"), (.solution, "solution"),
  ]

  var json: JSON {
    let word = Event.words.first { $0.kind == kind }?.word ?? kind.rawValue
    return .object(
      [
        .init("number", .number(Double(number))), .init("time", .number(time)),
        .init("kind", .string(word)), .init("answer", .string(answer)),
        .init("variant", .string(variant)), .init("version", .string(version)),
      ] + meant.members + [.init("hash", .string(hash))])
  }
}
