import Basics
import Display

/// One thing that a word is: a function, a unit, a block of a chapter. A word may be several things.
public struct HelpTopic: Sendable {
  /// The kinds of thing that help knows, in the order in which they are shown.
  public enum Kind: String, CaseIterable, Sendable {
    case cell, model, command, question, function, definition, unit, block, exercise, term

    /// Over the page, where a word is several things.
    public var heading: String {
      switch self {
      case .cell: "A name of this chapter"
      case .model: "A model"
      case .command: "A command of the session"
      case .question: "A question"
      case .function: "A function of the language"
      case .definition: "A function of your own"
      case .unit: "A unit"
      case .block: "A block of a chapter"
      case .exercise: "A kind of exercise"
      case .term: "In the glossary"
      }
    }

    /// Whether only those who write courses need it.
    var isForAuthors: Bool { self == .block || self == .exercise }
  }

  /// What kind of thing it is.
  public let kind: Kind
  /// What there is to say of it.
  public let display: Display
  /// The same, as JSON.
  public let json: JSON
}
