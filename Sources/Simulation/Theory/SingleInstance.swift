import Basics

/// One instance with a line without end, random (Poisson) arrivals, a start that takes time, and a
/// keep-alive: the queue M/G/1 with an exceptional first service.
///
/// An idle instance stops after `keepAlive` seconds, so that a request finding no other one finds
/// it stopped with probability p = e^(-rate · keepAlive), and waits for the start then. The formulas
/// are Welch's of 1964 ("On a generalized M/G/1 queuing process in which the first customer of each
/// busy period receives exceptional service"), with the start as what is exceptional.
public struct SingleInstance: Sendable {
  /// Share of the requests that find the instance stopped; by PASTA, the share of time it is.
  public let coldShare: Double
  /// Mean seconds before service begins.
  public let meanWait: Double
  /// Busy share of all time: rate times mean service.
  public let load: Double
  /// Share of time that the instance is starting, busy or idle.
  public var aliveShare: Double { 1 - coldShare }

  /// - Parameters:
  ///   - rate: requests per second.
  ///   - service: mean and mean square of the seconds of service.
  ///   - start: the same of the seconds of a start.
  ///   - keepAlive: seconds; infinite is never to stop.
  /// Nil when the load is 1 or more, or a number makes no queue.
  public init?(
    rate: Double, service: (mean: Double, square: Double), start: (mean: Double, square: Double),
    keepAlive: Double
  ) {
    load = rate * service.mean
    guard rate > 0, load < 1, keepAlive >= 0, service.square.isFinite, start.square.isFinite
    else { return nil }
    let stopped = PortableMath.exp(-rate * keepAlive)
    let delay = (mean: stopped * start.mean, square: stopped * start.square)
    coldShare = stopped * (1 - load) / (1 + rate * delay.mean)
    meanWait =
      rate * service.square / (2 * (1 - load))
      + (2 * delay.mean + rate * delay.square) / (2 * (1 + rate * delay.mean))
  }
}
