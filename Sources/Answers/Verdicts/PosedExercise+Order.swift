import Course
import Diagnostics
import Display

extension PosedExercise {
  /// What an order is worth: how many steps stand right to each other, without the one that always
  /// does.
  func orderVerdict(on answer: String, _ steps: [Step]) throws(Diagnostic) -> Verdict {
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
    guard !isWithheld else { return .recorded }
    let order = shuffled(steps.map { $0.text.plainText })
    let positions = places.map { order[$0] }
    let inOrder = longestRise(positions)
    guard inOrder < steps.count else {
      return .right([.paragraph(Text("Right", .success) + ".")])
    }
    let share = Double(inOrder - 1) / Double(max(1, steps.count - 1))
    let moves = steps.count - inOrder
    var sentence = Text(
      moves == 1
        ? "All but one stand in their order to each other."
        : "\(inOrder) of \(steps.count) stand in their order to each other; \(moves) have to move.")
    if let wrong = positions.indices.dropLast().first(where: { positions[$0] > positions[$0 + 1] })
    {
      let (first, second) = (text(steps[positions[wrong]]), text(steps[positions[wrong + 1]]))
      sentence += Text(" “") + first + "” does not come before “" + second + "”."
    }
    return Verdict(
      share: share, finding: share > 0 ? .partial : .wrong,
      reply: [.paragraph(sentence)] + hintOffer)
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
