import Diagnostics
import Language
import Quantities
import Synchronization
import Workbook

/// What the answers to an exercise are judged with, the same for all variants with the same figures:
/// worked out once, since it may take a simulation.
final class Yardstick: Sendable {
  /// A goal's starting state.
  let start = Once<Workbook>()
  /// What is guessed, before and after what the question sets.
  let prediction = Once<Prediction>()
  /// What a number should be.
  let answer = Once<Quantity>()
  /// The points at which formulas are compared.
  let draws = Once<FormulaDraws>()

  /// Something that is made once: who comes while it is made waits for it.
  struct Once<Made: Sendable>: ~Copyable, Sendable {
    private let known = Mutex<Made?>(nil)

    func callAsFunction(_ make: () throws(Diagnostic) -> Made) throws(Diagnostic) -> Made {
      try known.withLock { known throws(Diagnostic) in
        if let known { return known }
        let made = try make()
        known = made
        return made
      }
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
