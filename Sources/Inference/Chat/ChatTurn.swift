/// One turn of a conversation.
public struct ChatTurn: Sendable, Equatable {
  /// Who speaks.
  public enum Role: String, Sendable {
    /// Says how to answer, before the conversation.
    case system
    case user
    case assistant
  }

  /// Who speaks.
  public var role: Role
  /// What is said.
  public var text: String

  /// A turn.
  public init(_ role: Role, _ text: String) {
    self.role = role
    self.text = text
  }
}

extension ChatForm {
  /// The tokens of a conversation up to where the next answer begins. What people write in it is text:
  /// control tokens are not read there.
  public func tokens(_ turns: [ChatTurn], _ tokenizer: Tokenizer) -> [Int] {
    var tokens = tokenizer.encode(pieces(turns), beginning: true)
    if begins, let beginning = tokenizer.vocabulary.beginning, tokens.first != beginning {
      tokens.insert(beginning, at: 0)
    }
    return tokens
  }

  /// The text of a conversation, up to where the next answer begins.
  public func text(_ turns: [ChatTurn]) -> String { pieces(turns).map { $0.text }.joined() }

  func pieces(_ turns: [ChatTurn]) -> [Tokenizer.Piece] {
    var pieces: [Tokenizer.Piece] = []
    func add(_ frame: Frame, _ body: [Tokenizer.Piece]) {
      pieces.append(Tokenizer.Piece(frame.before, special: true))
      pieces += body
      pieces.append(Tokenizer.Piece(frame.after, special: true))
    }
    func said(_ text: String) -> Tokenizer.Piece {
      Tokenizer.Piece(trims ? Self.trimmed(text) : text, special: false)
    }
    pieces.append(Tokenizer.Piece(opening, special: true))
    var turns = turns
    if turns.first?.role != .system, let defaultSystem {
      turns.insert(ChatTurn(.system, defaultSystem), at: 0)
    }
    var waiting: [Tokenizer.Piece] = []
    for turn in turns {
      switch turn.role {
      case .system:
        if let system {
          add(system, [said(turn.text)])
        } else {
          waiting.append(Tokenizer.Piece(joinedSystem.before, special: true))
          waiting.append(said(turn.text))
          waiting.append(Tokenizer.Piece(joinedSystem.after, special: true))
        }
      case .user:
        add(user, waiting + [said(turn.text)])
        waiting = []
      case .assistant: add(assistant, [said(turn.text)])
      }
    }
    pieces.append(Tokenizer.Piece(answer, special: true))
    return pieces.filter { !$0.text.isEmpty }
  }

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
