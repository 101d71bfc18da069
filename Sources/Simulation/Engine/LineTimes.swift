/// How a line of waiting requests moves under its load, in seconds, as far as that is known before it is
/// simulated: as reflected Brownian motion with the drift and the variance of the work that comes.
struct LineTimes: Sendable {
  /// How long it takes to forget how long it was (Whitt, "Planning queueing simulations", 1989).
  private(set) var relaxation: Double
  /// In how long a wait the share of the requests that wait longer falls to 1/e (Kingman 1962).
  private(set) var tail: Double

  /// - Parameters:
  ///   - load: the work that comes, over the most that can be done.
  ///   - work: seconds of a request's work for all servers together, times half the sum of the squared
  ///     coefficients of variation of arrivals and service.
  init(load: Double, work: Double) {
    let free = max(1 - load.squareRoot(), 1e-9)
    relaxation = work / (free * free)
    tail = work / max(1 - load, 1e-9)
  }

  /// Lines that are cut off, by their room or by patience, forget within so many seconds.
  mutating func shorten(to most: Double) {
    guard relaxation > most else { return }
    tail *= most / relaxation
    relaxation = most
  }

  /// No line forgets sooner than a request alone is served, in seconds.
  mutating func lengthen(to least: Double) { relaxation = max(relaxation, least) }
}
