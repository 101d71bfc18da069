import Course
import Diagnostics
import Display

extension PosedExercise {
  /// What pairs are worth: the share that belongs together.
  func matchVerdict(on answer: String, _ pairs: [Pair]) throws(Diagnostic) -> Verdict {
    let rights = shownRights(pairs)
    let named = try Selection.pairs(answer, left: pairs.count, right: rights.count)
    guard !isWithheld else { return .recorded }
    let wrong = named.filter { rights[$0.right].plainText != pairs[$0.left].right.plainText }
    guard let first = wrong.min(by: { $0.left < $1.left }) else {
      return .right([.paragraph(Text("Right", .success) + ".")])
    }
    let hits = pairs.count - wrong.count
    let count = Text(
      hits == 0
        ? "None of them belong together." : "\(hits) of \(pairs.count) belong together.")
    let example =
      Text("“") + text(pairs[first.left].left) + "” does not go with “" + text(rights[first.right])
      + "”."
    return Verdict(
      share: Double(hits) / Double(pairs.count), finding: hits > 0 ? .partial : .wrong,
      reply: [Feedback.paragraph([count, example])] + hintOffer)
  }
}
