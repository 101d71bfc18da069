/// A conversation with a model so far: what was asked and answered, in the model's own form.
///
///     var history = try ChatHistory(engine.model)
///     let answer = try engine.generate(history.request("Why?"))
///     history.add("Why?", answer.text)
public struct ChatHistory: Sendable {
  /// Everything said, the text on how to answer first where there is one.
  public private(set) var turns: [ChatTurn] = []
  /// The form in which the model holds conversations.
  public let form: ChatForm
  private let tokenizer: Tokenizer

  /// Says on how to answer; nil leaves it to the form. Kept when the conversation starts anew.
  public var system: String? {
    didSet { reset() }
  }

  /// Throws `.unsupported` for a model whose file brings no chat template, or one that is not known.
  public init(_ model: Model) throws(InferenceError) {
    guard let form = model.chatForm else {
      throw InferenceError(
        .unsupported, "tokenizer.chat_template",
        .noChatForm(
          hasTemplate: model.file.metadata["tokenizer.chat_template"] != nil, known: ChatForm.names)
      )
    }
    self.form = form
    tokenizer = model.tokenizer
  }

  /// Forgets what was said.
  public mutating func reset() { turns = system.map { [ChatTurn(.system, $0)] } ?? [] }

  /// Tokens that the conversation takes of the model's context.
  public var tokens: Int { form.tokens(turns, tokenizer).count }

  /// What the model is given to answer `words` after all that was said before.
  public func request(_ words: String, tokens: Int = 512, sampling: Sampling = .greedy) -> Request {
    var request = Request(words, tokens: tokens, sampling: sampling)
    request.promptTokens = form.tokens(turns + [ChatTurn(.user, words)], tokenizer)
    return request
  }

  /// Adds a question and its answer.
  public mutating func add(_ question: String, _ answer: String) {
    turns += [ChatTurn(.user, question), ChatTurn(.assistant, answer)]
  }
}
