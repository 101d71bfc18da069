import Basics

/// How an answer to a request is written: the same head for each part of it.
struct AnswerForm: Sendable {
  let isChat: Bool
  let id: String
  let created: Int
  let model: String

  /// The first text of an answer. What a message begins with is no blank, though a tokenizer sets one in
  /// front of a word.
  func opening(_ text: String) -> String {
    isChat && text.hasPrefix(" ") ? String(text.dropFirst()) : text
  }

  /// A whole answer.
  func whole(_ text: String, reason: String, _ usage: Usage) -> JSON {
    let text = opening(text)
    let words = isChat ? "chat.completion" : "text_completion"
    let content: JSON.Member =
      isChat
      ? .init("message", .object(["role": .string("assistant"), "content": .string(text)]))
      : .init("text", .string(text))
    return head(
      words,
      [
        .init("choices", .array([choice(content, .string(reason))])),
        .init("usage", usage.json),
      ])
  }

  /// A piece of a stream. The role goes with the first text, so that the first piece is the first
  /// token to whoever measures.
  func piece(_ text: String, isFirst: Bool) -> JSON {
    var delta: [JSON.Member] = isFirst ? [.init("role", .string("assistant"))] : []
    delta.append(.init("content", .string(text)))
    return part(isChat ? .init("delta", .object(delta)) : .init("text", .string(text)), .null)
  }

  /// The last piece that has a choice.
  func end(_ reason: String) -> JSON {
    part(
      isChat ? .init("delta", .object([JSON.Member]())) : .init("text", .string("")),
      .string(reason))
  }

  /// What was used, in a piece of its own.
  func usagePiece(_ usage: Usage) -> JSON {
    head(
      isChat ? "chat.completion.chunk" : "text_completion",
      [.init("choices", .array([])), .init("usage", usage.json)])
  }

  private func part(_ content: JSON.Member, _ reason: JSON) -> JSON {
    head(
      isChat ? "chat.completion.chunk" : "text_completion",
      [.init("choices", .array([choice(content, reason)]))])
  }

  private func choice(_ content: JSON.Member, _ reason: JSON) -> JSON {
    .object([
      .init("index", JSON(0)), content, .init("logprobs", .null), .init("finish_reason", reason),
    ])
  }

  private func head(_ object: String, _ rest: [JSON.Member]) -> JSON {
    .object(
      [
        .init("id", .string(id)), .init("object", .string(object)),
        .init("created", JSON(created)), .init("model", .string(model)),
      ] + rest)
  }
}

extension Usage {
  /// As OpenAI's API has it.
  fileprivate var json: JSON {
    .object([
      "prompt_tokens": JSON(promptTokens), "completion_tokens": JSON(tokens),
      "total_tokens": JSON(promptTokens + tokens),
      "prompt_tokens_details": .object(["cached_tokens": JSON(reusedTokens ?? 0)]),
    ])
  }
}
