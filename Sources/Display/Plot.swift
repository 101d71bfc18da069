/// One or more curves over a common axis.
public struct Plot: Hashable, Sendable {
  /// An axis: values are in the unit that `prefix` and `suffix` spell ("$" and "/gpu·h").
  public struct Axis: Hashable, Sendable {
    /// The name written beside the axis.
    public var name: String
    /// What is written before each number: "$" or nothing.
    public var prefix: String
    /// What is written after each number, its space included: "%" or " gpu·h".
    public var suffix: String
    /// Whether the axis is logarithmic; its values are then above zero.
    public var isLogarithmic: Bool

    /// Creates an axis.
    public init(
      name: String, prefix: String = "", suffix: String = "", isLogarithmic: Bool = false
    ) {
      self.name = name
      self.prefix = prefix
      self.suffix = suffix
      self.isLogarithmic = isLogarithmic
    }
  }

  /// A point; `y` is nil where the curve has no value.
  public struct Point: Hashable, Sendable {
    /// The position along the horizontal axis, in its unit.
    public var x: Double
    /// The height, in the unit of the vertical axis; nil where the curve has no value.
    public var y: Double?

    /// Creates a point.
    public init(x: Double, y: Double?) {
      self.x = x
      self.y = y
    }
  }

  /// One curve, or one row of bars.
  public struct Series: Hashable, Sendable {
    /// The name shown in the legend.
    public var name: String
    /// The points, in order of `x`.
    public var points: [Point]

    /// Creates a series.
    public init(name: String, points: [Point]) {
      self.name = name
      self.points = points
    }
  }

  /// A place on the plot worth pointing at, such as the current value.
  public struct Mark: Hashable, Sendable {
    /// The position along the horizontal axis, in its unit.
    public var x: Double
    /// The height of the mark; nil for a mark that belongs to no height.
    public var y: Double?
    /// What the legend says about the mark.
    public var label: String
    /// A short name written at the mark itself, in a histogram: "p95".
    public var name: String

    /// Creates a mark.
    public init(x: Double, y: Double?, label: String, name: String = "") {
      self.x = x
      self.y = y
      self.label = label
      self.name = name
    }
  }

  /// How the series are drawn. With `points` nothing joins them, and the first series stands out.
  public enum Form: Hashable, Sendable { case line, bars, points }

  /// The horizontal axis.
  public var x: Axis
  /// The vertical axis.
  public var y: Axis
  /// The curves, drawn over one another.
  public var series: [Series]
  /// The places to point at.
  public var marks: [Mark]
  /// How the series are drawn.
  public var form: Form
  /// The same data as text, for readers who cannot see the picture.
  public var table: Table

  /// Creates a plot.
  public init(
    x: Axis, y: Axis, series: [Series], marks: [Mark] = [], form: Form = .line, table: Table
  ) {
    self.x = x
    self.y = y
    self.series = series
    self.marks = marks
    self.form = form
    self.table = table
  }
}
