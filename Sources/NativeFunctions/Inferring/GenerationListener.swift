import Inference

/// Hears what `generate` writes while it is written, and asks for what a call in the language has no
/// words for.
public struct GenerationListener: Sendable {
  /// How many of the likeliest tokens come with each step, 0 to 1,000.
  public let candidates: Int
  /// Texts that end the answer, besides the one of the call.
  public let stops: [String]
  /// Told each token, and which model wrote it; says whether to go on.
  public let hear: @Sendable (Step, Model) -> Flow

  /// Creates a listener.
  public init(
    candidates: Int = 0, stops: [String] = [], hear: @escaping @Sendable (Step, Model) -> Flow
  ) {
    self.candidates = candidates
    self.stops = stops
    self.hear = hear
  }
}
