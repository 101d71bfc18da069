import Course
import Diagnostics

extension PosedExercise {
  /// What pairs are worth: the share that belongs together.
  func matchVerdict(on answer: String, _ pairs: [Pair]) throws(Diagnostic) -> Verdict {
    matchVerdict(try matched(answer, pairs), pairs)
  }

  /// The places of what an answer puts together, on the left and, as they are shown, on the right.
  func matched(
    _ answer: String, _ pairs: [Pair]
  ) throws(Diagnostic) -> [(left: Int, right: Int)] {
    try Selection.pairs(
      answer, lefts: pairs.map { $0.left.plainText },
      rights: shownRights(pairs).map { $0.plainText })
  }

  /// What it is worth to put these together.
  func matchVerdict(_ named: [(left: Int, right: Int)], _ pairs: [Pair]) -> Verdict {
    let rights = shownRights(pairs)
    guard !isWithheld else { return .recorded }
    let wrong = named.filter { rights[$0.right].plainText != pairs[$0.left].right.plainText }
    guard let first = wrong.min(by: { $0.left < $1.left }) else {
      return .right(.right)
    }
    let hits = pairs.count - wrong.count
    let example = Remark.Mismatch(first: pairs[first.left].left, second: rights[first.right])
    var verdict = Verdict(
      share: Double(hits) / Double(pairs.count), finding: hits > 0 ? .partial : .wrong,
      remarks: [.pairs(hits, of: pairs.count, wrong: example)] + hintOffer)
    let (lefts, halves) = picks(pairs)
    verdict.meaning =
      named.sorted { $0.left < $1.left }
      .flatMap { [lefts[$0.left], halves[$0.right]] }.meaning
    return verdict
  }
}
