/// One or more curves over a common axis.
public struct Plot: Hashable, Sendable {
  /// An axis: values are in the unit that `prefix` and `suffix` spell ("$" and "/gpu·h").
  public struct Axis: Hashable, Sendable {
    public var name: String
    public var prefix: String
    public var suffix: String
    public var isLogarithmic: Bool

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
    public var x: Double
    public var y: Double?

    public init(x: Double, y: Double?) {
      self.x = x
      self.y = y
    }
  }

  public struct Series: Hashable, Sendable {
    public var name: String
    public var points: [Point]

    public init(name: String, points: [Point]) {
      self.name = name
      self.points = points
    }
  }

  /// A place on the plot worth pointing at, such as the current value.
  public struct Mark: Hashable, Sendable {
    public var x: Double
    public var y: Double?
    public var label: String
    /// What stands at the place itself, in a picture of bars: "p95".
    public var name: String

    public init(x: Double, y: Double?, label: String, name: String = "") {
      self.x = x
      self.y = y
      self.label = label
      self.name = name
    }
  }

  /// `points` stand by themselves; the first series stands out.
  public enum Form: Hashable, Sendable { case line, bars, points }

  public var x: Axis
  public var y: Axis
  public var series: [Series]
  public var marks: [Mark]
  public var form: Form
  /// The same data as text, for those who cannot see the picture.
  public var table: Table

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
