/// A mistake that a class makes and the exercise does not list.
///
///     - when: rent / (gpus * 720 h/month)
///       say: That leaves out utilization.
public struct MistakeSuggestion: Hashable, Sendable {
  /// The formula that leads to the wrong answers.
  public var formula: String
  /// What may be said to it: a draft for the author.
  public var reply: String
  /// How many learners made it.
  public var people: Int
  /// With how many different figures.
  public var variants: Int
  /// Some of the answers, as they were typed.
  public var examples: [String]
  /// Why it cannot be listed as it stands, as `check` says it; empty where it can be.
  public var problems: [String]

  /// The lines for the head of the exercise.
  public var entry: String {
    "  - when: \(MistakeSuggestion.quoted(formula))\n    say: \(MistakeSuggestion.quoted(reply))\n"
  }

  /// As YAML reads it back.
  private static func quoted(_ text: String) -> String {
    let first = text.unicodeScalars.first
    let isPlain =
      first.map { ("a"..."z").contains($0) || ("A"..."Z").contains($0) || $0 == "(" || $0 == "$" }
      ?? false
    let isSafe = !text.utf8.contains { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "#") }
    return isPlain && isSafe
      ? text
      : "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
  }
}
