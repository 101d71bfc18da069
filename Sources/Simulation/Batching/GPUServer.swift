/// A server that decodes many requests together, with continuous batching (Yu and others, "Orca",
/// OSDI 2022), a KV cache in blocks (Kwon and others, SOSP 2023) and chunked prefill (Agrawal and
/// others, OSDI 2024), scheduled as vLLM does: what is being answered goes first, then prompts in the
/// order in which they came, as far as the budget of the step and the cache go.
public struct GPUServer: Sendable, Equatable {
  /// How long a step takes.
  public var law: StepLaw
  /// Tokens that the KV cache holds.
  public var room: Int
  /// Tokens of a block of the cache.
  public var block = 16
  /// The most tokens of a step: one for each sequence being answered, and what is left for prompts.
  public var budget = 8192
  /// The most sequences at once.
  public var sequences = 1024
  /// The share of a prompt that is found in the cache because an earlier one began alike.
  public var cached = 0.0

  /// Seconds in which the keys and values of a token are copied to the host's memory, or back. Who is
  /// put out of a full cache is copied; with 0 it is read anew, as vLLM does.
  public var swap = 0.0
  /// Servers that read the prompts, where this one only writes (Zhong and others, "DistServe", OSDI
  /// 2024). Each request is read by the one with the fewest.
  public var readers: [GPUServer] = []
  /// Seconds in which the keys and values of a token go from a reader to this one.
  public var transfer = 0.0

  /// A server by its law and the tokens that its KV cache holds.
  public init(law: StepLaw, room: Int) { (self.law, self.room) = (law, room) }

  /// How many requests of a length the cache holds to their last token.
  /// - Parameter tokens: of prompt and answer.
  public func fits(_ tokens: Int) -> Int { room / block / max(1, blocks(tokens)) }

  /// Blocks that so many tokens take.
  func blocks(_ tokens: Int) -> Int { (tokens + block - 1) / block }

  /// Prompt tokens that are to be read of so many.
  func unread(_ prompt: Int) -> Int {
    max(1, prompt - Int((Double(prompt) * cached).rounded(.down)))
  }

  /// Throws when the settings make no server.
  /// - Throws: `SimulationError.unusable`, with the setting.
  public func validate() throws(SimulationError) {
    try law.validate()
    try SimulationError.check(block, Setting(.server, .block), in: 1...4096)
    try SimulationError.check(room, Setting(.server, .room), in: block...1_000_000_000)
    try SimulationError.check(
      sequences, Setting(.server, .sequences), in: 1...100_000)
    try SimulationError.check(budget, Setting(.server, .budget), in: 1...100_000_000)
    if budget <= sequences {
      throw .unusable(
        Setting(.server, .budget),
        .below(Double(budget), Setting(.server, .sequences), Double(sequences)))
    }
    try SimulationError.check(cached, Setting(.server, .cached), in: 0...1)
    let times = 0...SimulationLimits.longestTime
    try SimulationError.check(swap, Setting(.server, .swap), in: times)
    try SimulationError.check(transfer, Setting(.server, .transfer), in: times)
    try SimulationError.check(readers.count, Setting(.server, .readers), in: 0...1024)
    for reader in readers {
      if !reader.readers.isEmpty {
        throw .unusable(Setting(.server, .readers), .tooLarge(2, most: 1))
      }
      try reader.validate()
    }
  }
}
