import Basics

/// How many rounds of runs a simulation gets whose arguments are not known, and what was found in
/// them: for an estimate that is shown after few runs and told again after more.
///
/// Rounds are counted, never timed: the figures after so many of them are the same on every machine.
public final class RunRounds: Sendable {
  /// One call of a simulator.
  struct Call: Hashable, Sendable {
    let function: String
    let arguments: [String: [Value]]
    let sampled: Set<String>
    /// Into how many parts the work was divided, which says how much each may do.
    let parts: Int
  }

  /// What a call came to, and the work that it took.
  struct Made: Sendable {
    let value: Value
    let effort: Effort
  }

  private struct State: Sendable {
    var made: [Call: Made] = [:]
    var wasCut = false
  }

  /// How many rounds there are at most.
  public let most: Int
  private let state: Locked<State>

  /// One round, of which nothing is known yet.
  public init() {
    most = 1
    state = Locked(State())
  }

  /// A round more than before, with all that was found before.
  public init(after earlier: RunRounds) {
    most = earlier.most + 1
    let made = earlier.state.withLock { $0.made }
    state = Locked(State(made: made))
  }

  /// Whether more rounds would have told more.
  public var wasCut: Bool { state.withLock { $0.wasCut } }

  func cut() { state.withLock { $0.wasCut = true } }

  func made(_ call: Call) -> Made? { state.withLock { $0.made[call] } }

  func keep(_ made: Made, of call: Call) { state.withLock { $0.made[call] = made } }
}
