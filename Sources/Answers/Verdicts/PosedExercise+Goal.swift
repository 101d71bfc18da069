import Course
import Diagnostics
import Display
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
    let told = results.filter { $0.isTold }.map { $0.words }
    if results.allSatisfy({ $0.holds }) {
      return .right([.paragraph(Text("Reached", .success) + "."), .lines(told)])
    }
    let share = open > 0 ? min(max(0, Double(held) / Double(open)), 0.99) : 0
    var reply: [Block] = [.paragraph(Text("Not yet", .failure) + "."), .lines(told)]
    // A condition without a value does not hold; check tells of it.
    if let index = exercise.mistakes.firstIndex(where: { (try? isTrue($0.when, in: state)) == true }
    ) {
      reply += display(exercise.mistakes[index].reply, in: state)
      return Verdict(share: share, finding: .mistake(index), reply: reply + hintOffer)
    }
    return Verdict(
      share: share, finding: share > 0 ? .partial : .wrong, reply: reply + hintOffer)
  }

  func isTrue(_ condition: Expression, in workbook: Workbook) throws(Diagnostic) -> Bool {
    guard case .bool(let holds) = try workbook.value(of: condition) else {
      throw Diagnostic(.wrongKind, "This is no condition.", at: condition.span)
        .expected("a comparison such as cost < $1,500/month", found: "“\(condition.text)”")
    }
    return holds
  }
}

/// Whether a condition holds, and if not, by how much it is missed.
struct ConditionResult {
  let holds: Bool
  let words: Text
  /// Whether a learner has to read it: a value that was to stay as it is, and did, is not news.
  let isTold: Bool

  /// Of each part of conditions that are joined by `and`.
  static func all(
    of condition: Expression, in workbook: Workbook
  ) throws(Diagnostic) -> [ConditionResult] {
    if case .all(let parts) = condition.form {
      var results: [ConditionResult] = []
      for part in parts { results += try all(of: part, in: workbook) }
      return results
    }
    return [try ConditionResult(condition, in: workbook)]
  }

  private init(_ condition: Expression, in workbook: Workbook) throws(Diagnostic) {
    holds = try workbook.value(of: condition) == .bool(true)
    let mark = Text(holds ? "  ✓ " : "  ✗ ", holds ? .success : .failure)
    guard case .compare(let left, let comparison, let right) = condition.form else {
      isTold = true
      words = mark + Text(condition.text, .code) + (holds ? " holds" : " does not hold")
      return
    }
    isTold = !holds || comparison != .equal
    let (found, wanted) = (try workbook.value(of: left), try workbook.value(of: right))
    let name = left.literal == nil ? Text(left.text, .name) + " is " : Text("")
    let target = Text(" (") + Text(comparison.words) + " " + Text(wanted.text, .value) + ")"
    let off = holds ? "" : ConditionResult.miss(found, comparison, wanted)
    let gap = off.isEmpty ? Text("") : Text(": \(off)")
    words = mark + name + Text(found.text, .value) + target + gap
  }

  /// By how much a comparison is missed: "3.2 times too high", "12% too low", "off by $30".
  private static func miss(
    _ found: Value, _ comparison: Expression.Comparison, _ wanted: Value
  ) -> String {
    guard case .quantity(let found) = found, case .quantity(let wanted) = wanted,
      comparison != .unequal
    else { return "" }
    let side = found.base > wanted.base ? "too high" : "too low"
    guard wanted.base != 0, (found.base > 0) == (wanted.base > 0), found.base != 0 else {
      return found.base == wanted.base ? "it may not be equal" : side
    }
    let ratio = max(found.base / wanted.base, wanted.base / found.base)
    if ratio >= 2 {
      return "\(numberText((ratio * 10).rounded() / 10)) times \(side)"
    }
    let share = abs(found.base / wanted.base - 1)
    if share == 0 { return "it may not be equal" }
    return "\(Quantity(share * 100, .percent).text(significant: 2)) \(side)"
  }
}

extension Expression.Comparison {
  /// "below" for <.
  fileprivate var words: String {
    switch self {
    case .equal: "to be"
    case .unequal: "not to be"
    case .less: "to be below"
    case .greater: "to be above"
    case .atMost: "to be at most"
    case .atLeast: "to be at least"
    }
  }
}
