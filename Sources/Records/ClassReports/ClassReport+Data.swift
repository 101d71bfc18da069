import Answers
import Basics

extension ClassReport {
  /// A line for each exercise, with the numbers of the table and what is to be said.
  public var csv: String {
    var text = CSV.row([
      "exercise", "title", "chapter", "counts", "out_of", "met", "answered", "difficulty",
      "difficulty_margin", "discrimination", "tries", "hints", "solutions", "seconds",
      "unexplained", "suggestions", "remarks",
    ])
    for item in items {
      let column = item.column
      func cell(_ number: Double?) -> CSV.Cell { number.map { .number($0) } ?? .none }
      text += CSV.row([
        .text(column.id), .text(column.title), .text(column.chapter),
        .text(column.counts ? "yes" : "no"), .whole(column.points), .whole(item.met),
        .whole(item.answered), cell(item.difficulty), cell(item.difficultyMargin),
        cell(item.discrimination), cell(item.tries), cell(item.hints), .whole(item.solutions),
        cell(item.seconds), .whole(item.unexplained),
        .text(item.suggestions.map { $0.formula }.joined(separator: " | ")),
        .text(item.remarks.joined(separator: " ")),
      ])
    }
    return text
  }

  /// All of it, under keys that stay.
  public var json: JSON {
    .object([
      "learners": .number(Double(learners)), "out_of": .number(Double(outOf)),
      "mean": JSON(mean), "deviation": JSON(deviation),
      "reliability": reliability.map { reliability in
        .object([
          "alpha": .number(reliability.alpha),
          "is_kr20": .bool(reliability.isRightOrWrong),
          "standard_error": .number(reliability.standardError),
        ])
      } ?? .null,
      "exercises": .array(items.map { $0.json }),
    ])
  }
}

extension ClassReport.Item {
  fileprivate var json: JSON {
    .object([
      "id": .string(column.id), "title": .string(column.title),
      "chapter": .string(column.chapter), "counts": .bool(column.counts),
      "out_of": .number(Double(column.points)), "met": .number(Double(met)),
      "answered": .number(Double(answered)), "difficulty": JSON(difficulty),
      "difficulty_margin": JSON(difficultyMargin), "discrimination": JSON(discrimination),
      "tries": JSON(tries), "hints": JSON(hints), "solutions": .number(Double(solutions)),
      "seconds": JSON(seconds),
      "findings": .array(
        findings.map {
          .object([
            "key": .string($0.key), "formula": .string($0.formula),
            "learners": .number(Double($0.learners)),
          ])
        }),
      "unmade": .array(unmade.map { .string($0) }),
      "values": .array(
        values.map {
          .object([
            "name": .string($0.name), "value": .string($0.value),
            "learners": .number(Double($0.learners)), "difficulty": .number($0.difficulty),
            "margin": JSON($0.margin),
          ])
        }),
      "options": .array(
        options.map {
          .object(["words": .string($0.words), "learners": .number(Double($0.learners))])
        }),
      "unexplained": .number(Double(unexplained)),
      "suggestions": .array(suggestions.map { $0.json }),
      "held_suggestions": .array(held.map { $0.json }),
      "remarks": .array(remarks.map { .string($0) }),
    ])
  }
}

extension MistakeSuggestion {
  fileprivate var json: JSON {
    .object([
      "when": .string(formula), "say": .string(reply), "learners": .number(Double(people)),
      "variants": .number(Double(variants)),
      "examples": .array(examples.map { .string($0) }),
      "problems": .array(problems.map { .string($0) }),
    ])
  }
}

extension JSON {
  /// null where there is none.
  fileprivate init(_ number: Double?) { self = number.map { .number($0) } ?? .null }
}
