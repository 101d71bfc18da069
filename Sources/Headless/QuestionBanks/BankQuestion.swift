import Basics

/// A question as a bank of questions holds it, whichever the form of its file.
public struct BankQuestion: Hashable, Sendable {
  /// Something to pick, and what is said to whoever picks it.
  public struct Option: Hashable, Sendable {
    /// The words.
    public var text: BankText
    /// The share of the points that it brings, from -1 to 1.
    public var share: Double
    /// The reply; nil for none.
    public var reply: BankText?
  }

  /// A number, and what is said to whoever gives it.
  public struct Number: Hashable, Sendable {
    /// The number; nil for any.
    public var value: Double?
    /// How far off still counts as it.
    public var tolerance: Double
    /// The share of the points that it brings, from 0 to 1.
    public var share: Double
    /// The reply; nil for none.
    public var reply: BankText?
  }

  /// Two things that belong together.
  public struct Pair: Hashable, Sendable {
    /// What is shown; empty for a right half that belongs to none.
    public var left: BankText
    /// What is picked.
    public var right: BankText
  }

  /// What is to be done.
  public enum Task: Hashable, Sendable {
    /// Pick one, or all that are right.
    case choice([Option], takesSeveral: Bool, isShuffled: Bool)
    /// Say whether it is true, and what is said to whoever is wrong or right.
    case truth(Bool, wrong: BankText?, right: BankText?)
    /// Type words.
    case short([Option])
    /// Type a number in a unit, which is empty for none.
    case number([Number], unit: String)
    case match([Pair])
    /// Bring steps into order, given in the right one.
    case order([BankText])
    /// Something else, in words: "an essay".
    case other(String)
  }

  /// What it is called; empty where it has no name.
  public var name = ""
  /// A mark of its own, by which a platform knows it again; empty for none.
  public var identity = ""
  /// Where it stands, from the outermost on.
  public var category: [String] = []

  /// The parts of a category's path without what Moodle puts in front; // is a slash within a name.
  static func category(_ path: String) -> [String] {
    path.replacingAll("//", with: "\0").split(separator: "/")
      .map { $0.replacingAll("\0", with: "/").trimmed }
      .filter { !$0.isEmpty && !$0.hasPrefix("$") && $0 != "top" }
  }

  /// What is asked.
  public var prompt: BankText
  /// What has to be done.
  public var task: Task
  /// What everybody is told afterwards; nil for nothing.
  public var solution: BankText?
  /// Help on request.
  public var hints: [BankText] = []
  /// The points; nil where the file does not say.
  public var points: Double?
  /// The line where it begins, from 1.
  public var line = 1
  /// What was left out when it was read, each in a sentence.
  public var losses: [String] = []
}

/// A text of a question in the form that its file has it in.
public struct BankText: Hashable, Sendable {
  /// How the text is written.
  public enum Form: Hashable, Sendable {
    /// HTML.
    case html
    /// HTML in which a line end is one.
    case loose
    case plain
    case markdown
  }

  /// The characters.
  public var text: String
  /// How they are to be read.
  public var form: Form

  /// Creates a text.
  public init(_ text: String, _ form: Form) { (self.text, self.form) = (text, form) }

  /// Whether there is nothing but white space.
  public var isEmpty: Bool { text.allSatisfy { $0.isWhitespace } }

  /// As Markdown that no exercise reads as anything but text, and what of it is left out.
  func markdown() -> (text: String, losses: [String]) {
    switch form {
    case .html: return HTMLReading.markdown(text, keepsLines: false)
    case .loose: return HTMLReading.markdown(text, keepsLines: true)
    case .plain: return (MarkdownText.escaped(lines: text), [])
    case .markdown: return (MarkdownText.tamed(text), [])
    }
  }

  /// The same on one line.
  func line() -> (text: String, losses: [String]) {
    let (text, losses) = markdown()
    let words = text.split(whereSeparator: { $0.isWhitespace }).joined(separator: " ")
    guard text.holds("```") else { return (words, losses) }
    return (words.replacingAll("```", with: "`"), losses)
  }
}
