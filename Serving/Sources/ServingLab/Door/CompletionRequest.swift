import Basics
import Inference

/// A request for text, as its JSON has it. Fields that are not known are ignored; those that would
/// change the answer and are not there are refused.
struct CompletionRequest {
  /// Which of the two endpoints it came to.
  enum Kind { case text, chat }

  let kind: Kind
  var model = ""
  var job: Job
  var streams = false
  var includesUsage = false

  /// - Parameter seed: of a request that brings none.
  init(_ json: JSON, _ kind: Kind, seed: UInt64) throws(APIError) {
    guard case .object = json else {
      throw APIError(status: .badRequest, message: "The request's body is no object of JSON.")
    }
    let fields = Fields(json)
    self.kind = kind
    model = try fields.text("model") ?? ""
    try UnknownWishes.refuse(fields, kind)
    let prompt = kind == .chat ? try Self.turns(fields) : try Self.prompt(fields)
    job = Job(prompt)
    streams = try fields.flag("stream") ?? false
    if let options = try fields.within("stream_options") {
      includesUsage = try options.flag("include_usage") ?? false
    }
    // The new name goes before the old one.
    let newer = try fields.whole("max_completion_tokens", in: 1...1_000_000)
    let older = try fields.whole("max_tokens", in: 1...1_000_000)
    job.mostTokens = newer ?? older ?? (kind == .text ? 16 : nil)
    job.leastTokens = try fields.whole("min_tokens", in: 0...1_000_000) ?? 0
    job.ignoresEnd = try fields.flag("ignore_eos") ?? false
    job.stop = try fields.texts("stop")
    guard job.stop.count <= 16, job.stop.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 1000 })
    else { throw .field("stop", "stop takes up to 16 texts of 1 to 1,000 bytes.") }
    job.sampling.seed = seed
    try readSampling(fields)
  }

  private mutating func readSampling(_ fields: Fields) throws(APIError) {
    if let seed = try fields.number("seed") {
      guard let whole = Int(exactly: seed) else {
        throw .field("seed", "seed is a whole number.")
      }
      job.sampling.seed = UInt64(bitPattern: Int64(whole))
    }
    if let value = try fields.number("temperature", in: 0...100) {
      job.sampling.temperature = value
    }
    if let value = try fields.number("top_p", in: 0...1) { job.sampling.topP = value }
    if let value = try fields.number("min_p", in: 0...1) { job.sampling.minP = value }
    // vLLM has -1 for all of them.
    if let value = try fields.whole("top_k", in: -1...1_000_000) {
      job.sampling.topK = max(0, value)
    }
    if let value = try fields.number("repetition_penalty", in: 0.01...100) {
      job.sampling.repetitionPenalty = value
    }
  }

  private static func prompt(_ fields: Fields) throws(APIError) -> Job.Prompt {
    switch fields["prompt"] {
    case .string(let text): return .text(text)
    case .array(let parts):
      if parts.count == 1, let text = parts[0].asText { return .text(text) }
      let tokens = parts.compactMap { $0.asWhole }
      if !tokens.isEmpty, tokens.count == parts.count { return .tokens(tokens) }
      throw .field("prompt", "prompt is one text, or its tokens: ask once for each of several.")
    default: throw .field("prompt", "prompt is missing: a text to go on from.")
    }
  }

  private static func turns(_ fields: Fields) throws(APIError) -> Job.Prompt {
    guard let messages = fields["messages"]?.asList, !messages.isEmpty else {
      throw .field("messages", "messages is missing: a list of {\"role\", \"content\"}.")
    }
    var turns: [ChatTurn] = []
    for message in messages {
      let fields = Fields(message)
      let role: ChatTurn.Role
      switch try fields.text("role") {
      case "system", "developer": role = .system
      case "user": role = .user
      case "assistant": role = .assistant
      default: throw .field("messages", "A role is system, user or assistant.")
      }
      turns.append(ChatTurn(role, try fields.content()))
    }
    return .turns(turns)
  }
}
