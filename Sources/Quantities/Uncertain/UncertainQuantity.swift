/// A quantity of which only the odds are known: many samples, each as likely as the others.
///
/// Samples at the same place belong together: what is computed from several uncertain quantities is
/// computed place by place, so that a cause they share stays shared.
public struct UncertainQuantity: Hashable, Sendable {
  /// The number of samples of every uncertain quantity.
  public static let count = 4_000

  /// The unit of the samples.
  public let unit: Unit
  /// The magnitudes in `unit`, `count` of them.
  public let samples: [Double]
  /// Whether all of them are within what numbers reach.
  let isFinite: Bool
  /// The law that they were drawn from; nil for what was computed.
  let law: SampledLaw?

  /// - Parameter samples: numbers in `unit`, `count` of them.
  public init(_ samples: [Double], _ unit: Unit) {
    self.init((samples, Columns.areFinite(samples)), unit)
  }

  init(_ samples: [Double], _ unit: Unit, law: SampledLaw) {
    self.init((samples, Columns.areFinite(samples)), unit, law: law)
  }

  init(_ made: Columns.Made, _ unit: Unit, law: SampledLaw? = nil) {
    samples = made.samples
    isFinite = made.isFinite
    self.unit = unit
    self.law = law
  }

  /// The same samples in the same unit.
  public static func == (left: UncertainQuantity, right: UncertainQuantity) -> Bool {
    left.unit == right.unit && left.samples == right.samples
  }

  /// Takes in what equality looks at.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(unit)
    hasher.combine(samples)
  }

  /// The sample at an index below `count`.
  public subscript(place: Int) -> Quantity { Quantity(samples[place], unit) }

  /// The kind of quantity it is.
  public var dimension: Dimension { unit.dimension }

  /// The arithmetic mean of the samples.
  public var mean: Quantity {
    let sum = samples.reduce(0, +)
    let size = largest
    // What is nothing beside the samples is rounding.
    if abs(sum) < 1e-11 * size { return Quantity(0, unit) }
    // A sum may be too large for a number where the mean is not.
    guard !sum.isFinite, size.isFinite else { return Quantity(sum / Double(samples.count), unit) }
    return Quantity(
      samples.reduce(0) { $0 + $1 / size } / Double(samples.count) * size, unit)
  }

  /// Whether a few of the outermost samples make much of the variance, so that it is not known well.
  public var variesByItsTails: Bool {
    let mean = mean.magnitude
    let squares = samples.map { ($0 - mean) * ($0 - mean) }.sorted()
    return squares.suffix(8).reduce(0, +) > 0.1 * squares.reduce(0, +)
  }

  private var largest: Double { samples.reduce(0) { max($0, abs($1)) } }

  /// The standard deviation of the samples.
  public var deviation: Quantity {
    // So small or so large that squares would leave the numbers: in proportion to the largest.
    let size = largest
    let isExtreme = size > 1e150 || (size < 1e-150 && size > 0)
    let scale = isExtreme && size.isFinite ? size : 1
    let mean = mean.magnitude / scale
    let sum = samples.reduce(0) { $0 + ($1 / scale - mean) * ($1 / scale - mean) }
    return Quantity((sum / Double(samples.count - 1)).squareRoot() * scale, unit)
  }

  /// The value that half of the samples stay below.
  public var median: Quantity { quantile(0.5) }

  /// The same amounts in another unit; nil where that unit is of another kind.
  public func converted(to unit: Unit) -> UncertainQuantity? {
    if unit == self.unit { return self }
    guard dimension == unit.dimension else { return nil }
    let factor = self.unit.scale / unit.scale
    return UncertainQuantity(Columns.map(samples) { $0 * factor }, unit)
  }

  /// The median and the range that holds nine in ten, to three digits: "1,000,000 requests (90%:
  /// 200,000 to 5,000,000)".
  public var text: String {
    // What comes out the same whatever is drawn is not uncertain.
    if let first = samples.first, samples.allSatisfy({ $0 == first }) { return self[0].text }
    let parts = quantiles([0.5, 0.05, 0.95])
    let prefix = unit.affixes().prefix
    let ends = parts.dropFirst().map {
      prefix
        + numberText($0.magnitude, isMoney: unit.hasDollarPrefix, significant: 3)
        + (unit.isPercent ? "%" : "")
    }
    let range = ends[0] == ends[1] ? "nearly always" : "90%: \(ends[0]) to \(ends[1])"
    return "\(parts[0].text(significant: 3)) (\(range))"
  }
}
