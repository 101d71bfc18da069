import Basics
import Course
import Language

/// Which figures of an exercise a learner gets.
///
///     let variant = Variant(of: exercise, learner: "ada", salt: "autumn")
public struct Variant: Hashable, Sendable {
  /// The place of each variation's value, in the order of the exercise's variations.
  public let places: [Int]
  /// Orders what is shuffled, and draws what formulas are compared at.
  public let seed: UInt64
  /// A short text that is the same for the same figures of the same exercise, and for no others.
  public let identity: String

  /// The variant of a learner: always the same one, and drawn again by whoever grades.
  ///
  /// Each value is drawn with the name that it varies, so that another name in the exercise, or
  /// another order of them, leaves it as it was. An exercise that was renamed is drawn with the first
  /// id that it had.
  /// - Parameters:
  ///   - learner: the learner's id.
  ///   - salt: the course's; another one gives everybody other figures.
  public init(of exercise: Exercise, learner: String, salt: String) {
    let key = [learner, exercise.firstID, salt]
    let places = exercise.variations.map { variation in
      var draws = SplitMix64(seed: StableHash.of(key + [variation.name]))
      return draws.index(below: variation.count)
    }
    self.init(of: exercise, places: places, seed: StableHash.of(key))
  }

  /// A variant by its places, for proving all of them. A place that is not there counts as 0.
  public init(of exercise: Exercise, places: [Int], seed: UInt64) {
    self.places = exercise.variations.indices.map { index in
      guard places.indices.contains(index), places[index] >= 0,
        places[index] < max(1, exercise.variations[index].count)
      else { return 0 }
      return places[index]
    }
    self.seed = seed
    let parts = [exercise.firstID, self.places.map { "\($0)" }.joined(separator: ","), "\(seed)"]
    let digits = String(StableHash.of(parts), radix: 16)
    identity = String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The figures of a variant, each as it would be set: "gpus = 4 gpu".
  public func figures(of exercise: Exercise) -> [String] {
    zip(exercise.variations, places).compactMap { variation, place in
      variation.value(place).map { variation.figure($0) }
    }
  }

  /// The values of a variant, by the names that vary, in their order.
  public func values(of exercise: Exercise) -> [(name: String, value: Variation.Value)] {
    zip(exercise.variations, places).compactMap { variation, place in
      variation.value(place).map { (variation.name, $0) }
    }
  }
}

extension Variant {
  /// Up to this many combinations are all proved; of more, as many are drawn.
  public static let mostProved = 1000

  /// The variants that prove an exercise: all where there are at most 1,000, else as many drawn
  /// ones, the first and the last value of every name among them.
  public static func proving(_ exercise: Exercise) -> [Variant] {
    let counts = exercise.variations.map { max(1, $0.count) }
    if let all = exercise.variantCount, all <= mostProved {
      return (0..<all).map { number in
        var rest = number
        var places = [Int](repeating: 0, count: counts.count)
        for index in counts.indices.reversed() {
          places[index] = rest % counts[index]
          rest /= counts[index]
        }
        return Variant(of: exercise, places: places, seed: UInt64(number))
      }
    }
    var draws = SplitMix64(seed: StableHash.of([exercise.firstID]))
    var variants = [
      Variant(of: exercise, places: counts.map { _ in 0 }, seed: 0),
      Variant(of: exercise, places: counts.map { $0 - 1 }, seed: 1),
    ]
    while variants.count < mostProved {
      let places = counts.map { draws.index(below: $0) }
      variants.append(Variant(of: exercise, places: places, seed: draws.next()))
    }
    return variants
  }
}
