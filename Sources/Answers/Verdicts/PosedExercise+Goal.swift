import Course
import Diagnostics
import Language
import Quantities
import Workbook

extension PosedExercise {
  /// What a learner's settings are worth, as they are in a workbook.
  ///
  /// Only parameters are taken from it, and put into a workbook of the exercise's own: whoever grades
  /// has nothing but the line that `answerText` writes.
  /// - Throws: what is wrong with a setting; see `verdict(on:)`.
  public func verdict(on other: Workbook) throws(Diagnostic) -> Verdict {
    try verdict(on: answerText(of: other))
  }

  /// What settings are worth: the share of the conditions that they make hold, of those that did not
  /// hold at the start.
  func goalVerdict(
    on answer: String, _ conditions: [Expression], _ change: [Target]
  ) throws(Diagnostic) -> Verdict {
    let read =
      conditions + exercise.mistakes.map { $0.when }
      + exercise.mistakes.flatMap { $0.reply.figures.compactMap { $0.expression } }
    let state = try state(answer, change, reading: read)
    guard !isWithheld || !conditions.isEmpty else { return .recorded }
    let beginning = try self.start()
    var results: [ConditionResult] = []
    for condition in conditions { results += try ConditionResult.all(of: condition, in: state) }
    var held = 0
    var open = 0
    for condition in conditions {
      if try isTrue(condition, in: beginning) {
        // Breaking what held costs as much as reaching something earns.
        if try !isTrue(condition, in: state) { held -= 1 }
      } else {
        open += 1
        if try isTrue(condition, in: state) { held += 1 }
      }
    }
    if results.allSatisfy({ $0.holds }) { return .right(.goal(isReached: true, results)) }
    let share = open > 0 ? min(max(0, Double(held) / Double(open)), 0.99) : 0
    var remarks: [Remark] = [.goal(isReached: false, results)]
    // A condition without a value does not hold; check tells of it.
    if let index = exercise.mistakes.firstIndex(where: { (try? isTrue($0.when, in: state)) == true }
    ) {
      remarks.append(reply(exercise.mistakes[index].reply, in: state))
      return Verdict(share: share, finding: .mistake(index), remarks: remarks + hintOffer)
    }
    return Verdict(
      share: share, finding: share > 0 ? .partial : .wrong, remarks: remarks + hintOffer)
  }

  func isTrue(_ condition: Expression, in workbook: Workbook) throws(Diagnostic) -> Bool {
    guard case .bool(let holds) = try workbook.value(of: condition) else {
      throw Diagnostic(.wrongKind, "This is no condition.", at: condition.span)
        .expected("a comparison such as cost < $1,500/month", found: "“\(condition.text)”")
    }
    return holds
  }
}
