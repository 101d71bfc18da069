import Course
import Diagnostics

extension PosedExercise {
  /// What pairs are worth: the share that belongs together.
  func matchVerdict(on answer: String, _ pairs: [Pair]) throws(Diagnostic) -> Verdict {
    let rights = shownRights(pairs)
    let named = try Selection.pairs(answer, left: pairs.count, right: rights.count)
    guard !isWithheld else { return .recorded }
    let wrong = named.filter { rights[$0.right].plainText != pairs[$0.left].right.plainText }
    guard let first = wrong.min(by: { $0.left < $1.left }) else {
      return .right(.right)
    }
    let hits = pairs.count - wrong.count
    let example = Remark.Mismatch(first: pairs[first.left].left, second: rights[first.right])
    return Verdict(
      share: Double(hits) / Double(pairs.count), finding: hits > 0 ? .partial : .wrong,
      remarks: [.pairs(hits, of: pairs.count, wrong: example)] + hintOffer)
  }
}
