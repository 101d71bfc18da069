import ArgumentParser
import Foundation
import ServingLab

/// How the front door stands to the network.
struct DoorOptions: ParsableArguments {
  @Option(help: "The address to listen at; 0.0.0.0 lets other machines in.")
  var host = "127.0.0.1"

  @Option(help: "The port; 0 takes one that is free.")
  var port = 8080

  @Option(help: "A key that clients have to bring, as OpenAI's do; or set GPULEARN_API_KEY.")
  var apiKey: String?

  @Option(help: "What the model is called; the file's name if left out.")
  var name: String?

  @Option(help: "The most bytes of a request's body.")
  var maxBody = 4 << 20

  @Option(help: "Seconds in which a request has to have come to its end.")
  var arrival = 30.0

  @Option(help: "The most connections at once.")
  var connections = 4096

  @Option(help: "Seconds after which a request is given up.")
  var timeout = 300.0

  @Option(help: "Seconds after which a silent connection is closed.")
  var idle = 60.0

  @Option(help: "Seconds that requests at work have left when it is told to stop.")
  var drain = 30.0

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("port goes from 0 to 65535; this is \(port).")
    }
    for (name, value, most) in [
      ("max-body", maxBody, 1_000_000_000), ("connections", connections, 1_000_000),
    ] {
      guard (1...most).contains(value) else {
        throw ValidationError("\(name) goes from 1 to \(most); this is \(value).")
      }
    }
    // Nothing is answered in no time; but whoever is told to stop may stop at once.
    for (name, value, least) in [
      ("timeout", timeout, 0.1), ("idle", idle, 0.1), ("arrival", arrival, 0.1),
      ("drain", drain, 0),
    ] {
      guard (least...86_400).contains(value) else {
        throw ValidationError("\(name) goes from \(least) to 86400 seconds; this is \(value).")
      }
    }
  }

  func settings(_ model: String) -> DoorSettings {
    var settings = DoorSettings()
    settings.host = host
    settings.port = port
    settings.key = apiKey ?? ProcessInfo.processInfo.environment["GPULEARN_API_KEY"]
    if settings.key?.isEmpty == true { settings.key = nil }
    let file = URL(fileURLWithPath: model).deletingPathExtension().lastPathComponent
    settings.model = name ?? file
    settings.body = maxBody
    settings.connections = connections
    settings.patience = timeout
    settings.idle = idle
    settings.arrival = arrival
    settings.drain = drain
    return settings
  }
}
