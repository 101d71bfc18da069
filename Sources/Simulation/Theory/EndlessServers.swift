import Basics

/// As many servers as it takes, with random (Poisson) arrivals: the queue M/G/∞. The number busy has
/// the Poisson law with mean `load` (arrival rate times mean service), whatever the law of service.
public enum EndlessServers {
  /// Probability that at most `count` servers are busy; NaN for a load that makes no queue. Takes
  /// `count` steps.
  public static func chance(ofAtMost count: Int, load: Double) -> Double {
    if !(load >= 0) || !load.isFinite { return .nan }
    if count < 0 { return 0 }
    if load == 0 { return 1 }
    // Terms e^-load load^n / n!, as logarithms, since the first may be too small for a number.
    var logarithm = -load
    var sum = PortableMath.exp(logarithm)
    for n in stride(from: 1, through: count, by: 1) {
      logarithm += PortableMath.log(load / Double(n))
      sum += PortableMath.exp(logarithm)
    }
    return min(1, sum)
  }

  /// The fewest servers that are enough for a share `share` (0 to 1) of the time, so that pooling
  /// pays: 4 for a load of 1, but 124 for a load of 100, at 99%. Nil when no number is.
  public static func servers(for share: Double, load: Double) -> Int? {
    guard share >= 0, share < 1, load >= 0, load <= 1e6 else { return nil }
    var logarithm = -load
    var sum = PortableMath.exp(logarithm)
    var count = 0
    // The law's tail is over long before this.
    let most = Int(load + 50 * (load + 50).squareRoot())
    while sum < share, count < most {
      count += 1
      logarithm += PortableMath.log(load / Double(count))
      sum += PortableMath.exp(logarithm)
    }
    return count
  }
}
