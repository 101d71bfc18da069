import Basics

extension Fleet {
  /// Mean seconds of an instance's time that a request takes, with what is lost where the instance is
  /// taken away and the request begins anew, at its full length, on another.
  ///
  /// With notices at the rate λ and n seconds from notice to end, a service of S seconds comes to its
  /// end in one piece with the chance exp(-λ·(S - n)), and each try takes (1 - exp(-λS))/λ of the time
  /// until the notice; what is done after it is done beside the instance's successor.
  var workWithCuts: Double {
    guard isElastic, !isMixed, concurrency == 1, service.server == nil,
      let interruptions = mishaps.interruptions
    else { return service.mean }
    var sampler = ServiceSampler(service, random: Xoshiro(seed: 1, stream: Stream.lostWork))
    let count = service.variance == 0 ? 1 : 1 << 14
    var sum = 0.0
    for _ in 0..<count { sum += interruptions.timeTaken(by: sampler.draw().seconds) }
    return sum / Double(count)
  }
}

extension Interruptions {
  fileprivate func timeTaken(by seconds: Double) -> Double {
    let whole = PortableMath.exp(-max(0, seconds - notice) / every)
    let lost = 1 - whole
    // After so many cuts it is given up.
    let tries =
      lost > 0 ? (1 - PortableMath.exp(Double(Self.most + 1) * PortableMath.log(lost))) / whole : 1
    return tries * every * (1 - PortableMath.exp(-seconds / every))
  }
}
