import Diagnostics
import Language
import Quantities
import Simulation

extension Settings {
  /// The fleet where its instances decode many requests together: how many at once, and how many GPUs
  /// an instance has, say the server and the call.
  static func withServer(_ fleet: Fleet, _ arguments: Arguments) throws(Diagnostic) -> Fleet {
    guard case .batched(let prompt, let output, var server) = fleet.service else { return fleet }
    var fleet = fleet
    if arguments.isGiven("concurrency") { server.sequences = fleet.concurrency }
    guard server.sequences > 1 else {
      throw Diagnostic(
        .outOfRange, "A batched server takes two requests at once, or more.",
        at: arguments.span("concurrency")
      ).label("for one at a time, tokens takes prefill and decode").try("concurrency: 32")
    }
    fleet.concurrency = server.sequences
    fleet.service = .batched(prompt: prompt, output: output, server: server)
    fleet.gpusPerInstance = gpus(arguments)
    if fleet.reserved > 0, fleet.gpusPerInstance > 1 {
      let (count, rest) = fleet.reserved.quotientAndRemainder(dividingBy: fleet.gpusPerInstance)
      guard rest == 0 else {
        let name = arguments["gpus"] == nil ? "reserved" : "gpus"
        throw Diagnostic(
          .outOfRange, "\(fleet.gpusPerInstance) GPUs share a model here.",
          at: arguments.span(name)
        ).label("not a multiple of \(fleet.gpusPerInstance)")
          .try("\(name): \((count + 1) * fleet.gpusPerInstance) gpu")
      }
      fleet.reserved = count
    }
    return fleet
  }

  /// GPUs of the server that the call names.
  private static func gpus(_ arguments: Arguments) -> Int {
    guard case .record(let tokens)? = arguments["service"],
      case .record(let server)? = tokens["server"], let gpus = server["gpus"]?.quantity?.base,
      gpus >= 1, gpus <= 1024
    else { return 1 }
    return Int(gpus)
  }
}
