import Answers
import Basics
import Course
import Language
import Quantities

extension PosedExercise {
  /// The exercise as it is asked: `id`, `title`, `exercise` (its kind), `points`, `attempts` (null for
  /// any number), the `givens` of the variant, the `prompt`, the `options` in the order in which they
  /// are shown, and for pairs the `halves` to choose from.
  public var json: JSON { .object(members) }

  /// The same with the `hints` and the `solution`, which is null where it is withheld.
  public var jsonWithHelp: JSON {
    let hints = exercise.hints.enumerated().map { index, hint in
      JSON.object([
        "text": JSON(hint.text, in: workbook),
        "cost": .number(exercise.price(ofHint: index + 1)),
      ])
    }
    return .object(
      members + [
        JSON.Member("hints", .array(hints)),
        JSON.Member("solution", isWithheld ? .null : JSON(exercise.solution, in: workbook)),
      ])
  }

  private var members: [JSON.Member] {
    let picks = self.picks
    return [
      JSON.Member("kind", .string("exercise")), JSON.Member("id", .string(exercise.id)),
      JSON.Member("title", .string(exercise.title)),
      JSON.Member("exercise", .string(exercise.kind.rawValue)),
      JSON.Member("points", JSON(exercise.points)),
      JSON.Member("attempts", attempts.map { JSON($0) } ?? .null),
      JSON.Member(
        "givens",
        .array(givens.map { .object(["name": .string($0.name), "value": JSON($0.value)]) })),
      JSON.Member("prompt", JSON(exercise.prompt, in: workbook)),
      JSON.Member("options", .array(picks.options.map { .string($0.plain) })),
      JSON.Member("halves", .array(picks.halves.map { .string($0.plain) })),
    ]
  }
}
