import Course
import Language
import Quantities
import Workbook

/// One thing to say to an answer, as values: Presentation has the words.
public enum Remark: Hashable, Sendable {
  /// It is right, and there is no more to it.
  case right
  /// It was taken down; who grades it has the answer.
  case recorded
  /// There is a hint to be had.
  case hint
  /// What the author wrote for such an answer, with what its figures come to; one that has no value
  /// is missing.
  case author(Markup, figures: [Figure: Value])

  /// The right quantity, and the exact one where that may be of interest.
  case rightAmount(Taken, exact: Quantity?)
  /// A quantity that is nothing like the right one.
  case wrongAmount(Taken)
  /// A quantity that is off by a factor that betrays the slip.
  case slippedAmount(Taken, FactorSlip)
  /// A quantity that is nearly right, and how far off would be right: a share or an amount.
  case closeAmount(Taken, allowed: Quantity)

  /// An option that was picked.
  case picked([Inline], isRight: Bool)
  /// All that were picked are right, and there are more.
  case moreIsRight
  /// How many steps stand in their order to each other, of how many, and two that do not.
  case order(Int, of: Int, wrong: Mismatch<Markup>?)
  /// How many pairs belong together, of how many, and one that does not.
  case pairs(Int, of: Int, wrong: Mismatch<[Inline]>)

  /// A formula that is off by the same slip wherever it is looked at.
  case slippedFormula(FactorSlip)
  /// A formula that has no value at these, and why.
  case undefinedFormula(at: [Given], why: String)
  /// A formula that is wrong: where, if there is an example, and what it should perhaps read.
  case wrongFormula(Counterexample?, unread: String?)

  /// Whether a goal is reached, and how its conditions stand.
  case goal(isReached: Bool, [ConditionResult])

  /// A guess that is right; itself, where it is not the very value.
  case rightGuess(Prediction, given: Quantity?)
  /// A guess that is not, and where it lies.
  case wrongGuess(Quantity, isNear: Bool, Prediction.Direction?)
  /// A guess that is right but for its sign.
  case guessOffBySign(Quantity)
  /// A guess of a word, and the right one where that is told.
  case guessedWord(isRight: Bool, told: Prediction?)
  /// What was to be guessed.
  case told(Prediction)
}

extension Remark {
  /// A quantity as an answer was taken.
  public struct Taken: Hashable, Sendable {
    /// The quantity.
    public let value: Quantity
    /// Whether it has another unit than was typed.
    public let isCompleted: Bool
  }

  /// Two that do not go together as they were put.
  public struct Mismatch<Part: Hashable & Sendable>: Hashable, Sendable {
    /// The one that was put first, or left.
    public let first: Part
    /// The one behind it, or right of it.
    public let second: Part
  }

  /// Values for which a formula comes out wrong.
  public struct Counterexample: Hashable, Sendable {
    /// What its variables stand for.
    public let values: [Given]
    /// What it comes to, in the unit of what is right.
    public let found: Quantity
    /// Whether that is too much; too little otherwise.
    public let isTooMuch: Bool
  }
}

extension PosedExercise {
  /// What an author replies, with its figures as they are in a workbook.
  func reply(_ words: Markup, in workbook: Workbook) -> Remark {
    var values: [Figure: Value] = [:]
    for figure in words.figures {
      guard let expression = figure.expression else { continue }
      // A figure without a value says so where it is shown.
      values[figure] = try? workbook.value(of: expression)
    }
    return .author(words, figures: values)
  }

  /// Offers a hint, where there are any.
  var hintOffer: [Remark] { exercise.hints.isEmpty ? [] : [.hint] }
}
