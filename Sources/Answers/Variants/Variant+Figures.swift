import Basics
import Course
import Language

extension Variant {
  /// The variant that has these figures; nil where one of its names has another figure in each of
  /// them, as after the exercise was changed.
  /// - Parameters:
  ///   - figures: as `figures(of:)` writes them, in any order and among others.
  ///   - seed: orders what is shuffled.
  public init?(of exercise: Exercise, figures: [String], seed: UInt64) {
    let figures = Set(figures)
    var places: [Int] = []
    for variation in exercise.variations {
      let place = (0..<variation.count).first { place in
        variation.value(place).map { figures.contains(variation.figure($0)) } ?? false
      }
      guard let place else { return nil }
      places.append(place)
    }
    self.init(of: exercise, places: places, seed: seed)
  }
}

extension Variation {
  /// A value as it would be set: "gpus = 4 gpu".
  func figure(_ value: Value) -> String { "\(name) = \(value.value.text)" }
}
