/// Sequences that are answered together, each pass through the network one token of all of them:
/// continuous batching (Yu and others, "Orca", OSDI 2022). They join and leave between passes.
///
///     let batch = Batch(engine)
///     try batch.add(Request("A GPU is", tokens: 32), as: 1)
///     while batch.count > 0 { try batch.pass { print($0.text); return .goOn } }
///
/// The text of each is the same as if it were alone. One caller at a time.
public final class Batch {
  /// What runs it.
  public let engine: Engine
  /// What is kept of earlier sequences, for those that begin alike; nil where nothing is.
  public let prefixes: PrefixCache?
  private var active: [ActiveSequence] = []

  /// A batch without sequences.
  /// - Parameter prefixes: what is kept of this model's earlier sequences; nil to keep nothing.
  public init(_ engine: Engine, prefixes: PrefixCache? = nil) {
    self.engine = engine
    self.prefixes = prefixes
  }

  /// Sequences in it.
  public var count: Int { active.count }
  /// How many it takes: one token of each has to go through together.
  public var room: Int { engine.batchSize - active.count }

  /// Adds a sequence, to begin with the next pass.
  /// - Parameters:
  ///   - number: what its steps are told under; of no other sequence in it.
  ///   - arrived: when it was asked for, on `Machine`'s clock.
  /// - Returns: tokens of its prompt.
  /// - Throws: `.invalidRequest` where it cannot be run, or there is no room.
  @discardableResult
  public func add(
    _ request: Request, as number: Int, arrived: Double = Machine.now
  ) throws(InferenceError) -> Int {
    guard room > 0 else {
      throw InferenceError(.invalidRequest, "together", .outside(1, Double(engine.batchSize)))
    }
    let sequence = try ActiveSequence(
      number, request, engine.model, arrived: arrived, prefixes: prefixes)
    active.append(sequence)
    return sequence.result.promptTokens
  }

  /// Takes a sequence out, with what there is of it; nil where it is not in the batch.
  @discardableResult
  public func remove(_ number: Int) -> Generation? {
    guard let index = active.firstIndex(where: { $0.number == number }) else { return nil }
    let sequence = active.remove(at: index)
    prefixes?.keep(sequence)
    return sequence.stop()
  }

  /// One pass: a token of each sequence that decodes, and prompts in the room that is left.
  /// - Parameter onStep: is told each token, and with the last one what was generated. Once it says
  ///   stop, the rest of the pass is left; sequences may then be removed and no more.
  /// - Throws: `.notFinite`, and `.cancelled` where the engine's `isCancelled` says so.
  @discardableResult
  public func pass(
    _ onStep: (_ step: Step, _ ended: Generation?) -> Flow
  ) throws(InferenceError) -> Flow {
    guard !active.isEmpty else { return .goOn }
    try engine.checkCancelled()
    var ended: Set<Int> = []
    var flow = Flow.goOn
    for (sequence, logits) in try engine.pass(active) {
      let (step, done) = try sequence.advance(
        logits, contextLength: engine.model.shape.contextLength)
      if done {
        ended.insert(sequence.number)
        prefixes?.keep(sequence)
      }
      flow = onStep(step, done ? sequence.result : nil)
      if flow == .stop { break }
    }
    active.removeAll { ended.contains($0.number) }
    return flow
  }
}
