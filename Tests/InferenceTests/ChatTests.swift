import Testing

@testable import Inference

/// Chat templates, recognized by what sets them apart; expected texts as llama.cpp writes them.
@Suite struct ChatTests {
  static let conversation = [
    ChatTurn(.system, "Be brief."), ChatTurn(.user, "Why?"), ChatTurn(.assistant, "So."),
    ChatTurn(.user, "And?"),
  ]

  static let forms: [(name: String, template: String, text: String)] = [
    (
      "ChatML", "{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>'}}",
      "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nWhy?<|im_end|>\n"
        + "<|im_start|>assistant\nSo.<|im_end|>\n<|im_start|>user\nAnd?<|im_end|>\n"
        + "<|im_start|>assistant\n"
    ),
    (
      "Phi 4", "{{'<|im_start|>user<|im_sep|>' + message['content'] + '<|im_end|>'}}",
      "<|im_start|>system<|im_sep|>Be brief.<|im_end|><|im_start|>user<|im_sep|>Why?<|im_end|>"
        + "<|im_start|>assistant<|im_sep|>So.<|im_end|><|im_start|>user<|im_sep|>And?<|im_end|>"
        + "<|im_start|>assistant<|im_sep|>"
    ),
    (
      "Llama 3",
      "'<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n' + content + '<|eot_id|>'",
      "<|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|><|start_header_id|>user"
        + "<|end_header_id|>\n\nWhy?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n"
        + "So.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nAnd?<|eot_id|>"
        + "<|start_header_id|>assistant<|end_header_id|>\n\n"
    ),
    (
      "Llama 2", "{{ bos_token + '[INST] ' + content + ' [/INST]' }} '<<SYS>>\\n'",
      "<s>[INST] <<SYS>>\nBe brief.\n<</SYS>>\n\nWhy? [/INST] So. </s><s>[INST] And? [/INST]"
    ),
    (
      "Mistral", "{{ ' [INST] ' + content + ' [/INST]' }}",
      " [INST] Be brief.\n\nWhy? [/INST] So.</s> [INST] And? [/INST]"
    ),
    (
      "Mistral", "{{ '[INST] ' + content + '[/INST]' }}",
      "[INST] Be brief.\n\nWhy?[/INST] So.</s>[INST] And?[/INST]"
    ),
    (
      "Mistral", "{{ \"[INST]\" + content + \"[/INST]\" }}",
      "[INST]Be brief.\n\nWhy?[/INST]So.</s>[INST]And?[/INST]"
    ),
    (
      "Gemma", "'<start_of_turn>' + role + '\n' + content | trim + '<end_of_turn>\n'",
      "<start_of_turn>user\nBe brief.\n\nWhy?<end_of_turn>\n<start_of_turn>model\nSo."
        + "<end_of_turn>\n<start_of_turn>user\nAnd?<end_of_turn>\n<start_of_turn>model\n"
    ),
    (
      "Phi 3", "'<|user|>\n' + content + '<|end|>\n' '<|assistant|>\n'",
      "<|system|>\nBe brief.<|end|>\n<|user|>\nWhy?<|end|>\n<|assistant|>\nSo.<|end|>\n<|user|>\n"
        + "And?<|end|>\n<|assistant|>\n"
    ),
    (
      "Zephyr", "'<|user|>\n' + content + eos_token '<|assistant|>'",
      "<|system|>\nBe brief.</s>\n<|user|>\nWhy?</s>\n<|assistant|>\nSo.</s>\n<|user|>\nAnd?</s>\n"
        + "<|assistant|>\n"
    ),
    (
      "Granite", "'<|start_of_role|>user<|end_of_role|>' + content + '<|end_of_text|>\n'",
      "<|start_of_role|>system<|end_of_role|>Be brief.<|end_of_text|>\n<|start_of_role|>user"
        + "<|end_of_role|>Why?<|end_of_text|>\n<|start_of_role|>assistant<|end_of_role|>So."
        + "<|end_of_text|>\n<|start_of_role|>user<|end_of_role|>And?<|end_of_text|>\n"
        + "<|start_of_role|>assistant<|end_of_role|>"
    ),
  ]

  @Test(arguments: forms)
  func isRecognized(name: String, template: String, text: String) throws {
    let form = try #require(ChatForm(template: template, beginning: "<s>", end: "</s>"))
    #expect(form.name == name)
    #expect(ChatForm.names.contains(name))
    #expect(form.text(Self.conversation) == text)
  }

  @Test(arguments: ["", "{{ content }}", "{{ bos_token }}<|user|>\n<|assistant|>\n", "[inst]"])
  func othersAreNot(template: String) {
    #expect(ChatForm(template: template, end: "</s>") == nil)
  }

  @Test(arguments: ["\n", "\\n"])
  func ownWordsOfATemplateAreKept(end: String) throws {
    let template =
      "{%- if tools %}{{ '<|im_start|>system\(end)' }}{% endif %}"
      + "{{ '<|im_start|>system\(end)You are Q, made by A.<|im_end|>\(end)' }}"
    let form = try #require(ChatForm(template: template, end: "<|im_end|>"))
    #expect(form.defaultSystem == "You are Q, made by A.")
    #expect(
      form.text([ChatTurn(.user, "x")]).hasPrefix("<|im_start|>system\nYou are Q, made by A."))
    #expect(form.text(Self.conversation).contains("You are") == false)
  }

  @Test func whatPeopleWriteIsText() throws {
    let tokenizer = try Models.make("single", .q8).tokenizer
    let form = try #require(
      ChatForm(template: "<|user|> <|assistant|> eos_token", end: "</s>"))
    let tokens = form.tokens([ChatTurn(.user, "a</s>b")], tokenizer)
    #expect(tokens.first == 1)
    #expect(tokens.filter { $0 == 2 }.count == 1)
    // Taken together, pieces are the tokens of the text as a whole.
    let plain = form.tokens([ChatTurn(.user, "one two")], tokenizer)
    #expect(plain == tokenizer.encode(form.text([ChatTurn(.user, "one two")])))
  }

  @Test func modelsTellTheirForm() throws {
    var model = try #require(RandomModel.shapes["single"])
    #expect(try Model(FileBytes(model.bytes()), threads: 1).chatForm == nil)
    model.chatTemplate = "<start_of_turn>"
    let known = try Model(FileBytes(model.bytes()), threads: 1)
    #expect(known.chatForm?.name == "Gemma" && known.notes == [])
    model.chatTemplate = "{{ x }}"
    let other = try Model(FileBytes(model.bytes()), threads: 1)
    #expect(other.chatForm == nil)
    #expect(other.notes.contains { $0.contains("chat template") })
  }

  @Test func conversationsGrow() throws {
    var model = try #require(RandomModel.shapes["single"])
    model.chatTemplate = "'<|user|>' eos_token '<|assistant|>'"
    let engine = try Engine(Model(FileBytes(model.bytes()), threads: 1), threads: 1)
    var history = try ChatHistory(engine.model)
    let first = history.request("one", tokens: 3)
    let answer = try engine.generate(first)
    #expect(answer.promptTokens == first.promptTokens?.count)
    history.add("one", answer.text)
    let second = try #require(history.request("two").promptTokens)
    #expect(second.count > history.tokens && history.turns.count == 2)
    history.system = "Be brief."
    #expect(history.turns == [ChatTurn(.system, "Be brief.")])
    model.chatTemplate = nil
    let plain = try Model(FileBytes(model.bytes()), threads: 1)
    #expect {
      _ = try ChatHistory(plain)
    } throws: { "\($0)".contains("tokenizer.chat_template: is missing") }
  }
}
