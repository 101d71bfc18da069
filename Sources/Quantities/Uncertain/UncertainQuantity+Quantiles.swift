extension UncertainQuantity {
  /// The value that a share of the samples, from 0 to 1, stays below.
  public func quantile(_ share: Double) -> Quantity { quantiles([share])[0] }

  /// Several of them, for one sorting.
  func quantiles(_ shares: [Double]) -> [Quantity] {
    let parts = SortedParts(samples)
    return shares.map { Quantity(parts.value(at: $0, isRough: false), unit) }
  }

  /// The same where the samples tell it; nil where the share lies among the outermost two at an end
  /// whose samples stand ever farther apart, so that the last of them stands for whatever is beyond.
  /// - Parameter isDoubted: moved by as much as it may be off because of what lies between samples.
  public func knownQuantile(_ share: Double, isDoubted: Bool = false) -> Quantity? {
    let parts = SortedParts(samples)
    guard parts.reaches(share) else { return nil }
    let value = parts.value(at: share, isRough: false)
    return Quantity(isDoubted ? value + parts.doubt(at: share) : value, unit)
  }

  /// The share that is told of any samples, however far their ends reach.
  public static let outermostShare = 2 / Double(count)
}

/// Sorted samples, each the mean of an equal part of a distribution.
///
/// Between them goes the monotone curve whose means over the parts they are: a parabola in each, with
/// ends that are exact for cubics (P. Colella and P. R. Woodward, The piecewise parabolic method, 1984).
/// A straight line between two samples is off by 1% where a range over three decades is read at 99.9%.
struct SortedParts {
  private let means: [Double]
  /// Whether nearly all of them are the same as the next: what is counted, or rounded.
  private let isCounted: Bool

  init(_ samples: [Double]) {
    let means = samples.sorted()
    self.means = means
    isCounted = 20 * zip(means, means.dropFirst()).count { $0 == $1 } > 19 * means.count
  }

  /// Whether a share lies within what the samples tell.
  func reaches(_ share: Double) -> Bool {
    let count = means.count
    let place = share * Double(count)
    guard count == UncertainQuantity.count else { return true }
    if place < 2, isOpen(means[0], means[1], means[2]) { return false }
    return place <= Double(count) - 2
      || !isOpen(means[count - 1], means[count - 2], means[count - 3])
  }

  /// Whether samples towards an end, the outermost first, stand ever farther apart.
  private func isOpen(_ last: Double, _ second: Double, _ third: Double) -> Bool {
    abs(last - second) > 1.5 * abs(second - third)
      && abs(last - second) > 1e-3 * abs(means[means.count * 19 / 20] - means[means.count / 20])
  }

  /// How far a value may be off: how much hangs on which samples beside the place are taken, and on
  /// whether they stand at the means of their parts or in their middle.
  func doubt(at share: Double) -> Double {
    guard means.count == UncertainQuantity.count else { return 0 }
    let part = min(max(Int(share * Double(means.count)), 2), means.count - 3)
    let turn = abs(means[part + 1] - 2 * means[part] + means[part - 1])
    let other = value(at: share, isRough: true) - value(at: share, isRough: false)
    let doubt = 2 * abs(other) + turn / 12
    return doubt.isFinite ? doubt : 0
  }

  /// The value below which a share, from 0 to 1, of all lies.
  /// - Parameter isRough: whether it is read from other samples beside the place.
  func value(at share: Double, isRough: Bool) -> Double {
    let last = means.count - 1
    let place = min(max(share, 0), 1) * Double(means.count)
    let part = min(Int(place), last)
    guard means.count == UncertainQuantity.count else { return value(between: place - 0.5) }
    let mean = means[part]
    let isAtEnd = place == Double(part) && part > 0
    if isLevel(part), !isAtEnd || isLevel(part - 1) {
      // Where it steps from one value to another, the least that so large a share does not exceed.
      return isAtEnd ? means[part - 1] : mean
    }
    var low = end(part, isRough)
    var high = end(part + 1, isRough)
    let rest = place - Double(part)
    guard rest > 0 else { return rounded(low, beside: part) }
    // A parabola that would turn within the part starts or ends level.
    let bend = 6 * (mean - (low + high) / 2)
    let rise = high - low
    if rise * bend > rise * rise {
      low = 3 * mean - 2 * high
    } else if rise * bend < -rise * rise {
      high = 3 * mean - 2 * low
    }
    let value = low + rest * (high - low + 6 * (mean - (low + high) / 2) * (1 - rest))
    return value.isFinite ? rounded(value, beside: part) : mean
  }

  /// Whether a sample is the same as several beside it: what is counted, or rounded, takes steps. Two
  /// sums of other samples may be the same by chance.
  private func isLevel(_ part: Int) -> Bool {
    if isCounted { return true }
    let most = 8
    let below = (max(0, part - most + 1)..<part).reversed().prefix { means[$0] == means[part] }
    guard below.count + 1 < most else { return true }
    let above = (part + 1..<min(means.count, part + most)).prefix { means[$0] == means[part] }
    return below.count + 1 + above.count >= most
  }

  /// What is nothing beside the samples around it is rounding.
  private func rounded(_ value: Double, beside part: Int) -> Double {
    abs(value) < 1e-12 * max(abs(means[part]), abs(means[max(0, part - 1)])) ? 0 : value
  }

  /// Data are no parts of a distribution: each stands in the middle of its share, and values between
  /// two of them are interpolated (Hazen's rule).
  private func value(between place: Double) -> Double {
    let last = Double(means.count - 1)
    let place = min(max(place, 0), last)
    let below = Int(place)
    let part = place - Double(below)
    return means[below] * (1 - part) + means[min(below + 1, means.count - 1)] * part
  }

  /// The value at the lower end of a part, 0 to `count`.
  private func end(_ part: Int, _ isRough: Bool) -> Double {
    let count = means.count
    guard part > 0 else { return means[0] - (means[1] - means[0]) / 2 }
    guard part < count else {
      return means[count - 1] + (means[count - 1] - means[count - 2]) / 2
    }
    let (below, above) = (means[part - 1], means[part])
    guard 2...count - 2 ~= part else { return (below + above) / 2 }
    // The outermost sample may stand for an end without bound, so that nothing is told of it.
    let isInner = 3...count - 3 ~= part
    let found =
      switch (isInner, isRough) {
      case (true, false): (7 * (below + above) - (means[part - 2] + means[part + 1])) / 12
      case (true, true), (false, false): sum(of: (3, 13, -5, 1), at: part)
      case (false, true): sum(of: (0, 25, -23, 13), at: part) - inward(part, 3) / 4
      }
    let middle = (below + above) / 2
    // On a straight line the middle is exact, and rounds less.
    guard abs(found - middle) > 1e-12 * max(abs(below), abs(above)), found.isFinite else {
      return middle
    }
    return min(max(found, below), above)
  }

  /// Twelfths of the sample behind the end of a part, seen from the middle, and of those before it.
  private func sum(of weights: (Double, Double, Double, Double), at part: Int) -> Double {
    (weights.0 * inward(part, -1) + weights.1 * inward(part, 0) + weights.2 * inward(part, 1)
      + weights.3 * inward(part, 2)) / 12
  }

  /// The sample that is a number of steps nearer to the middle than the one before the end of a part.
  private func inward(_ part: Int, _ steps: Int) -> Double {
    part > means.count / 2 ? means[part - 1 - steps] : means[part + steps]
  }
}
