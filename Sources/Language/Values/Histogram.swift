import Quantities

/// How many numbers are spread: the samples of an uncertain quantity, or the times of a run.
public struct Histogram: Hashable, Sendable {
  /// What is counted in the bars.
  public enum Subject: String, Hashable, Sendable { case samples, requests }

  /// A stretch of the axis and how much of the whole lies in it.
  public struct Bar: Hashable, Sendable {
    /// The middle of the stretch, in the histogram's unit.
    public let middle: Double
    /// Percent of all that is counted, the zeros that are left out included.
    public let share: Double

    /// Creates a bar.
    public init(middle: Double, share: Double) {
      self.middle = middle
      self.share = share
    }
  }

  /// A quantile by its name: "p95".
  public struct Mark: Hashable, Sendable {
    /// The quantile.
    public let name: String
    /// In the unit that reads best.
    public let value: Quantity
    /// The same as a number in the histogram's unit.
    public let place: Double
    /// Half the width of its 95% interval; nil where it is exact, or nobody knows.
    public let margin: Quantity?

    /// Creates a mark.
    public init(_ name: String, _ value: Quantity, place: Double, margin: Quantity? = nil) {
      self.name = name
      self.value = value
      self.place = place
      self.margin = margin
    }
  }

  /// What is counted.
  public let subject: Subject
  /// What is spread, as the language calls it: "latency".
  public let name: String
  /// The unit of the axis.
  public let unit: Unit
  /// Whether the bars are even by ratio.
  public let isLogarithmic: Bool
  /// In the order of the axis; empty where there is nothing to count, or nothing but zeros.
  public let bars: [Bar]
  /// The whole in about a dozen bars, for a table.
  public let coarse: [Bar]
  /// Quantiles, least first; empty where nothing was counted.
  public let marks: [Mark]
  /// The largest; nil for samples, which have no end.
  public let most: Quantity?
  /// The share that is exactly 0 and left out of `bars`, in percent; nil where none is.
  public let zeros: Quantity?
  /// What the course calls requests.
  public var names = FleetNames.usual

  /// Creates a histogram.
  public init(
    _ subject: Subject, name: String, unit: Unit, isLogarithmic: Bool, bars: [Bar], coarse: [Bar],
    marks: [Mark], most: Quantity? = nil, zeros: Quantity? = nil
  ) {
    self.subject = subject
    self.name = name
    self.unit = unit
    self.isLogarithmic = isLogarithmic
    self.bars = bars
    self.coarse = coarse
    self.marks = marks
    self.most = most
    self.zeros = zeros
  }
}
