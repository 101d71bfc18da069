import Answers
import Course

/// How likely it is that a learner can do what an objective says, from their answers.
///
/// Bayesian knowledge tracing (Corbett and Anderson, 1995): somebody either can do it or not yet.
/// Who can is right but for a slip, who cannot is right by luck only, and each answer, with the reply
/// to it, may be what teaches it.
///
///     var mastery = Mastery()
///     mastery.take(Mastery.Observation(isRight: true, luck: 0.25, time: 0))
///     mastery.known  // 0.55, from 0.2
public struct Mastery: Hashable, Sendable {
  /// An answer to a question, given without help.
  public struct Observation: Hashable, Sendable {
    /// Whether it was right.
    public var isRight: Bool
    /// The chance of being right for who cannot do it, from 0 to 1.
    public var luck: Double
    /// In seconds since 1970.
    public var time: Double

    /// Creates an observation.
    public init(isRight: Bool, luck: Double, time: Double) {
      self.isRight = isRight
      self.luck = luck
      self.time = time
    }
  }

  /// The chance that somebody can do it before the first answer.
  public static let atFirst = 0.2
  /// The chance that an answer teaches it.
  public static let learned = 0.15
  /// The chance that who can do it errs all the same.
  public static let slip = 0.1
  /// From here on it counts as learned.
  public static let enough = 0.95

  /// The chance that it can be done, from 0 to 1.
  public private(set) var known: Double = Mastery.atFirst
  /// How many answers it rests on.
  public private(set) var count = 0

  /// Of somebody who has answered nothing.
  public init() {}

  /// After answers, in whatever order they are given here.
  public init(_ observations: [Observation]) {
    for observation in observations.sorted(by: { $0.time < $1.time }) { take(observation) }
  }

  /// Takes in an answer.
  public mutating func take(_ observation: Observation) {
    let luck = min(max(observation.luck, 0.001), 0.9)
    let (able, unable) =
      observation.isRight
      ? (known * (1 - Mastery.slip), (1 - known) * luck)
      : (known * Mastery.slip, (1 - known) * (1 - luck))
    let posterior = able / (able + unable)
    known = posterior + (1 - posterior) * Mastery.learned
    count += 1
  }

  /// Whether it counts as learned.
  public var isEnough: Bool { known >= Mastery.enough }
}

extension PosedExercise {
  /// The chance of answering it right without knowing how.
  public var luck: Double {
    switch exercise.task {
    case .choice(let options):
      let isSingle = options.count { $0.isRight } == 1
      let ways = isSingle ? options.count : (1 << min(options.count, 16)) - 1
      return 1 / Double(max(1, ways))
    case .order(let steps): return 1 / ways(of: steps.count)
    case .match(_, let pairs): return 1 / ways(of: pairs.count)
    case .number, .formula, .goal, .predict: return 0.05
    }
  }

  private func ways(of count: Int) -> Double {
    (1...max(1, min(count, 20))).reduce(1.0) { $0 * Double($1) }
  }
}
