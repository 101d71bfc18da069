/// The smallest parts of a line.
struct Token: Hashable {
  enum Kind: Hashable {
    /// A number with its tight suffix (k, M, B) multiplied in.
    case number(Double)
    case name(String)
    case text(String)
    case sign(Sign)
    case end
  }

  enum Sign: String, Hashable, CaseIterable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
    case power = "^"
    case open = "("
    case close = ")"
    case openList = "["
    case closeList = "]"
    case comma = ","
    case range = ".."
    case dot = "."
    case colon = ":"
    case equal = "=="
    case unequal = "!="
    case assign = "="
    case atMost = "<="
    case atLeast = ">="
    case less = "<"
    case greater = ">"
    case percent = "%"
    case dollar = "$"
    case middleDot = "·"
  }

  var kind: Kind
  /// UTF-8 offsets in the source.
  var range: Range<Int>
  /// Whether white space stands in front.
  var isSpaced: Bool

  func isSign(_ sign: Sign) -> Bool { kind == .sign(sign) }

  var name: String? {
    if case .name(let name) = kind { return name }
    return nil
  }
}

/// Words that go on with a line where no cell is called so.
let clauseWords: Set<String> = ["against", "log", "for", "within", "when", "between", "factor"]

/// Words that cannot be names of cells.
public let reservedWords: Set<String> = [
  "if", "then", "else", "and", "or", "not", "in", "to", "per", "over", "from", "step", "with",
  "true", "false",
]
