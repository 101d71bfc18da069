/// A request at a batched server, from its coming to its last token.
struct BatchedRequest: BitwiseCopyable {
  /// Whose it is, to the caller.
  var id: Int
  /// Tokens of the prompt, and of the answer; both at least 1.
  var prompt: Int
  var output: Int
  var arrival: Double
  /// When it was first taken in; below 0 before that.
  var begin = -1.0
  /// Whether it had to wait for more than the step that was under way when it came.
  var waited = false
  /// The server's count of plans when it was added.
  var added = 0
  /// When its first token came; below 0 before that.
  var firstToken = -1.0
  /// When its last token came; below 0 before that.
  var end = -1.0

  /// Tokens written so far.
  var written = 0
  /// Prompt tokens that are still to be read, and those that were, since it was last taken in.
  var unread = 0
  var read = 0
  /// The server's count of steps after which its last token is there, while it is being answered.
  var lastStep = 0
  /// Its context less the server's count of steps, while it is being answered.
  var base = 0
  /// Whether its keys and values are kept elsewhere, so that it need not be read.
  var isKept = false
  /// Tokens of them that are copied in when it is taken in.
  var toCopy = 0
  /// Tokens of the whole answer, at a server that reads its prompt for another; 0 elsewhere.
  var whole = 0
  /// The order in which it was last taken in.
  var order = 0

  /// Tokens that have to be in the cache before its next token can be written.
  var known: Int { prompt + written }

  /// Mean seconds between its tokens; nil for an answer of one token.
  var betweenTokens: Double? { output > 1 ? (end - firstToken) / Double(output - 1) : nil }
}
