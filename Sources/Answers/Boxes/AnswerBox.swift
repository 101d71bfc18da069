import Diagnostics
import Language
import Synchronization

/// What an answer of a stranger is judged in: so much work and no more, and nothing but the figures
/// of the course.
///
///     let box = AnswerBox(most: 1000)
///     let verdict = try? PosedExercise(posed, in: box).verdict(on: answer)
///     if let reason = box.reason { … }   // the verdict is none
///
/// Work is counted in looks, of which there is one at 1,000 steps of a formula and at some thousand
/// requests of a simulation, so that the same answer is stopped at the same place on every machine.
public final class AnswerBox: Sendable {
  /// Why an answer cannot be judged.
  public enum Reason: String, Hashable, Sendable {
    /// It takes more work than is allowed.
    case work
    /// It measures this machine, or reads a file or a model.
    case outside
  }

  private struct State {
    var looks = 0
    var reason: Reason?
    var wasCancelled = false
  }

  private let most: Int
  private let isCancelled: @Sendable () -> Bool
  private let state = Mutex(State())

  /// - Parameters:
  ///   - most: how many looks there are.
  ///   - isCancelled: whether judging is to end at once, for whatever reason.
  public init(most: Int, isCancelled: @escaping @Sendable () -> Bool = { false }) {
    self.most = most
    self.isCancelled = isCancelled
  }

  /// The looks so far: what the answer took.
  public var looks: Int { state.withLock { $0.looks } }

  /// Why it cannot be judged; nil where the verdict holds.
  public var reason: Reason? { state.withLock { $0.reason } }

  /// Whether judging was ended before it was done.
  public var wasCancelled: Bool { state.withLock { $0.wasCancelled } }

  func look() -> Bool {
    let isCancelled = isCancelled()
    return state.withLock { state in
      state.looks += 1
      if isCancelled { state.wasCancelled = true }
      if state.looks > most { state.reason = .work }
      return isCancelled || state.reason != nil
    }
  }

  func refuse() { state.withLock { $0.reason = .outside } }
}

extension PosedExercise {
  /// The same exercise, whose answers are judged in a box. What does not depend on the answer is
  /// worked out before, outside of it.
  public init(_ other: PosedExercise, in box: AnswerBox) {
    other.prepare()
    self.init(other, as: other.variant, box: box)
  }

  private func prepare() {
    switch exercise.task {
    // What is wrong with the exercise is told by the verdict.
    case .goal: _ = try? start()
    // As above.
    case .predict(let guess): _ = try? prediction(of: guess)
    // As above.
    case .formula(let formula?, let variables): _ = try? draws(of: formula, variables)
    // As above.
    case .number(let formula?): _ = try? answer(formula)
    case .formula, .number, .choice, .order, .match: break
    }
  }

  /// Whether an answer calls nothing that reaches out of the course.
  func staysInside(_ typed: TypedAnswer) -> Bool {
    // What cannot be read is not computed either.
    switch exercise.task {
    case .choice, .order, .match: return true
    case .goal:
      return typed.text.split(separator: ";").allSatisfy { line in
        // As above.
        guard let read = try? Statement.parse(Source(line.trimmed), in: workbook.parsingScope())
        else { return true }
        return staysInside(read)
      }
    case .number, .formula, .predict:
      // As above.
      guard let read = try? typed.statement(in: scope(in: workbook), AnswerUnits(of: workbook))
      else { return true }
      return staysInside(read)
    }
  }

  private func staysInside(_ statement: Statement) -> Bool {
    let formula: Expression
    switch statement {
    case .expression(let expression): formula = expression
    case .binding(let binding): formula = binding.value
    case .empty, .function, .unit, .question: return true
    }
    var namesFile = false
    formula.visit { part in
      // A text may reach a function of the author's that reads a file.
      if case .text(let text) = part.form {
        namesFile = namesFile || text == "-" || text.contains { "/.~\\".contains($0) }
      }
    }
    return !namesFile && workbook.reachingOut(formula) == nil
  }
}
