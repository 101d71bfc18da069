/// What went wrong with a model file, a prompt or a setting, in plain words.
public struct InferenceError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kinds of failure.
  public enum Code: String, Sendable {
    /// The file cannot be opened or mapped.
    case cannotRead
    /// The file is not a well-formed GGUF file.
    case malformed
    /// The file is well formed but describes a model this engine does not run.
    case unsupported
    /// A key or tensor is missing, or has the wrong type, shape or value.
    case invalidModel
    /// A setting or prompt is out of range.
    case invalidRequest
    /// The model's own arithmetic went wrong: its logits are not finite.
    case notFinite
    /// The caller asked to stop.
    case cancelled
  }

  /// The kind of failure.
  public let code: Code
  /// One sentence without the subject's name.
  public let message: String
  /// The key, tensor, file or setting it is about.
  public let subject: String

  /// `subject`: what it is about, or empty; `message`: a sentence that goes on from it.
  public init(_ code: Code, _ subject: String, _ message: String) {
    self.code = code
    self.subject = subject
    self.message = message
  }

  /// The subject and the message.
  public var description: String { subject.isEmpty ? message : "\(subject): \(message)" }
}
