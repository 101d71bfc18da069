import Course
import Display
import Quantities

/// Sentences that several kinds of exercises say.
enum Feedback {
  static func value(_ quantity: Quantity) -> Text { Text(quantity.text, .value) }

  static func paragraph(_ parts: [Text]) -> Block {
    .paragraph(Text.joined(parts.filter { !$0.isEmpty }, by: " "))
  }
}

extension Quantity {
  /// What kind of quantity it is: "money per time", "a share".
  var words: String { unit.isPercent ? "a share" : dimension.words }
}

extension PosedExercise {
  /// Offers a hint, where there are any.
  var hintOffer: [Block] {
    guard !exercise.hints.isEmpty else { return [] }
    return [.lines([Text("Type ", .muted) + Text("hint", .input) + Text(" for a hint.", .muted)])]
  }
}
