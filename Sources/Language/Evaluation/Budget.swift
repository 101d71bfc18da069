import Basics
import Diagnostics

/// How much work an evaluation may still do, and how much it has done. Every evaluation carries one.
public struct Budget: Sendable {
  /// Steps taken by operators, names and calls.
  public static let steps = 200_000
  /// How deep functions may call each other.
  public static let calls = 64
  /// How deep expressions may stand in each other over all calls; bounds the stack.
  static let levels = 400

  /// Steps that the samples of an uncertain value may take together where each is computed by
  /// itself.
  static let sampleSteps = 5_000_000
  /// What the samples may do together besides steps.
  static let mostOfSamples = Effort.events(200_000_000)
  /// At how many samples a simulation is run whose arguments are not known, at first and then.
  static let runs = [12, 24, 48]
  /// Less than this is over before anybody could look at a first estimate.
  static let quickRuns = Effort.events(1_000_000)
  /// No further runs are begun where they took so much together.
  static let mostOfRuns = Effort.events(6_000_000)
  /// Steps that looking at the kind of a part may take which is not reached.
  static let lookingAhead = 2_000
  /// What drawing samples, or going through them one by one, counts at least.
  static let samplesCost = 400
  /// So many steps of samples count as one.
  static let samplesShare = 50

  /// Into how many parts the work of a simulation is divided: 1, or as often as it may be run at
  /// other samples.
  public private(set) var parts = 1
  private(set) var stepsLeft: Int
  private let steps: Int
  /// What was done besides the steps.
  private var besides = Effort.none
  private var depth = 0
  private var level = 0
  private let isInterrupted: @Sendable () -> Bool
  /// Measurements not made in this round are made again; nil takes whatever was measured already.
  public let measuringRound: MeasuringRound?
  /// How many rounds of runs there are at most; nil for as many as tell anything.
  let rounds: RunRounds?
  /// Told by native functions that take long what they are doing, in a few words.
  public let onProgress: @Sendable (WorkProgress) -> Void

  /// - Parameters:
  ///   - steps: how many steps there are.
  ///   - measuringRound: in which round a measurement is good enough; nil for any.
  ///   - rounds: how many rounds of runs there are at most; nil for as many as tell anything.
  ///   - isInterrupted: asked every thousand steps, and by native functions now and then.
  ///   - onProgress: told what takes long.
  public init(
    steps: Int = Budget.steps, measuringRound: MeasuringRound? = nil,
    rounds: RunRounds? = nil, isInterrupted: @escaping @Sendable () -> Bool = { false },
    onProgress: @escaping @Sendable (WorkProgress) -> Void = { _ in }
  ) {
    self.steps = steps
    stepsLeft = steps
    self.measuringRound = measuringRound
    self.rounds = rounds
    self.onProgress = onProgress
    self.isInterrupted = isInterrupted
  }

  /// Takes one step, and one level down until `leave`.
  mutating func enter(_ span: @autoclosure () -> SourceSpan) throws(Diagnostic) {
    level += 1
    guard level <= Budget.levels else {
      throw Diagnostic(
        .tooMuchWork, "Functions call each other more than 400 levels deep.", at: span()
      ).label("stopped here")
    }
    try take(1, span())
    if stepsLeft % 1000 == 0 { try checkInterrupt() }
  }

  /// Takes the steps of drawing samples, or of going through them, which is looked at each time: it takes
  /// as long as some thousand other steps.
  mutating func takeSamples(_ span: @autoclosure () -> SourceSpan) throws(Diagnostic) {
    try take(Budget.samplesCost, span())
    try checkInterrupt()
  }

  /// Takes the steps of something larger.
  mutating func take(_ steps: Int, _ span: @autoclosure () -> SourceSpan) throws(Diagnostic) {
    stepsLeft -= steps
    if stepsLeft < 0 {
      throw Diagnostic(.tooMuchWork, "This takes more than 200,000 steps.", at: span())
        .label("stopped here")
    }
  }

  mutating func leave() { level -= 1 }

  /// The budget of one of several runs of the same simulation.
  func part(_ index: Int, of count: Int) -> Budget {
    var part = Budget(
      steps: stepsLeft, measuringRound: measuringRound, rounds: rounds,
      isInterrupted: isInterrupted,
      onProgress: { [onProgress] in onProgress($0.part(index, of: count)) })
    part.parts = count
    return part
  }

  /// Leaves no more than so many steps.
  mutating func limit(to steps: Int) { stepsLeft = min(stepsLeft, steps) }

  /// Counts work that is not done in steps; native functions say so what they did.
  public mutating func spend(_ effort: Effort) { besides += effort }

  /// Counts work that is about to be done in one piece, and is looked at as often as steps are that
  /// take as long.
  /// - Throws: `interrupted`.
  public mutating func work(_ effort: Effort) throws(Diagnostic) {
    spend(effort)
    for _ in 0..<min(effort.units / Effort.steps(1000).units, 1_000_000) { try checkInterrupt() }
  }

  /// All that was done so far.
  public var spent: Effort { .steps(steps - stepsLeft) + besides }

  /// Takes the steps of the samples together, which count less, and what else they did.
  mutating func take(
    samples work: Int, besides others: Effort, _ span: @autoclosure () -> SourceSpan
  ) throws(Diagnostic) {
    let counted = work / Budget.samplesShare
    spend(others + .steps(work - counted))
    try take(counted, span())
  }

  /// What was done besides the steps since an earlier state.
  func spentBesides(since earlier: Budget) -> Effort {
    besides - earlier.besides
  }

  /// Throws if Ctrl-C was pressed.
  public func checkInterrupt() throws(Diagnostic) {
    if isInterrupted() { throw Diagnostic(.interrupted, "Stopped; nothing was changed.") }
  }

  /// Whether Ctrl-C was pressed, for work that ends by itself.
  public var interrupted: @Sendable () -> Bool { isInterrupted }

  mutating func enterCall(_ span: SourceSpan) throws(Diagnostic) {
    depth += 1
    guard depth <= Budget.calls else {
      throw Diagnostic(.tooMuchWork, "Functions call each other more than 64 deep.", at: span)
        .label("the 65th call")
    }
  }

  mutating func leaveCall() { depth -= 1 }
}
