import Answers
import Course
import Diagnostics
import Display
import Language
import Workbook

/// What a goal is about, as it stands.
extension PosedExercise {
  /// The models of a goal with their parameters as they stand, and a picture: a run as it went, or
  /// what is asked for over what may be changed. Nothing for other exercises.
  public func panel(in workbook: Workbook) -> [Block] {
    guard case .goal(let conditions, _, let change) = exercise.task else { return [] }
    let models = modelsOfPanel(in: workbook)
    return models.map { workbook.panel(of: $0) }
      + picture(of: conditions, over: change, models, in: workbook)
  }

  /// The models whose parameters a goal shows: its own, and those of what may be changed.
  public func modelsOfPanel(in workbook: Workbook) -> [String] {
    guard case .goal(_, _, let change) = exercise.task else { return [] }
    var models = exercise.model.map { [$0.id] } ?? []
    for target in change {
      guard let model = workbook.cell(named: target.text)?.id.model, !models.contains(model) else {
        continue
      }
      models.append(model)
    }
    return models
  }

  private func picture(
    of conditions: [Expression], over change: [Target], _ models: [String], in workbook: Workbook
  ) -> [Block] {
    let runs = models.flatMap { workbook.cells(of: $0) }.filter { cell in
      if case .record(let record)? = cell.value { record.recording != nil } else { false }
    }
    if let run = runs.first {
      let name = Expression(
        name: Target(path: [run.id.model, run.id.name], span: run.written.span))
      return drawing(.timeline(name, against: nil, .beginning), in: workbook)
    }
    for target in change {
      for case .compare(let left, _, let right) in conditions.map({ $0.form }) {
        let sides = left == right ? [left] : [left, right]
        let line = sides.map { $0.text }.joined(separator: ", ") + " over " + target.text
        // A condition of another kind, as one of a text, has no curve.
        guard workbook.cells(neededBy: [left]).contains(where: { $0.id.name == target.path.last }),
          let question = try? Question.parse(
            "plot", Source(line), 0..<line.utf8.count, in: workbook.parsingScope())
        else { continue }
        let blocks = drawing(question, in: workbook)
        if !blocks.isEmpty { return blocks }
      }
    }
    return []
  }

  /// Nothing where there is nothing to draw: the panel tells why.
  private func drawing(_ question: Question, in workbook: Workbook) -> [Block] {
    (try? workbook.answer(question).display().blocks) ?? []
  }
}
