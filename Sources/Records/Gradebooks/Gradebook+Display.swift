import Display
import Quantities

extension Gradebook {
  /// What came of it, in a sentence.
  public var summary: Text {
    var parts = ["\(count(files - refusals, "file")) graded"]
    if refusals > 0 { parts.append("\(numberText(Double(refusals))) refused") }
    if flagged > 0 { parts.append("\(numberText(Double(flagged))) with flags to look at") }
    if missing > 0 {
      parts.append("\(count(missing, "learner")) of the roster handed in nothing")
    }
    if !isCompared { parts.append("not all of them could be compared") }
    let counting = columns.filter { $0.counts }
    let (told, all) = (points(counting.filter { $0.tellsOutcome }), points(counting))
    let worth =
      told == 0
      ? ""
      : " \(numberText(told)) of \(numberText(all)) points are of exercises that tell their "
        + "outcome at once."
    let role: Role = refusals > 0 || !isCompared ? .warning : .muted
    return Text(parts.joined(separator: ", ") + "." + worth, role)
  }

  private func points(_ columns: [Grader.Column]) -> Double {
    Double(columns.reduce(0) { $0 + $1.points })
  }

  private func count(_ count: Int, _ noun: String) -> String {
    "\(numberText(Double(count))) \(noun)\(count == 1 ? "" : "s")"
  }
}
