import Basics
import Course

extension Variant {
  /// The variant with which a learner does an exercise once more.
  ///
  /// Each of its figures is another one than the time before, where the exercise has others: with some
  /// of them the answer would often stay what it was.
  /// - Parameter round: 0 for the one that is graded, 1 for the first review.
  public init(of exercise: Exercise, learner: String, salt: String, round: Int) {
    self.init(of: exercise, learner: learner, salt: salt)
    guard round > 0 else { return }
    for number in 1...min(round, Variant.mostRounds) {
      let key = [learner, exercise.firstID, "\(salt)\u{1F}review \(number)"]
      let next = zip(exercise.variations, places).map { variation, before in
        guard variation.count > 1 else { return 0 }
        var draws = SplitMix64(seed: StableHash.of(key + [variation.name]))
        let place = draws.index(below: variation.count - 1)
        return place < before ? place : place + 1
      }
      self.init(of: exercise, places: next, seed: StableHash.of(key))
    }
  }

  /// Beyond this many reviews the figures stay.
  public static let mostRounds = 200
}
