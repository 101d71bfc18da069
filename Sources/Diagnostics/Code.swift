/// A kind of problem, with the page that `explain CODE` shows.
///
/// Where `wrong` is not empty it is a line that makes this problem, and `right` one that does not,
/// both in a workbook that holds the model `waste` of chapter 1. The tests run every pair.
public struct Code: Hashable, Sendable {
  /// What is printed and typed: "unknown-name".
  public let name: String
  /// The heading of the page.
  public let title: String
  /// Why the program refuses, in a paragraph or two.
  public let why: String
  /// A line that causes this problem; empty where no single line can.
  public let wrong: String
  /// A line that says what was meant, without the problem.
  public let right: String

  /// Creates a code. A new one belongs in the list of its area, such as `Code.units`, so that
  /// `explain` finds it.
  public init(_ name: String, _ title: String, why: String, wrong: String = "", right: String = "")
  {
    self.name = name
    self.title = title
    self.why = why
    self.wrong = wrong
    self.right = right
  }

  /// Codes are equal when their names are.
  public static func == (left: Code, right: Code) -> Bool { left.name == right.name }

  /// Hashes the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }

  /// Every code there is, by area.
  public static let all: [Code] =
    syntax + units + names + values + chapters + exercises + submissions + program

  /// The code with this name, in upper or lower case; nil where there is none.
  public static func named(_ name: String) -> Code? {
    let name = name.lowercased()
    return all.first { $0.name == name }
  }
}
