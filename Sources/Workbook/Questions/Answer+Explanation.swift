import Diagnostics
import Language
import Quantities

extension Answer {
  /// Where a value comes from: its formula and what that reads, down to what was set.
  public struct Explanation: Sendable {
    /// Who says what a cell is.
    public enum Provenance: String, Sendable {
      /// The author of the chapter.
      case chapter
      /// The learner.
      case learner
      /// The exercise that is open.
      case given
      /// A formula of the chapter.
      case formula
      /// A name that the learner has bound.
      case own
    }

    /// A cell in the tree.
    public struct Node: Sendable {
      /// As it is typed.
      public let name: String
      /// Who says what it is.
      public let provenance: Provenance
      /// What it is computed from, as written.
      public let formula: String
      /// Whether that is a number as it stands, and nothing is computed.
      public let isLiteral: Bool
      /// nil where there is none.
      public let value: Value?
      /// Half the width of its interval; nil where it has none.
      public let margin: Quantity?
      /// Whether it waits to be measured.
      public let isPending: Bool
      /// Whether it stands in the tree already, where its inputs are.
      public let isRepeated: Bool
      /// Whether what it reads is left out, because it lies too deep.
      public let isCut: Bool
      /// What it reads, in the order of the formula.
      public let inputs: [Node]
    }

    /// The cell that was asked for.
    public let root: Node
    /// Why there is no value; nil where there is one.
    public let failure: Diagnostic?
    /// Which inputs matter, where the value is uncertain; nil for every other value, and where that
    /// would take long.
    public let influences: Tornado?
  }
}
