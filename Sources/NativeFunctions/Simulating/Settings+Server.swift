import Diagnostics
import Language
import Quantities
import Simulation

extension Settings {
  /// The fleet where its instances decode many requests together, or take several GPUs each: how
  /// many at once, and how many GPUs, say the server and the call.
  static func withServer(_ fleet: Fleet, _ arguments: Arguments) throws(Diagnostic) -> Fleet {
    var fleet = fleet
    if case .batched(let prompt, let output, var server) = fleet.service {
      if arguments.isGiven("concurrency") { server.sequences = fleet.concurrency }
      guard server.sequences > 1 else {
        throw Diagnostic(
          .outOfRange, "A batched server takes two requests at once, or more.",
          at: arguments.span("concurrency")
        ).label("for one at a time, tokens takes prefill and decode").try(
          arguments.line("concurrency", "32"))
      }
      fleet.concurrency = server.sequences
      fleet.service = .batched(prompt: prompt, output: output, server: server)
    }
    fleet.gpusPerInstance = try gpusPerInstance(arguments)
    if fleet.gpusPerInstance > 1 { try share(&fleet, arguments) }
    return fleet
  }

  /// What was given in GPUs becomes instances of several.
  private static func share(_ fleet: inout Fleet, _ arguments: Arguments) throws(Diagnostic) {
    let each = fleet.gpusPerInstance
    func instances(_ gpus: Int, _ name: String) throws(Diagnostic) -> Int {
      let (count, rest) = gpus.quotientAndRemainder(dividingBy: each)
      guard rest == 0 else {
        throw Diagnostic(
          .outOfRange, "\(each) GPUs make an instance here.", at: arguments.span(name)
        ).label("not a multiple of \(each)").try(arguments.line(name, "\((count + 1) * each) gpu"))
      }
      return count
    }
    fleet.reserved = try instances(
      fleet.reserved, arguments["gpus"] == nil ? "reserved" : "gpus")
    guard case .schedule(var schedule) = fleet.scaling else { return }
    let name = arguments.isGiven("schedule") ? "schedule" : "gpus"
    for index in schedule.shifts.indices {
      schedule.shifts[index].instances = try instances(schedule.shifts[index].instances, name)
    }
    schedule.otherwise = try instances(schedule.otherwise, name)
    fleet.scaling = .schedule(schedule)
  }

  /// GPUs of an instance: those of the server that the call names, or as many as it says.
  private static func gpusPerInstance(_ arguments: Arguments) throws(Diagnostic) -> Int {
    let served = serverGPUs(arguments)
    guard arguments.isGiven("gpus_per_instance") else { return served ?? 1 }
    let count = try count("gpus_per_instance", arguments)
    if let served, served != count {
      throw Diagnostic(
        .wrongArguments, "The server has \(served) GPUs.", at: arguments.span("gpus_per_instance")
      ).label("said twice").note("Say it in gpu_server(…, gpus: …), or leave it out here.")
    }
    guard count >= 1 else {
      throw Diagnostic(
        .outOfRange, "An instance takes one GPU, or more.",
        at: arguments.span("gpus_per_instance")
      ).label("this is none").try(arguments.line("gpus_per_instance", "2"))
    }
    return count
  }

  /// GPUs of the server that the call names; nil where it names none.
  private static func serverGPUs(_ arguments: Arguments) -> Int? {
    guard case .record(let tokens)? = arguments["service"],
      case .record(let server)? = tokens["server"], let gpus = server["gpus"]?.quantity?.base,
      gpus >= 1, gpus <= 1024
    else { return nil }
    return Int(gpus)
  }
}
