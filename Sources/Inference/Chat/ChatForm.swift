/// The form in which a model holds conversations: what stands around each turn.
///
///     if let form = model.chatForm {
///       let tokens = form.tokens([ChatTurn(.user, "Why?")], model.tokenizer)
///     }
///
/// Files bring it as a template, a program in the language Jinja; here the template is recognized as
/// one of a few forms, as llama.cpp does, and never run.
public struct ChatForm: Sendable, Equatable {
  /// What stands before and behind a turn's text.
  struct Frame: Sendable, Equatable {
    var before: String
    var after: String
  }

  /// What it is called: "ChatML", "Llama 3" and so on.
  public let name: String
  var user, assistant: Frame
  /// Around the text that says how to answer; nil where it goes into the first question.
  var system: Frame?
  /// Around that text within the first question.
  var joinedSystem = Frame(before: "", after: "\n\n")
  /// What stands before the first turn, the beginning token apart.
  var opening = ""
  /// What an answer begins with.
  var answer: String
  /// Whether spaces around texts are taken off.
  var trims = false
  /// Whether a conversation begins with the beginning token, even if texts do not.
  var begins = false
  /// What the template itself says on how to answer, where nobody else does.
  public var defaultSystem: String?

  /// All that can be recognized.
  static let names = [
    "ChatML", "Phi 4", "Llama 3", "Llama 2", "Mistral", "Gemma", "Phi 3", "Zephyr", "Granite",
  ]

  private init(
    _ name: String, user: Frame, assistant: Frame, system: Frame?, answer: String
  ) {
    self.name = name
    self.user = user
    self.assistant = assistant
    self.system = system
    self.answer = answer
  }

  /// A form whose turns differ in the name of who speaks only.
  private init(
    _ name: String, before: (String) -> String, after: String, assistant: String = "assistant",
    system: String? = "system", answer: String? = nil
  ) {
    self.init(
      name, user: Frame(before: before("user"), after: after),
      assistant: Frame(before: before(assistant), after: after),
      system: system.map { Frame(before: before($0), after: after) },
      answer: answer ?? before(assistant))
  }

  /// Recognizes a template; nil for one that is none of `names`. `beginning` and
  /// `end`: the texts of the tokens that begin a text and end an answer.
  init?(template: String, beginning: String = "", end: String) {
    let text = TemplateText(template)
    func has(_ part: String) -> Bool { text.contains(part) }
    if has("<|im_start|>") {
      if has("<|im_sep|>") {
        self.init("Phi 4", before: { "<|im_start|>\($0)<|im_sep|>" }, after: "<|im_end|>")
      } else {
        self.init("ChatML", before: { "<|im_start|>\($0)\n" }, after: "<|im_end|>\n")
        // The line's end may stand in the template as it is, or as \n.
        defaultSystem =
          text.literal(after: "<|im_start|>system\n", to: "<|im_end|>")
          ?? text.literal(after: "<|im_start|>system\\n", to: "<|im_end|>")
      }
    } else if has("[INST]") {
      self.init(bracketed: text, beginning: beginning, end: end)
    } else if has("<|start_header_id|>"), has("<|end_header_id|>") {
      self.init(
        "Llama 3", before: { "<|start_header_id|>\($0)<|end_header_id|>\n\n" },
        after: "<|eot_id|>")
      trims = true
      begins = true
    } else if has("<start_of_turn>") {
      self.init(
        "Gemma", before: { "<start_of_turn>\($0)\n" }, after: "<end_of_turn>\n",
        assistant: "model", system: nil)
      trims = true
      begins = true
    } else if has("<|start_of_role|>") {
      self.init(
        "Granite", before: { "<|start_of_role|>\($0)<|end_of_role|>" },
        after: "<|end_of_text|>\n")
    } else if has("<|assistant|>"), has("<|end|>") {
      self.init("Phi 3", before: { "<|\($0)|>\n" }, after: "<|end|>\n")
    } else if has("<|user|>"), has("<|assistant|>"), has("eos_token"), !has("bos_token") {
      self.init("Zephyr", before: { "<|\($0)|>\n" }, after: end + "\n")
    } else {
      return nil
    }
  }

  /// Llama 2 and Mistral: questions in [INST] and [/INST].
  private init(bracketed text: TemplateText, beginning: String, end: String) {
    func has(_ part: String) -> Bool { text.contains(part) }
    let isLlama = has("<<SYS>>")
    // Mistral's spaces changed with each version: " [INST]" is the first, "[INST]" alone the one of
    // the tokenizer tekken.
    let isFirst = has("' [INST] '") || has("\" [INST] \"")
    let isTight = !isLlama && !isFirst && (has("\"[INST]\"") || has("'[INST]'"))
    let space = isTight ? "" : " "
    let again = isLlama && has("bos_token + '[INST]") ? beginning : ""
    self.init(
      isLlama ? "Llama 2" : "Mistral",
      user: Frame(
        before: again + (isFirst ? " [INST]" : "[INST]") + space,
        after: isLlama || isFirst ? " [/INST]" : "[/INST]"),
      assistant: Frame(before: space, after: (isLlama ? " " : "") + end), system: nil,
      answer: "")
    if isLlama { joinedSystem = Frame(before: "<<SYS>>\n", after: "\n<</SYS>>\n\n") }
    trims = isLlama
    begins = true
  }
}

/// A template's text, to look for parts of it.
private struct TemplateText {
  private let bytes: [UInt8]

  init(_ text: String) { bytes = Array(text.utf8) }

  func contains(_ part: String) -> Bool { places(of: part).contains { _ in true } }

  /// What stands between two marks, at the first place where that is plain text.
  func literal(after start: String, to end: String) -> String? {
    for place in places(of: start) {
      let from = place + start.utf8.count
      guard let to = places(of: end, from: from).first(where: { _ in true }) else { return nil }
      let text = String(decoding: bytes[from..<to], as: UTF8.self)
      if !text.isEmpty, !text.contains(where: { "'\"{}\\+".contains($0) }) { return text }
    }
    return nil
  }

  private func places(of part: String, from start: Int = 0) -> some Sequence<Int> {
    let part = Array(part.utf8)
    return (start..<max(start, bytes.count - part.count + 1)).lazy.filter {
      bytes[$0...].starts(with: part)
    }
  }
}
