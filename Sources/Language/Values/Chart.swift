import Quantities

/// Curves and points to be drawn with what they belong to. Both axes are spread by ratio.
public struct Chart: Hashable, Sendable {
  /// What an axis measures, and in what.
  public struct Axis: Hashable, Sendable {
    /// What is measured.
    public let name: String
    /// The unit of its numbers.
    public let unit: Unit

    /// Creates an axis.
    public init(_ name: String, _ unit: Unit) { (self.name, self.unit) = (name, unit) }
  }

  /// A place in the units of the axes, both above 0.
  public struct Point: Hashable, Sendable {
    /// Along the axis below.
    public let x: Double
    /// Along the axis at the left.
    public let y: Double
    /// What it is, beside others of its curve; empty where nothing is to be said.
    public let name: String

    /// Creates a point.
    public init(_ x: Double, _ y: Double, _ name: String = "") {
      (self.x, self.y, self.name) = (x, y, name)
    }
  }

  /// Points that are joined.
  public struct Curve: Hashable, Sendable {
    /// What it shows.
    public let name: String
    /// In the order of the axis below.
    public let points: [Point]

    /// Creates a curve.
    public init(_ name: String, _ points: [Point]) { (self.name, self.points) = (name, points) }
  }

  /// The axis below.
  public let x: Axis
  /// The axis at the left.
  public let y: Axis
  /// The curves, drawn over one another.
  public let curves: [Curve]
  /// What is to be seen of it, in sentences.
  public let caption: String

  /// Creates a chart.
  public init(x: Axis, y: Axis, curves: [Curve], caption: String) {
    (self.x, self.y, self.curves, self.caption) = (x, y, curves, caption)
  }
}
