/// A short unit stands at every number of an axis, a long one once, behind the axis's name.
public struct AxisUnit: Hashable, Sendable {
  private let prefix: String
  private let suffix: String
  /// The axis's name, with the unit where the numbers go without.
  public let name: String

  /// The unit of an axis.
  public init(_ axis: Plot.Axis) {
    prefix = axis.prefix
    suffix = axis.suffix.count <= 3 ? axis.suffix : ""
    var name = axis.name
    if suffix.isEmpty {
      let unit = prefix + String(axis.suffix.drop { $0 == " " })
      if !axis.suffix.isEmpty { name += name.isEmpty ? unit : " (\(unit))" }
    }
    if axis.isLogarithmic { name += name.isEmpty ? "log" : ", log" }
    self.name = name
  }

  /// A tick's number with its unit.
  public func text(_ number: String) -> String {
    number.hasPrefix("-") && !prefix.isEmpty
      ? "-" + prefix + number.dropFirst() + suffix : prefix + number + suffix
  }
}
