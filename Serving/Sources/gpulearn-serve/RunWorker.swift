import ArgumentParser
import ServingLab

/// A worker's process, started by the front door and by nobody else.
struct RunWorker: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "worker", shouldDisplay: false)

  @Argument var model: String
  @Option var batchSize = 64
  @Option var prefixBytes = 0
  @Option var threads: Int?
  @Option var leastPass = 0.0
  @Option var addedLoad = 0.0
  @Flag var fromDisk = false
  @Option var crashShare = 0.0

  func run() {
    var settings = WorkerSettings()
    settings.model = model
    settings.batchSize = batchSize
    settings.prefixBytes = prefixBytes
    settings.threads = threads
    settings.leastPass = leastPass
    settings.addedLoad = addedLoad
    settings.loadsFromDisk = fromDisk
    settings.crashShare = crashShare
    Worker(settings).run()
  }
}
