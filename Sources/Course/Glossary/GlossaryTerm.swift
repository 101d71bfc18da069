import Diagnostics

/// A word of the field as the course uses it.
public struct GlossaryTerm: Hashable, Sendable {
  /// A name as it stands in the file.
  public struct Name: Hashable, Sendable {
    /// The name: "idle cost".
    public var text: String
    /// Where it is written.
    public var span: SourceSpan
  }

  /// What the term is called: its heading.
  public var name: Name
  /// Other names and abbreviations.
  public var otherNames: [Name]
  /// The lesson that teaches it, as `chapter/lesson`; nil where the file does not say.
  public var lesson: Reference?
  /// Terms to read next.
  public var related: [Name]
  /// What it means, in a sentence or two.
  public var text: Markup

  /// All names, that of the heading first.
  public var names: [Name] { [name] + otherNames }
}

extension GlossaryTerm {
  /// The words of a text in the form in which terms are compared: lower case, without what stands
  /// between them, and without the ending of a plural. “Idle costs” and “idle-cost” are the same.
  public static func words(of text: String) -> [String] {
    text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "·") }
      .map { singular(String($0)) }
  }

  /// Both sides of a comparison go through this, so that it need not be right about every word.
  private static func singular(_ word: String) -> String {
    if word.count > 4, word.hasSuffix("ies") { return word.dropLast(3) + "y" }
    guard word.count > 3, word.hasSuffix("s") else { return word }
    if ["ss", "us", "is"].contains(where: { word.hasSuffix($0) }) { return word }
    return String(word.dropLast())
  }
}
