import Answers
import Basics
import Course
import Display

extension ClassReport {
  /// Learners below whom every figure here is rough.
  static let fewLearners = 30

  /// The whole report, to be read.
  public var display: Display {
    var blocks: [Block] = [.heading("What the class shows", level: 1)]
    blocks += opening.map { .paragraph($0) }
    guard learners > 0 else { return Display(blocks) }
    if let histogram { blocks.append(.plot(histogram)) }
    blocks.append(.table(table))
    blocks.append(
      .paragraph(
        Text(
          "Difficulty is the mean share of the points over those who met the exercise, with half of "
            + "its 95% interval. Discrimination is how its points go with those of the others, from "
            + "-1 to 1; what was not handed in counts as nothing there.", .muted)))
    if let map { blocks.append(.plot(map)) }
    for item in items { blocks += item.blocks }
    return Display(blocks)
  }

  private var opening: [Text] {
    guard learners > 0 else { return ["Nothing was handed in that could be graded."] }
    var lines: [Text] = []
    let mean = pointsText(mean ?? 0)
    lines.append(
      Text(
        "\(learners) learner\(learners == 1 ? "" : "s"), \(mean) of \(outOf) points on average"
          + (deviation.map { ", with a standard deviation of \(pointsText($0))" } ?? "") + "."))
    if let reliability {
      let name = reliability.isRightOrWrong ? "KR-20" : "Cronbach's alpha"
      lines.append(
        Text(
          "Reliability (\(name)): \(pointsText(reliability.alpha)). A total is "
            + "\(pointsText(reliability.standardError)) points off, as a standard error."))
    }
    if learners < ClassReport.fewLearners {
      lines.append(
        Text("With fewer than \(ClassReport.fewLearners) learners all of this is rough.", .warning))
    }
    return lines
  }

  private var table: Table {
    let rows = items.map { item -> [Text] in
      [
        Text(item.column.id, .name), Text("\(item.met)"),
        Text(
          item.difficulty.map { percent($0) } ?? "")
          + Text(item.difficultyMargin.map { " ±\(percent($0))" } ?? "", .muted),
        Text(item.discrimination.map { pointsText($0) } ?? ""),
        Text(item.tries.map { pointsText($0) } ?? ""),
        Text(item.hints.map { pointsText($0) } ?? ""),
        Text(item.seconds.map { timeText($0) } ?? ""),
      ]
    }
    return Table(
      header: [
        "exercise", "learners", "difficulty", "discrimination", "tries", "hints", "time",
      ], rows: rows,
      alignments: [.leading, .trailing, .trailing, .trailing, .trailing, .trailing, .trailing])
  }
}

func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }

extension ClassReport.Item {
  /// What is to be said of the exercise beside its figures.
  var remarks: [String] {
    var remarks: [String] = []
    if met >= 5, let difficulty {
      if difficulty < 0.2 { remarks.append("Hardly anybody has it.") }
      if difficulty > 0.9 { remarks.append("Nearly everybody has it.") }
    }
    if met >= ClassReport.fewLearners, let discrimination {
      if isReversed {
        remarks.append("Those who know more do worse in it: look at its answer.")
      } else if discrimination < 0.2 {
        remarks.append("It hardly tells learners apart.")
      }
    }
    remarks += unequal
    if !unmade.isEmpty, answered >= ClassReport.fewLearners {
      let list = unmade.map { "`\($0)`" }.joined(separator: ", ")
      remarks.append(
        "Nobody made \(unmade.count == 1 ? "this mistake" : "these mistakes"): \(list).")
    }
    return remarks
  }

  /// What varies and makes it easier or harder: two of its values differ by more than three and a half
  /// standard errors, of which one in some thousand would by chance.
  private var unequal: [String] {
    var names: [String] = []
    for one in values where !names.contains(one.name) { names.append(one.name) }
    return names.compactMap { name in
      let own = values.filter { $0.name == name && $0.learners >= 5 }
      guard let low = own.min(by: { $0.difficulty < $1.difficulty }),
        let high = own.max(by: { $0.difficulty < $1.difficulty }),
        let margin = difficultyMargin, met > 0
      else { return nil }
      let variance = margin * margin / 1.96 / 1.96 * Double(met)
      let error = (variance * (1 / Double(low.learners) + 1 / Double(high.learners))).squareRoot()
      guard high.difficulty - low.difficulty > 3.5 * error else { return nil }
      return "With \(name) = \(low.value) it is harder (\(percent(low.difficulty))) than with "
        + "\(high.value) (\(percent(high.difficulty)))."
    }
  }

  fileprivate var blocks: [Block] {
    guard answered > 0 || !remarks.isEmpty else { return [] }
    var blocks: [Block] = [.heading(Text("\(column.title.showable) (\(column.id))"), level: 2)]
    if !remarks.isEmpty { blocks.append(.list(remarks.map { [.paragraph(Text($0))] }, start: nil)) }
    let rows = findings.map { finding -> [Text] in
      [Text("\(finding.learners)"), Text(finding.key), Text(finding.formula, .code)]
    }
    if !rows.isEmpty {
      blocks.append(
        .table(
          Table(
            header: ["learners", "found", "listed as"], rows: rows,
            alignments: [.trailing, .leading, .leading])))
    }
    if !options.isEmpty {
      blocks.append(
        .table(
          Table(
            header: ["picked at first", "option"],
            rows: options.map { [Text("\($0.learners)"), Text($0.words.showable)] },
            alignments: [.trailing, .leading])))
    }
    for suggestion in suggestions { blocks += suggestion.blocks }
    for suggestion in held {
      blocks.append(
        .paragraph(
          Text(suggestion.formula, .code)
            + Text(
              " explains answers of \(suggestion.people) learners, and cannot be listed: "
                + (suggestion.problems.first ?? ""))))
    }
    return blocks
  }
}

extension MistakeSuggestion {
  fileprivate var blocks: [Block] {
    [
      .paragraph(
        Text("\(people) learners, with \(variants) different figures, made a mistake that is not ")
          + Text("listed. For its head, which then passes check:")),
      .code(entry, language: "yaml"),
      .paragraph(
        Text(
          "For example " + examples.map { "“\($0.showable)”" }.joined(separator: ", ") + ".", .muted
        )
      ),
    ]
  }
}
