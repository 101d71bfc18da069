import Diagnostics
import Language
import Quantities
import Simulation

extension StepFunctions {
  /// A server that writes what others have read.
  struct Apart: Sendable {
    let writer: GPUServer
    let gpus: Int

    static let form = RecordForm<Apart>([
      .record("reader", serverForm, "what reads prompts") { $0.writer.readers.first },
      .record("writer", serverForm, "what writes answers") { $0.writer },
      .figure("readers", .number, "of them, for one that writes") {
        Double($0.writer.readers.count)
      },
      .figure("transfer", .time, "in which a token goes from one to the other") {
        $0.writer.transfer
      },
      .figure("gpus", .number, "of all of them together") { Double($0.gpus) },
    ])
  }

  /// `apart`: prefill and decode on GPUs of their own.
  static let apart = Function(
    "apart", "a batched server that writes, and others that read the prompts for it",
    [
      Function.Parameter("reader", .forms(Forms.single), "what reads prompts"),
      Function.Parameter("writer", .forms(Forms.single), "what writes answers"),
      Function.Parameter(
        "readers", .quantity(.none), default: .number(1), "of them, for one that writes"),
      Function.Parameter(
        "transfer", .quantity(Units.second), default: .seconds(0),
        "in which the keys and values of a token go from one to the other"),
    ],
    example: "apart(batch_server(step(fixed: 5 ms, prefill: 60k token/s), 400k token), "
      + "batch_server(step(fixed: 5 ms, prefill: 60k token/s), 400k token), transfer: 3 us)",
    gives: Apart.form, uncertainty: .lifted
  ) { (arguments, _) throws(Diagnostic) -> Apart in
    func one(_ name: String) throws(Diagnostic) -> (server: GPUServer, gpus: Int) {
      guard case .record(let record)? = arguments[name], record.name != "apart",
        let servers = Reading.servers(arguments[name])
      else {
        throw Reading.refusal(
          name, arguments, expected: Forms.single,
          try: "\(name): gpu_server(\"qwen3-8b\", \"h100\")")
      }
      return (servers.usual, record["gpus"]?.quantity.flatMap { Int(exactly: $0.base) } ?? 1)
    }
    let (reader, writer) = (try one("reader"), try one("writer"))
    let count = try Settings.count("readers", arguments)
    guard (1...1024).contains(count) else {
      throw Diagnostic(
        .outOfRange, "One to 1,024 servers read for one that writes.",
        at: arguments.span("readers")
      ).try(arguments.line("readers", "1"))
    }
    var server = writer.server
    server.readers = Array(repeating: reader.server, count: count)
    server.transfer = arguments.quantity("transfer").base
    return Apart(
      writer: try checked(server, arguments), gpus: writer.gpus + count * reader.gpus)
  }
}
