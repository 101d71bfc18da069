import Answers
import Display
import Language
import Quantities
import Workbook

extension Text {
  static let right = Text("Right", .success) + "."

  static func value(_ quantity: Quantity) -> Text { Text(quantity.text, .value) }

  /// Sentences in a row, without those that are empty.
  static func sentences(_ parts: [Text]) -> Text {
    Text.joined(parts.filter { !$0.isEmpty }, by: " ")
  }

  /// "With gpus = 4, rent = $10".
  static func place(_ values: [Given]) -> Text {
    let settings = values.map { given in
      Text(given.name, .name) + Text(" = ") + Text(given.value.text, .value)
    }
    return Text("With ") + Text.joined(settings, by: ", ")
  }
}

extension Remark.Taken {
  /// The quantity, behind `taken` where it was taken in another unit than was typed.
  func words(_ taken: String) -> Text { Text(isCompleted ? taken : "") + Text.value(value) }

  /// The same, at the beginning of a sentence.
  var subject: Text { words("Taken as ") + Text(isCompleted ? ", that" : "") }
}

extension Remark.Counterexample {
  var words: Text {
    Text.place(values) + Text(" yours comes to ") + Text.value(found)
      + Text(isTooMuch ? ", which is too much." : ", which is too little.")
  }
}

extension Prediction {
  /// "effective goes from $27.78/gpu·h to $13.89/gpu·h." and "rent stays $12,000/month."
  /// - Parameter hasSettings: whether something was to be set, so that staying the same says something.
  public func told(hasSettings: Bool) -> Text {
    let subject = Text(name, .name)
    guard before != after else {
      return subject + (hasSettings ? " stays " : " is ")
        + Text(after.summary(within: marginAfter), .value) + "."
    }
    var (from, to) = (before.summary, after.summary)
    if let old = before.quantity, let new = after.quantity {
      (from, to) = Quantity.side(old, marginBefore, by: new, marginAfter)
    }
    let now = Text(to, .value) + "."
    guard from != to else { return subject + " hardly changes: it is " + now }
    return subject + " goes from " + Text(from, .value) + " to " + now
  }

  /// What a word is, without quotes.
  var toldInSmallLetters: Text {
    let word = after.text.filter { $0 != "\"" }.lowercased()
    return Text(name, .name) + " is " + Text(word, .value) + "."
  }
}

extension Prediction.Direction? {
  var words: String {
    switch self {
    case .right: "The direction is right."
    case .opposite: "It goes the other way."
    case .unchanged: "It does not stay as it is."
    case nil: ""
    }
  }
}
