/// What an answer turned out to be.
public enum Finding: Hashable, Sendable {
  case right
  /// Some of it is right.
  case partial
  /// Nearly the right number, but further off than is allowed.
  case close
  /// One of the mistakes that the author listed, by its place from 0.
  case mistake(Int)
  /// Off by exactly a factor that betrays the slip; named by what it is: "1000", "hours", "gpus".
  case factor(String)
  case wrong
  /// What was picked, or the figures that it was picked for, are not in the exercise any more: a
  /// person has to say what it is worth.
  case unmatched
  /// Judging it would take more than is allowed, or reach out of the course.
  case notGradable(AnswerBox.Reason)
  /// The right answer is not in this copy of the course.
  case recorded

  /// The word for it in gradebooks, the same in every version: "mistake-1", "factor-1000".
  public var key: String {
    switch self {
    case .right: "right"
    case .partial: "partial"
    case .close: "close"
    case .mistake(let index): "mistake-\(index + 1)"
    case .factor(let name): "factor-\(name)"
    case .wrong: "wrong"
    case .unmatched: "unmatched"
    case .notGradable(let reason): "not-gradable-\(reason.rawValue)"
    case .recorded: "recorded"
    }
  }
}
