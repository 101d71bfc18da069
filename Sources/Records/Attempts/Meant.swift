import Answers
import Basics
import Course
import Diagnostics

/// What an answer meant when it was given, so that correcting the course afterwards does not change
/// it.
public struct Meant: Hashable, Sendable {
  /// The digest of what the exercise asked; empty where a program wrote the event that kept none.
  public var exercise: String
  /// The figures of the variant, as in "gpus = 4 gpu", and then those of the question that do not
  /// vary; older programs kept only the first.
  public var figures: [String]
  /// What was picked from a list; empty for what was typed, and for hints and solutions.
  public var picks: [Pick]

  /// Creates it; nothing is known of an event without.
  public init(exercise: String = "", figures: [String] = [], picks: [Pick] = []) {
    self.exercise = exercise
    self.figures = figures
    self.picks = picks
  }

  /// Figures as a person is shown them: without the kind of the exercise, its options and its unit.
  var shownFigures: [String] { figures.filter { !$0.hasPrefix("(") } }

  /// The identities of the options that there were to pick from; nil where that was not kept.
  public var offered: Set<String>? {
    let opening = "(offered) = "
    return figures.first { $0.hasPrefix(opening) }.map { line in
      Set(line.dropFirst(opening.count).split(separator: ",").map { String($0).trimmed })
    }
  }

  /// Whether nothing is known.
  public var isEmpty: Bool { exercise.isEmpty }

  /// Of an answer to an exercise as it is posed.
  init(_ answer: String, at posed: PosedExercise, of exercises: ExerciseSet) {
    self.init(
      exercise: exercises.digest(of: posed.exercise.id),
      figures: posed.variant.figures(of: posed.exercise) + posed.askedFigures,
      picks: posed.picks(of: answer))
  }

  /// Whether it was about the figures of a variant, whatever else stands among its own.
  func isOf(_ variant: [String]) -> Bool { Array(figures.prefix(variant.count)) == variant }

  /// The figures that are others in a question as it is asked now, or as it was.
  /// - Parameter asked: those of the question that do not vary.
  func figures(otherThan asked: [String]) -> [String] {
    // As it is for nearly everybody.
    if figures.suffix(asked.count).elementsEqual(asked) { return [] }
    let values = Dictionary(asked.map { Meant.parts(of: $0) }) { first, _ in first }
    let known = figures.map { figure in
      let (name, value) = Meant.parts(of: figure)
      return (name: name, value: value, figure: figure)
    }
    // What was to pick from may be another list: whatever was picked tells whether it still stands.
    let others = known.filter { figure in
      figure.name != "(offered)" && values[figure.name].map { $0 != figure.value } ?? false
    }
    // A figure that was typed is a name of its own: where it is gone and one that was not there has
    // come, it was changed. One alone is a figure of a sentence that was added or dropped. What a goal
    // is to reach is what is right of it.
    let isGoal = values["(kind)"] == Exercise.Kind.goal.rawValue
    let came = values.contains { name, value in
      Meant.isTyped(name) && !known.contains(where: { $0.value == value })
    }
    let gone = known.filter { figure in
      came && !isGoal && Meant.isTyped(figure.name) && !values.values.contains(figure.value)
    }
    return (others + gone).map { $0.figure }
  }

  /// Whether the formula of a figure begins with a number, as in `$1.50/litre`, and not with a name.
  private static func isTyped(_ formula: String) -> Bool {
    formula.unicodeScalars.first.map { !$0.properties.isAlphabetic && $0 != "(" } ?? false
  }

  private static func parts(of figure: String) -> (String, String) {
    guard let equals = figure.place(of: " = ") else { return (figure, "") }
    return (String(figure[..<equals.lowerBound]), String(figure[equals.upperBound...]))
  }

  /// What an event's hash takes in besides.
  var parts: [String] {
    isEmpty
      ? []
      : [exercise, "\(figures.count)"] + figures + picks.flatMap { [$0.identity, $0.words] }
  }
}

extension Meant {
  /// Keys and values, as they stand in an event; none where nothing is known.
  var members: [JSON.Member] {
    guard !isEmpty else { return [] }
    return [
      .init("exercise_digest", .string(exercise)),
      .init("figures", .array(figures.map { .string($0) })),
    ]
      + (picks.isEmpty
        ? []
        : [
          .init(
            "picks",
            .array(picks.map { .object(["id": .string($0.identity), "words": .string($0.words)]) }))
        ])
  }

  /// - Throws: `bad-submission`.
  init(_ fields: inout JSONFields) throws(Diagnostic) {
    self.init()
    guard fields.has("exercise_digest") else { return }
    exercise = try fields.text("exercise_digest")
    figures = try fields.texts("figures", most: 200)
    guard fields.has("picks") else { return }
    for var pick in try fields.list("picks", most: 200) {
      picks.append(
        Pick(identity: try pick.text("id"), words: try pick.text("words", most: 4096)))
    }
  }

  /// As a store keeps it, in one text; empty where nothing is known.
  public var stored: String { isEmpty ? "" : JSON.object(members).text }

  /// Reads what a store kept.
  /// - Throws: `bad-submission` where it is damaged.
  public init(stored text: String) throws(Diagnostic) {
    guard !text.isEmpty else {
      self.init()
      return
    }
    var fields = try JSONFields(
      try JSON.handedIn(Array(text.utf8), limits: Submission.limits), at: "meant")
    try self.init(&fields)
  }
}
