import Language
import Quantities
import Simulation

extension Forms {
  static let step = "step(…), or what fit or bench_fit gives"
  static let server = "gpu_server(…), batch_server(…) or apart(…)"
  static let single = "gpu_server(…) or batch_server(…)"
  static let model = "one of the course's models (\"qwen3-8b\"), or open_model(…)"
  static let fitted = "what fit gives"
}

extension Reading {
  /// The law of a step; nil where the value is none.
  static func law(ofStep value: Value?) -> StepLaw? {
    guard case .record(let record)? = value else { return nil }
    if record.name == "fit" || record.name == "bench_fit" { return law(ofStep: record["law"]) }
    func number(_ field: String) -> Double? { record[field]?.quantity?.base }
    guard let fixed = number("fixed"), let perSequence = number("per_sequence"),
      let perToken = number("per_context_token"), let prefill = number("prefill")
    else { return nil }
    var law = StepLaw(
      fixed: fixed, perSequence: perSequence, perContextToken: perToken, prefillRate: prefill)
    law.perPromptPair = number("per_prompt_pair") ?? 0
    law.weights = number("weights") ?? 0
    if let all = number("experts"), let share = number("expert_share") {
      law.experts = .init(all: all, share: share)
    }
    return law
  }

  /// A server, and those that are as slow and as quick as it may be where it was derived; nil where
  /// the value is none.
  static func servers(
    _ value: Value?
  ) -> (usual: GPUServer, slow: GPUServer?, quick: GPUServer?, context: Double?)? {
    guard case .record(let record)? = value else { return nil }
    if record.name == "apart" { return apart(record).map { ($0, nil, nil, nil) } }
    guard record.name == "gpu_server" || record.name == "batch_server" else { return nil }
    return servers(record)
  }

  /// Servers by the fields of a record.
  private static func servers(
    _ record: Record
  ) -> (usual: GPUServer, slow: GPUServer?, quick: GPUServer?, context: Double?)? {
    guard let law = law(ofStep: record["law"]), let room = record["room"]?.quantity?.base,
      room >= 0, room < 1e15
    else { return nil }
    func server(_ law: StepLaw) -> GPUServer {
      var server = GPUServer(law: law, room: Int(room))
      server.budget = record["budget"]?.quantity.map { Int($0.base) } ?? server.budget
      server.sequences = record["sequences"]?.quantity.map { Int($0.base) } ?? server.sequences
      server.cached = record["cached"]?.quantity?.base ?? 0
      server.swap = record["swap"]?.quantity?.base ?? 0
      return server
    }
    return (
      server(law), Reading.law(ofStep: record["slow"]).map(server),
      Reading.law(ofStep: record["quick"]).map(server), record["context"]?.quantity?.base
    )
  }

  /// A server whose prompts others read; nil where the record is none.
  private static func apart(_ record: Record) -> GPUServer? {
    guard case .record(let reading)? = record["reader"],
      case .record(let writing)? = record["writer"],
      let reader = servers(reading)?.usual, var writer = servers(writing)?.usual,
      let count = record["readers"]?.quantity.flatMap({ Int(exactly: $0.base) }), count > 0,
      count <= 1024
    else { return nil }
    writer.readers = Array(repeating: reader, count: count)
    writer.transfer = record["transfer"]?.quantity?.base ?? 0
    return writer
  }
}
