import Quantities

extension Function {
  /// What an argument may be, or what a field of a result is.
  public indirect enum Kind: Hashable, Sendable {
    /// A quantity convertible to this unit; a body receives an argument in it.
    case quantity(Unit)
    /// A quantity of whatever unit.
    case anyQuantity
    /// true or false.
    case bool
    /// Text in double quotes.
    case text
    /// Text that names a file.
    case path
    /// Text that is one of these words.
    case words([String])
    /// What the phrase says, some of it as words in double quotes; the body looks at it.
    case forms(String, words: [String] = [])
    /// A record with these fields.
    case record([Field])
    /// Several of one kind in a row.
    case list(Kind)
    /// Anything at all; the body looks at it.
    case any

    /// What it is, in a few words: `s`, `$/gpu·h`, `number`, `"first" or "own"`.
    public var words: String {
      switch self {
      case .quantity(let unit): unit.isNone ? "number" : unit.isPercent ? "%" : unit.text
      case .anyQuantity: "quantity"
      case .bool: "true or false"
      case .text: "text"
      case .path: "path"
      case .words(let words): Kind.listed(words)
      case .forms(let phrase, _): phrase
      case .record: "record"
      case .list(let kind): "list of \(kind.words)"
      case .any: "anything"
      }
    }

    /// Words in double quotes: `"cold", "disk" or "memory"`.
    public static func listed(_ words: [String]) -> String {
      let quoted = words.map { "\"\($0)\"" }
      guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
      return quoted.dropLast().joined(separator: ", ") + " or " + last
    }

    /// Whether a value is of this kind; records field by field, where no field may be undeclared and
    /// only those may be missing that say when they are there.
    public func fits(_ value: Value) -> Bool {
      switch (self, value) {
      case (.any, _), (.forms, _), (.anyQuantity, .quantity), (.anyQuantity, .uncertain),
        (.bool, .bool), (.text, .text), (.path, .text):
        true
      case (.words(let words), .text(let text)): words.contains(text)
      case (.quantity(let unit), .quantity(let quantity)): quantity.dimension == unit.dimension
      case (.quantity(let unit), .uncertain(let quantity)):
        quantity.unit.dimension == unit.dimension
      case (.list(let kind), .series(let series)): series.values.allSatisfy { kind.fits($0) }
      case (.record(let fields), .record(let record)):
        record.fields.allSatisfy { field in fields.contains { $0.name == field.name } }
          && fields.allSatisfy { field in
            record[field.name].map { field.kind.fits($0) } ?? (field.condition != nil)
          }
      default: false
      }
    }
  }
}
