/// One problem, told so that whoever caused it can put it right.
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

  /// Creates a diagnostic. `message` is one plain sentence; `span` is left out where the problem
  /// has no place.
  public init(_ code: Code, _ message: String, at span: SourceSpan? = nil) {
    box = .holding(Parts(code: code, message: message, span: span))
  }

  /// The kind of problem.
  public var code: Code {
    get { parts.code }
    set { parts.code = newValue }
  }

  /// What is wrong, in one plain sentence.
  public var message: String {
    get { parts.message }
    set { parts.message = newValue }
  }

  /// Where the problem is; nil where it has no place.
  public var span: SourceSpan? {
    get { parts.span }
    set { parts.span = newValue }
  }

  /// What is written beside the marked characters.
  public var label: String {
    get { parts.label }
    set { parts.label = newValue }
  }

  /// What would have been accepted.
  public var expected: String? {
    get { parts.expected }
    set { parts.expected = newValue }
  }

  /// What was there instead.
  public var found: String? {
    get { parts.found }
    set { parts.found = newValue }
  }

  /// Further remarks that help to understand the problem.
  public var notes: [String] {
    get { parts.notes }
    set { parts.notes = newValue }
  }

  /// A line that would work, ready to be typed.
  public var suggestion: String? {
    get { parts.suggestion }
    set { parts.suggestion = newValue }
  }

  /// Returns the diagnostic with words beside its mark.
  public func label(_ text: String) -> Diagnostic { with { $0.label = text } }

  /// Returns the diagnostic with what was expected and what was found.
  public func expected(_ expected: String, found: String) -> Diagnostic {
    with {
      $0.expected = expected
      $0.found = found
    }
  }

  /// Returns the diagnostic with a further remark.
  public func note(_ text: String) -> Diagnostic { with { $0.notes.append(text) } }

  /// Returns the diagnostic with a line to try; nil leaves it as it is.
  public func `try`(_ line: String?) -> Diagnostic {
    guard let line else { return self }
    return with { $0.suggestion = line }
  }

  /// Returns the diagnostic at this place, unless it already has one.
  public func placed(at span: SourceSpan) -> Diagnostic {
    self.span == nil ? with { $0.span = span } : self
  }

  private func with(_ change: (inout Diagnostic) -> Void) -> Diagnostic {
    var copy = self
    change(&copy)
    return copy
  }
}
