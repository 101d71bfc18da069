import Diagnostics
import Language
import Quantities

/// An exercise as its author wrote it.
public struct Exercise: Sendable {
  /// What a learner has to do, and what makes it right.
  public enum Task: Sendable {
    /// Type a quantity. The answer is nil only where it is withheld.
    case number(answer: Expression?)
    /// Choose from answers, one or several of them right.
    case choice([ChoiceOption])
    /// Type a formula over `variables` that has the same value as the answer's for all of them.
    case formula(answer: Expression?, variables: [Variation])
    /// Set parameters of a model so that all conditions hold: those in `change`, or where that is
    /// empty, any.
    case goal(conditions: [Expression], start: [Setting], change: [Target])
    /// Bring steps, given here in the right order, into it.
    case order([Step])
    /// Find what belongs together.
    case match(heads: (left: [Inline], right: [Inline]), pairs: [Pair])
    /// Say what a cell will be before looking.
    case predict(Guess)
  }

  /// The word for a task in the file.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case number, choice, formula, goal, order, match, predict
  }

  /// The file.
  public var source: Source
  /// What chapters and progress call the exercise.
  public var id: String
  /// Where the id is written, or whatever stands for it.
  public var idSpan: SourceSpan
  /// Ids that it had before, the oldest first.
  public var was: [String]
  /// Where they are written.
  public var wasSpan: SourceSpan
  /// What readers call the exercise.
  public var title: String
  /// What a right answer is worth, 1 to 1,000.
  public var points: Int
  /// What the learner has to do.
  public var task: Task
  /// The model whose cells the formulas mean by their bare names, where they mean any.
  public var model: Reference?
  /// What differs from learner to learner.
  public var variations: [Variation]
  /// How far from the answer still counts as right, as a share of it or as an amount; nil for the
  /// usual tolerance.
  public var tolerance: Expression?
  /// Wrong answers with replies of their own, the first that fits counting.
  public var mistakes: [Mistake]
  /// Hints, in the order they are given.
  public var hints: [Hint]
  /// How many answers count; nil for the usual.
  public var attempts: Int?
  /// Whether it counts, so that its answer is kept out of learners' copies of the course.
  public var isGraded: Bool
  /// Whether this is a learner's copy, without answer, mistakes and solution.
  public var isWithheld: Bool
  /// What the learner is asked.
  public var prompt: Markup
  /// The worked solution.
  public var solution: Markup
}

/// A likely wrong answer, and the reply to it.
public struct Mistake: Sendable {
  /// The value of the wrong answer; for a goal, a condition that betrays the mistake.
  public var when: Expression
  /// What a learner who made the mistake is told.
  public var reply: Markup
  /// Where it is written.
  public var span: SourceSpan

  /// Creates a mistake.
  public init(when: Expression, reply: Markup, span: SourceSpan) {
    self.when = when
    self.reply = reply
    self.span = span
  }
}

/// Help on request.
public struct Hint: Sendable {
  /// What the hint says.
  public var text: Markup
  /// What it costs: a plain number of points, or a percentage of the exercise's; nil for nothing.
  public var cost: Quantity?
  /// Where it is written.
  public var span: SourceSpan
}

/// A cell and the value it starts with.
public struct Setting: Sendable {
  /// The cell.
  public var target: Target
  /// The value.
  public var value: Expression
}

/// One of the things to be put in order.
public struct Step: Sendable {
  /// What the author calls it; empty where it has no name.
  public var id = ""
  /// What the step is.
  public var text: Markup
  /// Where it is written.
  public var span: SourceSpan
}

/// Two things that belong together.
public struct Pair: Sendable {
  /// What the author calls the halves; empty where they have no names.
  public var ids = (left: "", right: "")
  /// The left one.
  public var left: [Inline]
  /// The right one.
  public var right: [Inline]
}

extension Exercise {
  /// The word for the task in the file.
  public var kind: Kind {
    switch task {
    case .number: .number
    case .choice: .choice
    case .formula: .formula
    case .goal: .goal
    case .order: .order
    case .match: .match
    case .predict: .predict
    }
  }

  /// The id that its figures are drawn with: the first that it ever had, so that another name gives
  /// nobody other figures.
  public var firstID: String { was.first ?? id }

  /// Whether it has an id, or had it before.
  public func isCalled(_ name: String) -> Bool { id == name || was.contains(name) }

  /// How many different exercises it makes; nil where that is more than an Int holds.
  public var variantCount: Int? {
    var count = 1
    for variation in variations {
      let (product, isOver) = count.multipliedReportingOverflow(by: max(1, variation.count))
      if isOver { return nil }
      count = product
    }
    return count
  }

  /// All prose: for links and figures.
  public var markups: [Markup] {
    var found = [prompt, solution] + mistakes.map { $0.reply } + hints.map { $0.text }
    switch task {
    case .choice(let options): found += options.flatMap { $0.markups }
    case .order(let steps): found += steps.map { $0.text }
    case .match(let heads, let pairs):
      let cells = [heads.left, heads.right] + pairs.flatMap { [$0.left, $0.right] }
      found += cells.map { inlines in
        Markup([MarkupBlock(form: .paragraph(inlines), span: idSpan)])
      }
    case .number, .formula, .goal, .predict: break
    }
    return found
  }
}
