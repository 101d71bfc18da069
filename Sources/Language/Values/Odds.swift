import Quantities

/// A condition on uncertain quantities: whether it holds, for each of their samples.
public struct Odds: Hashable, Sendable {
  /// `UncertainQuantity.count` of them.
  public let samples: [Bool]

  public init(_ samples: [Bool]) { self.samples = samples }

  /// In how many samples it holds, as a share of all: to a tenth of a percent, or to a sample where
  /// it is nearly never or always.
  public var chance: Quantity {
    let share = 100 * Double(samples.count { $0 }) / Double(max(1, samples.count))
    return Quantity(share < 1 || share > 99 ? share : (share * 10).rounded() / 10, .percent)
  }

  var text: String { "true with a chance of \(chance.text)" }
}
