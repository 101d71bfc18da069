import Course

extension Variant {
  /// The variant with which a learner does an exercise once more.
  ///
  /// Its figures are other ones than those of the time before, where the exercise has others.
  /// - Parameter round: 0 for the one that is graded, 1 for the first review.
  public init(of exercise: Exercise, learner: String, salt: String, round: Int) {
    self.init(of: exercise, learner: learner, salt: salt)
    guard round > 0 else { return }
    for number in 1...min(round, Variant.mostRounds) {
      let before = places
      for draw in 0..<8 {
        self.init(
          of: exercise, learner: learner, salt: "\(salt)\u{1F}review \(number) \(draw)")
        if places != before { break }
      }
    }
  }

  /// Beyond this many reviews the figures stay.
  public static let mostRounds = 200
}
