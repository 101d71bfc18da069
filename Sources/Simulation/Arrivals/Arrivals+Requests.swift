extension Arrivals {
  /// The requests themselves, as a run from this seed has them in its first seconds: to send them
  /// to a real server, and to simulate the same ones with `list`.
  /// - Parameters:
  ///   - seconds: of which they are wanted, from the beginning.
  ///   - most: so many at most.
  /// - Throws: where the arrivals cannot be, or a trace cannot be read.
  public func requests(
    within seconds: Double, most: Int, seed: UInt64 = 1
  ) throws(SimulationError) -> [TracedRequest] {
    try validate()
    var sampler = try ArrivalSampler(
      self, random: Xoshiro(seed: seed, stream: Stream.arrivals), phase: 0)
    var requests: [TracedRequest] = []
    while requests.count < most {
      let time = sampler.next()
      // A trace that is over has no next time.
      guard time.isFinite, time <= seconds else { break }
      var request = sampler.source == nil ? TracedRequest(time: time) : sampler.traced
      request.time = time
      requests.append(request)
    }
    if let failure = sampler.source?.failure { throw failure }
    return requests
  }
}
