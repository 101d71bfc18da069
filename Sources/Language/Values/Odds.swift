import Quantities

/// A condition on uncertain quantities: whether it holds, for each of their samples.
public struct Odds: Hashable, Sendable {
  /// Whether the condition holds, for each of `UncertainQuantity.count` samples.
  public let samples: [Bool]

  /// Creates odds from one truth value for each sample.
  public init(_ samples: [Bool]) { self.samples = samples }

  /// That it does not hold.
  var inverted: Odds { Odds(samples.map { !$0 }) }

  /// That both conditions hold, or any of them.
  func joined(_ other: Odds, isAll: Bool) -> Odds {
    let size = min(samples.count, other.samples.count)
    return Odds(
      [Bool](unsafeUninitializedCapacity: size) { buffer, count in
        // As bytes, of which the processor joins many at a time.
        samples.withUnsafeBytes { left in
          other.samples.withUnsafeBytes { right in
            buffer.withMemoryRebound(to: UInt8.self) { bytes in
              for place in 0..<size {
                bytes[place] = isAll ? left[place] & right[place] : left[place] | right[place]
              }
            }
          }
        }
        count = size
      })
  }

  /// In how many samples it holds, as a share of all.
  public var chance: Quantity {
    Quantity(100 * Double(samples.count { $0 }) / Double(max(1, samples.count)), .percent)
  }

  /// To a tenth of a percent, or to a sample where it is nearly never or always.
  var text: String {
    let share = chance.magnitude
    let told = share < 1 || share > 99 ? share : (share * 10).rounded(.toNearestOrEven) / 10
    return "true with a chance of \(Quantity(told, .percent).text)"
  }
}
