/// What happens to a job, as its client is to be told.
public enum JobEvent: Sendable, Equatable {
  /// A token.
  case token(String)
  /// The answer is whole.
  case finished(reason: String, Usage)
  /// There will be no answer, or no more of it.
  case failed(Refusal)
}

/// Tokens that an answer took.
public struct Usage: Sendable, Equatable {
  /// Tokens of the prompt.
  public var promptTokens: Int
  /// Those of them that were there already; nil where the worker keeps none.
  public var reusedTokens: Int?
  /// Tokens of the answer.
  public var tokens: Int
}

/// Why a request is not answered.
public enum Refusal: Error, Sendable, Equatable {
  /// The line is full.
  case full
  /// The server is about to stop.
  case leaving
  /// It has waited or worked too long.
  case late
  /// Workers were lost under it, time and again.
  case lost(attempts: Int)
  /// The model cannot be loaded.
  case unloadable(String)
  /// It cannot be done as it stands: the field at fault, and why.
  case unusable(field: String?, String)
}
