/// A key that authors may write: in the head of a file, in a map within one, or as an option below
/// the fence of a block.
///
/// It is declared once. What a reader accepts, what messages offer for a misspelt key, what goes into
/// learners' copies, what `help` says and the written reference all come from the declaration:
///
///     static let points = FileKey(
///       "points", .wholeNumber(1...1000), otherwise: "10", "what a right answer is worth",
///       example: "points: 20")
public struct FileKey: Hashable, Sendable {
  /// What may stand behind the colon.
  public indirect enum Kind: Hashable, Sendable {
    /// Lower-case words joined by hyphens.
    case id
    case text
    /// An expression of the language.
    case formula
    /// A quantity without names in it, as `$2.50/(gpu*h)`.
    case quantity
    case wholeNumber(ClosedRange<Int>)
    /// `true` or `false`.
    case flag
    /// One of several words.
    case word([String])
    /// A day of the calendar.
    case date
    /// Several values; one alone may stand without its brackets.
    case list(Kind)
    /// Names with a value each; what the value is.
    case map(String)
    /// Keys of its own.
    case keys([FileKey])
    /// A text, or keys of its own.
    case textOr([FileKey])
  }

  /// The key, as it stands in front of the colon.
  public let name: String
  /// What may stand behind the colon.
  public let kind: Kind
  /// Whether a file without it is refused.
  public private(set) var isRequired: Bool
  /// What holds where it is left out; nil where that is nothing, or where it is required.
  public private(set) var otherwise: String?
  /// What it means, in a few words.
  public let sentence: String
  /// As it may stand in a file, the key included; several lines where it takes them.
  public let example: String
  /// Whether it says what is right, so that learners' copies go without it.
  public let isAnswer: Bool

  /// Declares a key.
  public init(
    _ name: String, _ kind: Kind, isRequired: Bool = false, otherwise: String? = nil,
    isAnswer: Bool = false, _ sentence: String, example: String
  ) {
    self.name = name
    self.kind = kind
    self.isRequired = isRequired
    self.otherwise = otherwise
    self.isAnswer = isAnswer
    self.sentence = sentence
    self.example = example
  }

  /// The same key where something else holds if it is left out.
  func otherwise(_ words: String) -> FileKey {
    var key = self
    key.otherwise = words
    return key
  }

  /// The same key where it must be there.
  var required: FileKey {
    var key = self
    key.isRequired = true
    return key
  }

  /// The sentence, with what holds where the key is left out.
  public var fullSentence: String {
    if isRequired { return sentence + "; required" }
    return sentence + (otherwise.map { " (\($0) where it is left out)" } ?? "")
  }

  /// The keys within it, if it has some.
  public var keys: [FileKey] { kind.keys }
}

extension FileKey.Kind {
  /// What may stand there, in words that fit a column.
  public var words: String {
    switch self {
    case .id: "id"
    case .text: "text"
    case .formula: "formula"
    case .quantity: "quantity"
    case .wholeNumber(let range): "\(range.lowerBound) to \(range.upperBound)"
    case .flag: "true or false"
    case .word(let words) where words.count == 1: words[0]
    case .word(let words): words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
    case .date: "YYYY-MM-DD"
    case .list(let kind): "list: \(kind.words)"
    case .map(let words): "map: \(words)"
    case .keys(let keys): FileKey.Kind.braced(keys)
    case .textOr(let keys): "text, or " + FileKey.Kind.braced(keys)
    }
  }

  fileprivate var keys: [FileKey] {
    switch self {
    case .list(let kind): kind.keys
    case .keys(let keys), .textOr(let keys): keys
    default: []
    }
  }

  private static func braced(_ keys: [FileKey]) -> String {
    "{" + keys.map { "\($0.name): …" }.joined(separator: ", ") + "}"
  }
}
