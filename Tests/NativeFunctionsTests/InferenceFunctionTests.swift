import Diagnostics
import Foundation
import Inference
import Language
import NativeFunctions
import Quantities
import Testing
import Workbook

/// The inference engine as the language calls it. What it measures is never compared with a clock.
@Suite struct InferenceFunctionTests {
  let model: TestModel

  init() throws { model = try TestModel() }

  /// Every field that a function declares is there, in its unit.
  @Test(arguments: [
    ("generate(\"a\", tokens: 4)", ["text", "tokens", "finish", "load_time", "measured_on"], ""),
    ("generate(\"a\", tokens: 4).tokens", [], "token"),
    ("generate(\"a\", tokens: 4).load_time in s", [], "s"),
    ("generate(\"a\", tokens: 4).time_to_first_token in s", [], "s"),
    ("generate(\"a\", tokens: 4).tokens_per_second", [], "token/s"),
    ("generate(\"a\", tokens: 4).prefill.tokens_per_second", [], "token/s"),
    ("generate(\"a\", tokens: 4).decode.time in s", [], "s"),
    ("generate(\"a\", tokens: 4).memory.total in B", [], "B"),
    ("tokenize(\"ab\")", ["count", "pieces", "ids", "size", "size_per_token"], ""),
    ("tokenize(\"ab\").size_per_token in B/token", [], "B/token"),
    ("candidates(\"a\")", ["pieces", "first", "second", "third", "fourth", "fifth", "others"], ""),
    ("candidates(\"a\").first", [], "%"),
    (
      "model_shape()",
      ["architecture", "parameters", "layers", "width", "vocabulary", "context", "stored_as"], ""
    ),
    (
      "model_memory()",
      ["file", "kv_cache_per_token", "weights", "kv_cache", "activations", "total"], ""
    ),
    ("model_memory().kv_cache_per_token in B/token", [], "B/token"),
    ("token_cost().flops", [], "flop/token"),
    ("token_cost().bytes in B/token", [], "B/token"),
    ("token_cost().intensity", [], "flop/B"),
    ("memory_bandwidth(128 kB, threads: 1) in B/s", [], "B/s"),
    ("roofline(context: 8, threads: 1)", ["bandwidth", "bound", "decode", "share", "prefill"], ""),
    ("roofline(context: 8, threads: 1).bound", [], "token/s"),
    ("roofline(context: 8, threads: 1).share", [], "%"),
    ("roofline(context: 8, threads: 1).prefill_work in flop/s", [], "flop/s"),
    (
      "batch(2, tokens: 4, threads: 1)",
      ["tokens_per_second", "each", "kv_cache", "passes", "time", "measured_on"], ""
    ),
    ("batch(2, tokens: 4, threads: 1).tokens_per_second", [], "token/s"),
  ])
  func fieldsAndUnits(_ line: String, _ fields: [String], _ unit: String) throws {
    switch try model.value(line) {
    case .record(let record):
      #expect(Set(fields).isSubset(of: record.fields.map(\.name)))
    case .quantity(let quantity):
      #expect(quantity.unit.isPercent ? unit == "%" : quantity.unit.spelling == unit)
      #expect(quantity.magnitude.isFinite && quantity.magnitude >= 0)
    default: Issue.record("neither record nor quantity")
    }
  }

  @Test func agreesWithTheLibrary() throws {
    let engine = try Engine(try Model(path: model.path, threads: 1), threads: 1)
    let text = try engine.generate(Request("What", tokens: 12)).text
    #expect(try model.value("generate(\"What\", tokens: 12).text") == .text(text))
    let tokens = engine.model.tokenizer.encode("serverless", special: false)
    var workbook = model.workbook()
    #expect(try workbook.number("tokenize(\"serverless\").count") == Double(tokens.count))
    #expect(
      try workbook.reading("tokenize(\"serverless\").ids")
        == .text(tokens.map(String.init).joined(separator: " ")))
    let best = try engine.candidates(after: "What", count: 3)
    let third = try workbook.number("candidates(\"What\", count: 3).third")
    #expect(abs(third - best[2].probability) < 1e-12)
    let memory = engine.model.memory()
    #expect(try workbook.number("model_memory().file") == Double(memory.weightsInFile))
    #expect(
      try workbook.number("model_memory(context: 10, sequences: 3).kv_cache")
        == Double(memory.cachePerToken * 30))
    let cost = engine.model.cost(context: 20)
    #expect(try workbook.number("token_cost(context: 20).flops") == cost.flops)
    #expect(try workbook.number("model_shape().parameters") == Double(engine.model.parameters))
  }

  /// Probabilities of all tokens sum to one; the likeliest come first.
  @Test func candidatesAreInOrder() throws {
    var workbook = model.workbook()
    let names = ["first", "second", "third", "fourth", "fifth"]
    let shares = try names.map { try workbook.number("candidates(\"What\").\($0)") }
    #expect(shares == shares.sorted(by: >))
    let others = try workbook.number("candidates(\"What\").others")
    #expect(abs(shares.reduce(0, +) + others - 1) < 1e-5)
    // What was said already is read behind the question.
    #expect(
      try workbook.number("candidates(\"What\", so_far: \"is\").first")
        == workbook.number("candidates(\"What is\").first"))
  }

  @Test func sameSeedSameText() throws {
    func text(_ seed: Int) throws -> Value {
      try model.value("generate(\"a\", tokens: 24, temperature: 1.5, seed: \(seed)).text")
    }
    #expect(try text(1) == text(1))
    #expect(try text(1) != text(2))
  }

  /// Each setting of sampling is heard: what leaves the likeliest token alone is the greedy text, and
  /// what does not changes it.
  @Test func samplingSettingsMatter() throws {
    func text(_ settings: String) throws -> Value {
      try model.value("generate(\"a\", tokens: 24\(settings)).text")
    }
    let (greedy, hot) = (try text(""), try text(", temperature: 1.5, seed: 1"))
    #expect(hot != greedy)
    for setting in ["top_k: 1", "top_p: 0.000001%", "min_p: 100%"] {
      #expect(try text(", temperature: 1.5, seed: 1, \(setting)") == greedy, "\(setting)")
    }
    for setting in ["top_k: 2", "top_p: 30%", "min_p: 50%", "repetition_penalty: 3"] {
      #expect(try text(", temperature: 1.5, seed: 1, \(setting)") != hot, "\(setting)")
    }
    guard case .text(let words) = greedy, let end = words.dropFirst(2).first else { return }
    guard case .text(let stopped) = try text(", stop: \"\(end)\"") else {
      Issue.record("No text.")
      return
    }
    #expect(!stopped.contains(end) && words.hasPrefix(stopped))
  }

  /// A model that wants to be asked in a form is, unless the text is to be taken as it is.
  @Test func promptsTakeTheModelsForm() throws {
    let asking = try TestModel(form: "Q: {prompt}\nA:")
    let engine = try Engine(try Model(path: asking.path, threads: 1), threads: 1)
    let formed = try engine.candidates(after: "Q: Why?\nA:", count: 1)[0].probability
    let plain = try engine.candidates(after: "Why?", count: 1)[0].probability
    #expect(formed != plain)
    var workbook = asking.workbook()
    #expect(abs(try workbook.number("candidates(\"Why?\").first") - formed) < 1e-12)
    #expect(abs(try workbook.number("candidates(\"Why?\", as_is: true).first") - plain) < 1e-12)
    // And so is the prompt that is read before an answer.
    let tokens = Double(engine.model.tokenizer.encode("Q: Why?\nA:").count)
    #expect(try workbook.number("generate(\"Why?\", tokens: 2).prefill.tokens") == tokens)
  }

  /// The first token comes with the prompt, decode makes the others; times and rates agree with them.
  @Test(arguments: [1, 2, 7]) func phasesAddUp(tokens: Int) throws {
    var workbook = model.workbook()
    let run = "generate(\"a\", tokens: \(tokens))"
    let made = try workbook.number("\(run).tokens")
    #expect(try workbook.number("\(run).decode.tokens") == made - 1)
    #expect(try workbook.number("\(run).prefill.tokens") >= 1)
    let decode = try workbook.number("\(run).decode.time in s")
    let rate = try workbook.number("\(run).tokens_per_second")
    #expect(abs(rate * decode - (made - 1)) < 1e-6 * made)
    #expect(
      try workbook.number("\(run).time_to_first_token in s")
        >= workbook.number("\(run).prefill.time in s"))
  }

  // MARK: Keeping what was measured

  /// The same call is not measured twice; a run that asks for it measures anew.
  @Test func measurementsAreKept() throws {
    var workbook = model.workbook()
    _ = try workbook.run(Source("one = generate(\"a\", tokens: 4)"))
    _ = try workbook.run(Source("two = generate(\"a\", tokens: 4)"))
    let first = try workbook.reading("one")
    #expect(try workbook.reading("two") == first)
    #expect(try workbook.reading("generate(\"a\", tokens: 4)") == first)
    #expect(try workbook.reading("generate(\"a\", tokens: 5)") != first)
    let changes = try #require(try workbook.measureAgain(in: []))
    #expect(changes.results.map(\.name) + changes.settings.map(\.name) != [])
    #expect(try workbook.reading("one") != first, "a clock never shows the same twice")
    #expect(try workbook.reading("one") == workbook.reading("two"))
    #expect(try workbook.reading("one.text") == .text(Self.text(first)))
  }

  private static func text(_ value: Value) -> String {
    guard case .record(let record) = value, case .text(let text)? = record["text"] else {
      return ""
    }
    return text
  }

  /// A file that is replaced is another model.
  @Test func aReplacedFileIsMeasuredAnew() throws {
    var workbook = model.workbook()
    let before = try workbook.reading("generate(\"a\", tokens: 6).memory")
    let layers = try workbook.number("model_shape().layers")
    var other = RandomModel(
      width: 64, layers: 2, heads: 2, keyValueHeads: 2, hidden: 96, vocabulary: 300, type: .q8)
    other.seed = 99
    try model.write(other.bytes())
    #expect(try workbook.number("model_shape().layers") == 2 && layers == 3)
    #expect(try workbook.reading("generate(\"a\", tokens: 6).memory") != before)
  }

  @Test func interruptionStopsEachMeasurement() throws {
    for line in [
      "generate(\"a\", tokens: 100)", "roofline(context: 4)", "batch(2)", "serve()",
      "memory_bandwidth(64 kB)",
    ] {
      var workbook = model.workbook()
      workbook.isInterrupted = { true }
      let error = #expect(throws: Diagnostic.self) { try workbook.run(Source(line)) }
      #expect(error?.code == .interrupted, "\(line)")
    }
  }

  // MARK: Mistakes

  /// What cannot be done is told at the argument it is about.
  @Test(arguments: [
    ("generate(\"a\", tokens: 0)", "out-of-range", "0"),
    ("generate(\"a\", tokens: 1.5)", "wrong-arguments", "1.5"),
    ("generate(\"a\", temperature: 101)", "out-of-range", "101"),
    ("generate(\"a\", top_p: 110%)", "out-of-range", "110%"),
    ("generate(\"a\", min_p: 0% - 1%)", "out-of-range", "0% - 1%"),
    ("generate(\"a\", repetition_penalty: 0)", "out-of-range", "0"),
    ("generate(\"a\", threads: 1000)", "out-of-range", "1000"),
    ("generate(\"a\", model: \"/no/such.gguf\")", "unreadable", "\"/no/such.gguf\""),
    ("generate(\"a\", model: \"/dev/zero\")", "unreadable", "\"/dev/zero\""),
    ("generate(3 s)", "wrong-arguments", "3 s"),
    ("generate()", "wrong-arguments", "generate()"),
    ("candidates(\"a\", count: 11)", "out-of-range", "11"),
    ("batch(65)", "out-of-range", "65"),
    ("batch(2, tokens: 1)", "out-of-range", "1"),
    ("memory_bandwidth(1 B)", "out-of-range", "1 B"),
    ("memory_bandwidth(1 h)", "wrong-arguments", "1 h"),
    ("roofline(context: 256)", "out-of-range", "256"),
    ("serve(as: \"hybrid\")", "wrong-arguments", "\"hybrid\""),
    ("serve(requests: 0)", "out-of-range", "0"),
    ("serve(gap: 30 day)", "out-of-range", "30 day"),
    ("serve(keep_alive: 2 day)", "out-of-range", "2 day"),
    ("serve(spacing: \"odd\")", "wrong-arguments", "\"odd\""),
  ])
  func refuses(_ line: String, _ code: String, _ place: String) throws {
    let error = #expect(throws: Diagnostic.self) { try model.value(line) }
    #expect(error?.code.name == code)
    #expect(error?.span?.text == place)
  }

  @Test func aPromptLongerThanTheContextIsRefused() throws {
    let words = String(repeating: "zq ", count: 200)
    let error = #expect(throws: Diagnostic.self) { try model.value("generate(\"\(words)\")") }
    #expect(error?.code == .outOfRange && error?.span?.text == "\"\(words)\"")
  }

  /// A file that is no model, or a broken one, is one diagnostic at its name.
  @Test func brokenModelsAreRefused() throws {
    let whole = try Data(contentsOf: URL(fileURLWithPath: model.path))
    let broken = NSTemporaryDirectory() + "broken-\(UUID().uuidString).gguf"
    defer { try? FileManager.default.removeItem(atPath: broken) }
    for length in [0, 3, 4, 20, 400, 5000, whole.count - 1] {
      try whole.prefix(length).write(to: URL(fileURLWithPath: broken))
      for call in ["generate(\"a\"", "model_shape(", "serve(", "batch("] {
        let line = call + (call.hasSuffix("(") ? "" : ", ") + "model: \"\(broken)\")"
        let error = #expect(throws: Diagnostic.self) { try model.value(line) }
        #expect(error?.code == .badModel, "\(length) bytes")
        #expect(error?.span?.text == "\"\(broken)\"")
      }
    }
  }

  @Test func withoutAModelItSaysSo() {
    var workbook = TestModel.workbook(nil)
    for line in ["generate(\"a\")", "tokenize(\"a\")", "serve()", "roofline()"] {
      let error = #expect(throws: Diagnostic.self) { try workbook.run(Source(line)) }
      #expect(error?.code == .unreadable && error?.suggestion != nil)
    }
  }
}
