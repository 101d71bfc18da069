/// One problem, told so that whoever caused it can mend it.
///
///     throw Diagnostic(.unknownName, "Nothing here is called utilzation.", at: span)
///       .label("not known").try("utilization")
public struct Diagnostic: Error, Hashable, Sendable {
  private struct Parts: Hashable, Sendable {
    var code: Code
    var message: String
    var span: SourceSpan?
    var label: String = ""
    var expected: String?
    var found: String?
    var notes: [String] = []
    var suggestion: String?
  }

  /// Off the stack: whatever throws diagnostics keeps room for several, and formulas are evaluated
  /// hundreds of levels deep.
  private indirect enum Box: Hashable, Sendable { case holding(Parts) }

  private var box: Box

  private var parts: Parts {
    get {
      switch box {
      case .holding(let parts): parts
      }
    }
    set { box = .holding(newValue) }
  }

  public init(_ code: Code, _ message: String, at span: SourceSpan? = nil) {
    box = .holding(Parts(code: code, message: message, span: span))
  }

  public var code: Code {
    get { parts.code }
    set { parts.code = newValue }
  }

  /// One plain sentence: what is wrong.
  public var message: String {
    get { parts.message }
    set { parts.message = newValue }
  }

  /// Where, if it has a place.
  public var span: SourceSpan? {
    get { parts.span }
    set { parts.span = newValue }
  }

  /// Said beside the marked characters.
  public var label: String {
    get { parts.label }
    set { parts.label = newValue }
  }

  /// What would have fitted.
  public var expected: String? {
    get { parts.expected }
    set { parts.expected = newValue }
  }

  /// What was there instead.
  public var found: String? {
    get { parts.found }
    set { parts.found = newValue }
  }

  /// What else helps to understand it.
  public var notes: [String] {
    get { parts.notes }
    set { parts.notes = newValue }
  }

  /// One line that would work, ready to type.
  public var suggestion: String? {
    get { parts.suggestion }
    set { parts.suggestion = newValue }
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
