import Diagnostics
import Language
import Quantities
import Synchronization
import Workbook

/// What the answers to an exercise are judged with, the same for all variants with the same figures:
/// worked out once, since it may take a simulation.
final class Yardstick: Sendable {
  private let start = Mutex<Workbook?>(nil)
  private let draws = Mutex<FormulaDraws?>(nil)
  private let prediction = Mutex<Prediction?>(nil)
  private let answer = Mutex<Quantity?>(nil)

  /// A goal's starting state. Who comes while it is made waits for it.
  func start(_ make: () throws(Diagnostic) -> Workbook) throws(Diagnostic) -> Workbook {
    try start.withLock { known throws(Diagnostic) in
      if let known { return known }
      let made = try make()
      known = made
      return made
    }
  }

  /// What a number should be.
  func answer(_ make: () throws(Diagnostic) -> Quantity) throws(Diagnostic) -> Quantity {
    try answer.withLock { known throws(Diagnostic) in
      if let known { return known }
      let made = try make()
      known = made
      return made
    }
  }

  /// What is guessed, before and after what the question sets.
  func prediction(
    _ make: () throws(Diagnostic) -> Prediction
  ) throws(Diagnostic) -> Prediction {
    try prediction.withLock { known throws(Diagnostic) in
      if let known { return known }
      let made = try make()
      known = made
      return made
    }
  }

  /// The points at which formulas are compared.
  func draws(_ make: () throws(Diagnostic) -> FormulaDraws) throws(Diagnostic) -> FormulaDraws {
    try draws.withLock { known throws(Diagnostic) in
      if let known { return known }
      let made = try make()
      known = made
      return made
    }
  }
}

extension PosedExercise {
  /// The same figures, shuffled as another variant with the same places has it.
  public init(_ other: PosedExercise, as variant: Variant) {
    self.init(other, as: variant, box: other.box)
  }

  init(_ other: PosedExercise, as variant: Variant, box: AnswerBox?) {
    exercise = other.exercise
    self.variant = variant
    self.box = box
    var workbook = other.workbook
    if let box { workbook.isInterrupted = { box.look() } }
    self.workbook = workbook
    givens = other.givens
    yardstick = other.yardstick
  }
}
