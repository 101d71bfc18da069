import Course
import Diagnostics

extension PosedExercise {
  /// What an order is worth: how many steps stand right to each other, without the one that always
  /// does.
  func orderVerdict(on answer: String, _ steps: [Step]) throws(Diagnostic) -> Verdict {
    orderVerdict(try ordered(answer, steps), steps)
  }

  /// The places of the steps as they are shown, in the order that an answer gives them.
  func ordered(_ answer: String, _ steps: [Step]) throws(Diagnostic) -> [Int] {
    let shown = shown(steps)
    let texts = shown.map { text($0).plain }
    let places = try Selection.places(answer, among: texts, areAllNamed: true)
    let missing = shown.indices.filter { !places.contains($0) }
    guard missing.isEmpty, places.count == shown.count else {
      throw Diagnostic(
        .notASelection,
        missing.isEmpty
          ? "Some are named twice."
          : "All \(shown.count) are needed; missing: "
            + missing.map { "\($0 + 1)" }.joined(separator: ", ") + ".", at: Source(answer).whole
      ).expected("each number once", found: "“\(answer)”")
    }
    return places
  }

  /// What it is worth to bring the steps, by their places as they are shown, into this order.
  func orderVerdict(_ places: [Int], _ steps: [Step]) -> Verdict {
    guard !isWithheld else { return .recorded }
    let list = picks(steps)
    let order = shuffled(steps.map { $0.text.plainText })
    let positions = places.map { order[$0] }
    let inOrder = longestRise(positions)
    guard inOrder < steps.count else {
      return .right(.right)
    }
    let share = Double(inOrder - 1) / Double(max(1, steps.count - 1))
    let wrong = positions.indices.dropLast().first { positions[$0] > positions[$0 + 1] }
    let example = wrong.map { place in
      Remark.Mismatch(
        first: steps[positions[place]].text, second: steps[positions[place + 1]].text)
    }
    var verdict = Verdict(
      share: share, finding: share > 0 ? .partial : .wrong,
      remarks: [.order(inOrder, of: steps.count, wrong: example)] + hintOffer)
    verdict.meaning = places.map { list[$0] }.meaning
    return verdict
  }

  /// How many of the numbers can stay where they are while the others are moved until all rise.
  private func longestRise(_ numbers: [Int]) -> Int {
    var best = [Int](repeating: 1, count: numbers.count)
    for index in numbers.indices {
      for earlier in 0..<index where numbers[earlier] < numbers[index] {
        best[index] = max(best[index], best[earlier] + 1)
      }
    }
    return best.max() ?? 0
  }
}
