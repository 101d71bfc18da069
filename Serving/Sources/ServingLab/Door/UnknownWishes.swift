import Basics

/// Fields of OpenAI's API and of vLLM's that would change an answer and are not known here: what is asked
/// for and not there must not be left out in silence.
///
/// Source: platform.openai.com, API reference; vllm-project/vllm, vllm/entrypoints/openai/protocol.py.
enum UnknownWishes {
  static func refuse(_ fields: Fields, _ kind: CompletionRequest.Kind) throws(APIError) {
    for name in ["n", "best_of"] {
      if let count = try fields.whole(name, in: 0...1_000_000), count != 1 {
        throw .field(name, "\(name) is 1 here: ask again for another answer.")
      }
    }
    // A number of other tokens, and in a chat a yes or no.
    if let logprobs = fields["logprobs"], logprobs != .bool(false) {
      guard kind == .chat, logprobs == .number(0) else {
        throw .field("logprobs", "Probabilities of tokens are not told here.")
      }
    }
    for (name, nothing) in unknown {
      guard let value = fields[name], !nothing.contains(value),
        !isNothing(value) || nothing.contains(.bool(true))
      else { continue }
      throw .field(name, "\(name) is not known here.")
    }
    if let form = try fields.within("response_format"), try form.text("type") ?? "text" != "text" {
      throw .field("response_format", "Answers are texts here.")
    }
    for name in ["frequency_penalty", "presence_penalty"] {
      if let penalty = try fields.number(name), penalty != 0 {
        throw .field(name, "\(name) is not known here; repetition_penalty is.")
      }
    }
  }

  private static func isNothing(_ value: JSON) -> Bool {
    switch value {
    case .bool(false), .array([]), .object([]): true
    default: false
    }
  }

  /// Their names, and what they are where nothing is wished.
  private static let unknown: [(name: String, nothing: [JSON])] = [
    ("echo", []), ("suffix", [.string("")]), ("tools", []), ("functions", []), ("logit_bias", []),
    ("tool_choice", [.string("none"), .string("auto")]),
    ("function_call", [.string("none"), .string("auto")]),
    ("modalities", [.array([.string("text")])]), ("audio", []), ("prediction", []),
    ("web_search_options", []), ("top_logprobs", [.number(0)]),
    ("prompt_logprobs", []), ("stop_token_ids", []), ("bad_words", []), ("allowed_token_ids", []),
    ("length_penalty", [.number(1)]), ("use_beam_search", []), ("beam_width", [.number(1)]),
    ("guided_json", []), ("guided_regex", []), ("guided_choice", []), ("guided_grammar", []),
    ("structured_outputs", []), ("truncate_prompt_tokens", []), ("chat_template", []),
    ("chat_template_kwargs", []), ("continue_final_message", []), ("documents", []),
    ("add_generation_prompt", [.bool(true)]), ("prompt_embeds", []),
  ]
}
