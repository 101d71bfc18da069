import Answers
import Basics
import Course
import Diagnostics
import Language

/// What a class shows of its exercises: how hard each is, whom it tells apart, what goes wrong, and
/// which mistakes it should list.
///
/// Points are those that answers earned, before a policy and corrections.
public struct ClassReport: Sendable {
  /// An exercise.
  public struct Item: Sendable {
    /// The exercise as a column of the gradebook.
    public var column: Grader.Column
    /// How many learners answered it, or looked at help.
    public var met = 0
    /// How many gave an answer that counts.
    public var answered = 0
    /// The mean share of its points over those who met it, from 0 to 1; nil where nobody did.
    public var difficulty: Double?
    /// Half of a 95% interval of that.
    public var difficultyMargin: Double?
    /// How its points go with those of all other exercises, from -1 to 1, over all learners, nothing
    /// counting as no points; nil for fewer than ten, and where nobody differs.
    public var discrimination: Double?
    /// Whether that is below 0 by more than chance explains.
    public var isReversed = false
    /// The mean number of answers that count, over those who answered.
    public var tries: Double?
    /// The mean number of hints, over those who met it.
    public var hints: Double?
    /// How many looked at the solution.
    public var solutions = 0
    /// The median time on it, in seconds; pauses of over half an hour are left out.
    public var seconds: Double?
    /// What was found of answers, and of how many learners each, what most did first.
    public var findings: [Finding] = []
    /// Mistakes that are listed and that nobody made.
    public var unmade: [String] = []
    /// How it went for each value of what varies.
    public var values: [ValueShare] = []
    /// Of a choice, how many picked each option at first.
    public var options: [Option] = []
    /// How many learners gave a wrong answer that nothing in the exercise explains.
    public var unexplained = 0
    /// Mistakes that could be listed, what most make first.
    public var suggestions: [MistakeSuggestion] = []
    /// Others that explain answers, and cannot be listed as they stand.
    public var held: [MistakeSuggestion] = []
  }

  /// What was found of answers.
  public struct Finding: Hashable, Sendable {
    /// As in gradebooks: "right", "mistake-1".
    public var key: String
    /// The formula of a listed mistake; empty for anything else.
    public var formula: String
    /// How many learners gave such an answer.
    public var learners: Int
  }

  /// How it went for those whose figures have a value.
  public struct ValueShare: Hashable, Sendable {
    /// What varies.
    public var name: String
    /// Its value.
    public var value: String
    /// How many of those who met the exercise have it.
    public var learners: Int
    /// Their mean share of the points.
    public var difficulty: Double
    /// Half of a 95% interval of that; nil for a single learner.
    public var margin: Double?
  }

  /// An option of a choice.
  public struct Option: Hashable, Sendable {
    /// What it says.
    public var words: String
    /// How many learners picked it with their first answer.
    public var learners: Int
  }

  /// How well the total tells learners apart.
  public struct Reliability: Hashable, Sendable {
    /// Cronbach's alpha; nothing that was handed in counts as no points.
    public var alpha: Double
    /// Whether all exercises were either right or wrong, so that it is KR-20.
    public var isRightOrWrong: Bool
    /// The standard error of a total, in points.
    public var standardError: Double
  }

  /// How many learners handed in something that could be graded.
  public private(set) var learners = 0
  /// The exercises, in the order of the gradebook.
  public private(set) var items: [Item] = []
  /// Of the exercises that count; nil where there are too few, or nobody differs.
  public private(set) var reliability: Reliability?
  /// The points of each learner over the exercises that count, in ascending order.
  public private(set) var totals: [Double] = []
  /// The mean of the totals.
  public private(set) var mean: Double?
  /// How much they vary: the standard deviation.
  public private(set) var deviation: Double?
  /// Points to be had.
  public private(set) var outOf = 0

  /// Learners below whom a correlation says nothing.
  static let fewestForCorrelation = 10

  /// - Parameter isCancelled: asked between exercises; those that are left are then without
  ///   suggestions.
  /// - Throws: what is wrong with an exercise.
  public init(
    of book: Gradebook, by grader: Grader, isCancelled: () -> Bool = { false }
  ) throws(Diagnostic) {
    let files = book.rows.filter { !$0.isSuperseded }.compactMap { $0.submission }
      .filter { $0.refusal == nil }
      // In an order of their own: sums and examples do not depend on the order of the files.
      .sorted { ($0.person, $0.file) < ($1.person, $1.file) }
    learners = files.count
    let counting = book.columns.filter { $0.counts }
    outOf = counting.reduce(0) { $0 + $1.points }
    let points = book.columns.map { column in
      files.map { $0.result(of: column.id)?.points ?? 0 }
    }
    let totals = files.indices.map { learner in
      zip(book.columns, points).reduce(0) { $1.0.counts ? $0 + $1.1[learner] : $0 }
    }
    self.totals = totals.sorted()
    mean = ItemStatistics.mean(totals)
    deviation = ItemStatistics.variance(totals)?.squareRoot()
    reliability = ClassReport.reliability(
      zip(book.columns, points).filter { $0.0.counts }.map { ($0.0.points, $0.1) }, deviation)
    for (column, own) in zip(book.columns, points) {
      var item = Item(column: column)
      let rest = zip(totals, own).map { column.counts ? $0 - $1 : $0 }
      if files.count >= ClassReport.fewestForCorrelation {
        item.discrimination = ItemStatistics.correlation(own, rest)
        item.isReversed =
          item.discrimination.map { ItemStatistics.isNegative($0, of: files.count) } ?? false
      }
      try item.fill(files, by: grader, isCancelled: isCancelled)
      items.append(item)
    }
  }

  private static func reliability(
    _ items: [(outOf: Int, points: [Double])], _ deviation: Double?
  ) -> Reliability? {
    guard let alpha = ItemStatistics.alpha(items.map { $0.points }), let deviation else {
      return nil
    }
    let isRightOrWrong = items.allSatisfy { item in
      item.points.allSatisfy { $0 == 0 || $0 == Double(item.outOf) }
    }
    return Reliability(
      alpha: alpha, isRightOrWrong: isRightOrWrong,
      standardError: deviation * max(0, 1 - alpha).squareRoot())
  }
}
