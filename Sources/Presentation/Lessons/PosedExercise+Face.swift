import Answers
import Display
import Quantities

/// An exercise as it is asked.
extension PosedExercise {
  /// Title, points and prompt.
  public var face: [Block] {
    let title =
      Text("Exercise ", .muted) + Text(exercise.title, .strong)
      + Text("   \(Showing.points(exercise.points))", .muted)
    return [.paragraph(title)] + prompt
  }

  /// How it is answered, and that there is a hint.
  /// - Parameter hintsShown: how many were seen.
  public func invitation(hintsShown: Int) -> [Block] {
    var line = Text(instruction, .muted)
    if let offer = offer(ofHintAfter: hintsShown) {
      line += Text(" ") + Text("hint", .input) + Text(offer, .muted)
    }
    return [.lines([line])]
  }

  /// What the next hint costs, in words; nil where there is none left.
  private func offer(ofHintAfter shown: Int) -> String? {
    guard shown < exercise.hints.count else { return nil }
    let price = exercise.price(ofHint: shown + 1)
    let words = shown == 0 ? " helps" : " helps further"
    guard price > 0 else { return words + "." }
    return words + ", for " + (price == 1 ? "1 point." : "\(numberText(price)) points.")
  }
}

extension Showing {
  /// "1 point", "10 points".
  public static func points(_ count: Int) -> String {
    count == 1 ? "1 point" : "\(count) points"
  }
}
