/// A line that a learner's workbook is made of: a binding or a function.
public struct Setting: Hashable, Sendable {
  /// What it sets: "waste.rent", "my.x", "f()".
  public var name: String
  /// The line that sets it, with the full name.
  public var line: String

  /// A line and the full name of what it sets.
  public init(name: String, line: String) {
    self.name = name
    self.line = line
  }
}
