/// What came of one try of a request. Times are on `Machine`'s clock.
struct Attempt: Sendable {
  /// How it ended.
  enum End: Sendable, Equatable {
    /// The answer is whole.
    case answered
    /// A status other than 200; seconds after which to try again, where it says so.
    case refused(Int, retryAfter: Double?)
    /// An error was told in the midst of a stream.
    case told(String)
    /// The connection failed, or the stream ended without a word.
    case failed(String)
  }

  var sent: Double
  /// When each piece with a choice came.
  var pieces: [Double] = []
  var end = End.failed("no answer")
  var ended = 0.0
  /// What the server says with a refusal, where it does.
  var reason: String?
  /// As the server counts them; nil where it does not say.
  var promptTokens: Int?
  var outputTokens: Int?

  /// Whether another try may do better, as OpenAI's client has it.
  var isWorthRetrying: Bool {
    switch end {
    case .answered, .told: false
    case .refused(let status, _): [408, 409, 429].contains(status) || status >= 500
    // What has begun to answer is not asked again: a client has shown it already.
    case .failed: pieces.isEmpty
    }
  }
}
