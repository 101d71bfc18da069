/// Why the engine did not do what it was asked: with a model file, a prompt or a setting. It says what
/// and with which bounds; the words of it are made in one place, `InferenceFault.words`.
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
  /// The key, tensor, file or setting it is about; empty where it is about none.
  public let subject: String
  /// What is wrong with it.
  public let fault: InferenceFault

  /// `subject`: what it is about, or empty; `fault`: what is wrong with it.
  public init(_ code: Code, _ subject: String, _ fault: InferenceFault) {
    self.code = code
    self.subject = subject
    self.fault = fault
  }

  /// One sentence without the subject's name.
  public var message: String { fault.words }

  /// The subject and the message.
  public var description: String { subject.isEmpty ? message : "\(subject): \(message)" }
}
