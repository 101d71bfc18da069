import Diagnostics
import Quantities

/// A GPU, or another accelerator, as its data sheet has it.
public struct GPUSheet: Hashable, Sendable {
  /// Lower-case words joined by hyphens, as in "a100-80gb".
  public var id: String
  /// As it is sold.
  public var name: String
  /// Its memory, as data.
  public var memory: Quantity
  /// How much of it is read in a time.
  public var bandwidth: Quantity
  /// Operations in a time on numbers of 16 bits, dense.
  public var fp16: Quantity
  /// On floating-point numbers of 8 bits; nil where it has none, or nobody says.
  public var fp8: Quantity?
  /// On floating-point numbers of 4 bits.
  public var fp4: Quantity?
  /// On integers of 8 bits.
  public var int8: Quantity?
  /// The most power that it draws.
  public var power: Quantity?
  /// Data in a time to others of its kind in a server, in one direction.
  public var link: Quantity?
  /// The year in which it came.
  public var year: Int?
  /// How sure the row is.
  public var mark: SourceMark
  /// Where it stands.
  public var source: String
  /// Anything else worth knowing.
  public var note: String
  /// The id in its file.
  public var span: SourceSpan
}

/// How sure a row of a table is.
public enum SourceMark: String, CaseIterable, Sendable {
  /// The vendor's or publisher's own text.
  case own = "A"
  /// A table or transcription of somebody else's.
  case other = "B"
  /// A secondary claim.
  case claim = "C"
  /// From memory, unverified.
  case memory = "M"

  /// The mark in words.
  public var words: String {
    switch self {
    case .own: "the publisher's own text"
    case .other: "somebody else's table"
    case .claim: "a secondary claim"
    case .memory: "from memory, unverified"
    }
  }
}
