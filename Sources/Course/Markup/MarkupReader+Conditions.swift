import Diagnostics

extension MarkupReader {
  /// What stands in braces in front of code.
  enum Role: String, CaseIterable {
    /// A value in the prose.
    case eval
    /// Words that hold under a condition: {when}`a < b`[words][otherwise], or the rest of the paragraph.
    case when
    /// A paragraph about the author's values: {with}`the author's values`.
    case with
  }

  /// What stands behind {with}.
  static let authorsValues = "the author's values"

  /// The same with what belongs to each condition behind it.
  /// - Parameter isParagraph: whether it is a whole paragraph, heading or cell.
  func withWords(_ inlines: [Inline], isParagraph: Bool) -> [Inline] {
    var rest = inlines[...]
    var found: [Inline] = []
    while let inline = rest.popFirst() {
      guard case .when(let condition, _, _) = inline else {
        found.append(inline)
        continue
      }
      if let words = Self.bracketed(&rest) {
        let others = Self.bracketed(&rest) ?? []
        found.append(
          .when(
            condition, then: withWords(words, isParagraph: false),
            otherwise: withWords(others, isParagraph: false)))
      } else if isParagraph, !found.contains(where: { $0.isShown }) {
        found = [
          .when(
            condition, then: withWords(Self.trimmed(Array(rest)), isParagraph: false),
            otherwise: [])
        ]
        rest = []
      } else {
        found.append(.when(condition, then: [], otherwise: []))
      }
    }
    return found
  }

  /// Takes what stands in brackets at the beginning; nil where none do, or they are not closed.
  private static func bracketed(_ rest: inout ArraySlice<Inline>) -> [Inline]? {
    guard case .text(let first)? = rest.first, first.hasPrefix("[") else { return nil }
    var words: [Inline] = []
    var depth = 0
    for (index, inline) in zip(rest.indices, rest) {
      guard case .text(let text) = inline else {
        words.append(inline)
        continue
      }
      var place = text.startIndex
      while place < text.endIndex {
        if text[place] == "[" { depth += 1 }
        if text[place] == "]" { depth -= 1 }
        if depth == 0 { break }
        place = text.index(after: place)
      }
      words.append(.text(String(text[..<place])))
      guard place < text.endIndex else { continue }
      if case .text(let opening)? = words.first { words[0] = .text(String(opening.dropFirst())) }
      let left = String(text[text.index(after: place)...])
      rest = rest[rest.index(after: index)...]
      if !left.isEmpty { rest = ([.text(left)] + rest)[...] }
      return words
    }
    return nil
  }

  /// Without the space behind what stood at the beginning.
  private static func trimmed(_ inlines: [Inline]) -> [Inline] {
    guard let first = inlines.first else { return [] }
    switch first {
    case .softBreak: return trimmed(Array(inlines.dropFirst()))
    case .text(let text):
      let words = String(text.drop { $0 == " " || $0 == ":" })
      return words.isEmpty
        ? trimmed(Array(inlines.dropFirst())) : [.text(words)] + inlines.dropFirst()
    default: return inlines
    }
  }

  /// Tells of conditions without words and of frames that do not begin a paragraph; gives the pieces
  /// with the frame first.
  mutating func placed(_ inlines: [Inline], _ block: SourceSpan) -> [Inline] {
    var isFramed = false
    var found = inlines
    let shown = inlines.firstIndex { $0.isShown }
    if let shown, case .authorsValues = inlines[shown] {
      isFramed = true
      found = [inlines[shown]] + Self.trimmed(Array(inlines[(shown + 1)...]))
    }
    for inline in found.dropFirst(isFramed ? 1 : 0) {
      inline.visit { inner in
        switch inner {
        case .authorsValues(let span):
          problems.report(
            Diagnostic(.misplaced, "This stands at the beginning of a paragraph.", at: span)
              .label("the whole paragraph is about the author's values"))
        case .when(let condition, let words, let others) where words.isEmpty && others.isEmpty:
          problems.report(
            Diagnostic(.misplaced, "No words follow this condition.", at: condition.span)
              .label("for example [so many words]")
              .note(
                "At the beginning of a paragraph the whole of it is meant, and no brackets are needed."
              ))
        default: break
        }
      }
    }
    return found
  }
}

extension Inline {
  /// Whether anything of it is seen.
  fileprivate var isShown: Bool {
    switch self {
    case .text(let text): !text.allSatisfy { $0 == " " }
    case .softBreak, .lineBreak: false
    default: true
    }
  }
}

extension Markup {
  /// Tells of what follows a model where there is none to follow.
  func refuseConditions(_ problems: inout Problems, _ why: String) {
    visitInlines { inline in
      switch inline {
      case .when(let condition, _, _):
        problems.report(
          Diagnostic(.misplaced, "Conditional words stand in lessons.", at: condition.span)
            .label(why))
      case .authorsValues(let span):
        problems.report(
          Diagnostic(.misplaced, "The author's values are meant in lessons alone.", at: span)
            .label(why))
      default: break
      }
    }
  }
}
