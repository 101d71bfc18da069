import Diagnostics
import Language

/// A line whose answer is estimated from few runs of a simulator at first, and from more with every
/// round: for whoever looks at it meanwhile.
///
///     var refinement = Refinement(of: statement, in: workbook)
///     var answer = try refinement.next(in: &workbook)
///     while !refinement.isOver { answer = try refinement.next(in: &workbook) }
///
/// The answer after a round depends on the line alone, never on how long that took; after the last one
/// the workbook is as if the line had been run at once.
public struct Refinement: Sendable {
  private let before: Workbook
  private let statement: Statement
  private var rounds = RunRounds()
  /// Whether further rounds would tell nothing more.
  public private(set) var isOver = false

  /// Begins with a line; nil for lines that give no estimate of their own.
  /// - Parameter workbook: as it is before the line.
  public init?(of statement: Statement, in workbook: Workbook) {
    switch statement {
    case .binding, .expression: break
    case .empty, .function, .unit, .question: return nil
    }
    self.statement = statement
    before = workbook
  }

  /// Makes a round: the workbook is then what the line makes of it with so many runs.
  /// - Parameter isStopped: asked now and then whether to stop, in place of the workbook's own.
  /// - Throws: what is wrong with the line; `interrupted` where it was stopped: the workbook is then
  ///   left as it is, and what was simulated is not simulated again.
  public mutating func next(
    in workbook: inout Workbook, isStopped: (@Sendable () -> Bool)? = nil
  ) throws(Diagnostic) -> Answer {
    var copy = before
    copy.rounds = rounds
    if let isStopped { copy.isInterrupted = isStopped }
    defer { copy.rounds = nil }
    let answer: Answer
    do throws(Diagnostic) {
      answer = try copy.run(statement)
    } catch {
      if error.code != .interrupted { isOver = true }
      throw error
    }
    if rounds.wasCut { rounds = RunRounds(after: rounds) } else { isOver = true }
    copy.rounds = nil
    copy.isInterrupted = before.isInterrupted
    workbook = copy
    return answer
  }
}
