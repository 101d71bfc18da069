/// One problem, told so that whoever caused it can mend it.
///
///     throw Diagnostic(.unknownName, "Nothing here is called utilzation.", at: span)
///       .label("not known").try("utilization")
public struct Diagnostic: Error, Hashable, Sendable {
  public var code: Code
  /// One plain sentence: what is wrong.
  public var message: String
  /// Where, if it has a place.
  public var span: SourceSpan?
  /// Said beside the marked characters.
  public var label: String = ""
  /// What would have fitted, and what was there instead.
  public var expected: String?
  public var found: String?
  /// What else helps to understand it.
  public var notes: [String] = []
  /// One line that would work, ready to type.
  public var suggestion: String?

  public init(_ code: Code, _ message: String, at span: SourceSpan? = nil) {
    self.code = code
    self.message = message
    self.span = span
  }

  /// The same with words beside the mark.
  public func label(_ text: String) -> Diagnostic { with { $0.label = text } }

  /// The same with what was expected and what was found.
  public func expected(_ expected: String, found: String) -> Diagnostic {
    with {
      $0.expected = expected
      $0.found = found
    }
  }

  /// The same with a further remark.
  public func note(_ text: String) -> Diagnostic { with { $0.notes.append(text) } }

  /// The same with a line to try; nil leaves it as it is.
  public func `try`(_ line: String?) -> Diagnostic {
    guard let line else { return self }
    return with { $0.suggestion = line }
  }

  /// The same, placed where it had no place yet.
  public func placed(at span: SourceSpan) -> Diagnostic {
    self.span == nil ? with { $0.span = span } : self
  }

  private func with(_ change: (inout Diagnostic) -> Void) -> Diagnostic {
    var copy = self
    change(&copy)
    return copy
  }
}
