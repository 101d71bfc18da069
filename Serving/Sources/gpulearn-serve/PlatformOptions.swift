import ArgumentParser
import ServingLab
import Simulation

/// How workers come and go, what is made up of them, and what they cost.
struct PlatformOptions: ParsableArguments {
  enum Way: String, ExpressibleByArgument, CaseIterable { case serverless, dedicated }

  @Option(help: "serverless: workers come on demand and go; dedicated: they are always on.")
  var `as` = Way.dedicated

  @Option(help: "The most workers, 1 to 64.")
  var workers = 1

  @Option(help: "Seconds that an idle worker is kept, where they come and go.")
  var keepAlive = 30.0

  @Option(
    help: """
      Tokens a second at which a worker writes each answer, made up so that several workers on one \
      machine are even; 0 for what the machine does. 50 where there are several, else 0.
      """)
  var pace: Double?

  @Option(help: "Seconds that every start takes on top of what it does, made up.")
  var addedLoad = 0.0

  @Flag(help: "Drop the system's cached copy of the file before each start, to load from disk.")
  var fromDisk = false

  @Option(help: "Dollars for a second of a worker that comes and goes.")
  var pricePerSecond = 0.0

  @Option(help: "Time is rounded up to so many seconds.")
  var billedBy = 0.0

  @Option(help: "The least seconds that are billed.")
  var minimum = 0.0

  @Flag(inversion: .prefixedNo, help: "Whether starts are billed.")
  var billsStart = true

  @Flag(inversion: .prefixedNo, help: "Whether idle time is billed.")
  var billsIdle = true

  @Option(help: "Dollars for an hour of a rented worker.")
  var rentPerHour = 0.0

  func validate() throws {
    guard (1...64).contains(workers) else {
      throw ValidationError("workers goes from 1 to 64; this is \(workers).")
    }
    for (name, value, most) in [
      ("keep-alive", keepAlive, 86_400), ("pace", pace ?? 0, 1_000_000),
      ("added-load", addedLoad, 3600), ("price-per-second", pricePerSecond, 1_000_000),
      ("billed-by", billedBy, 1e9), ("minimum", minimum, 1e9),
      ("rent-per-hour", rentPerHour, 1e9),
    ] {
      guard (0...most).contains(value) else {
        throw ValidationError("\(name) goes from 0 to \(Int(most)); this is \(value).")
      }
    }
  }

  func apply(to server: inout Server) {
    server.platform.isServerless = `as` == .serverless
    server.platform.workers = workers
    server.platform.keepAlive = keepAlive
    let pace = pace ?? (workers > 1 ? 50 : 0)
    server.workers.leastPass = pace > 0 ? 1 / pace : 0
    server.workers.addedLoad = addedLoad
    server.workers.loadsFromDisk = fromDisk
    server.prices = .perGPUSecond(
      pricePerSecond, granularity: billedBy, minimum: minimum, billsStarting: billsStart,
      billsIdle: billsIdle)
    server.prices.reservedPerGPUHour = rentPerHour
  }
}
