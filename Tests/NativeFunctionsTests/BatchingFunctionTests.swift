import Course
import Diagnostics
import Foundation
import Language
import NativeFunctions
import Testing
import Workbook

/// `gpu_server`, `batch_server`, `fit` and `closed_loop`, as lines call them.
@Suite struct BatchingFunctionTests {
  private static let root = DeclarationTests.root

  static let fitted =
    "fit(\"\(root)/Guides/reference/load-test.csv\", room: 430272 token, model: \"qwen3-8b\", "
    + "gpu: \"h100\", precision: \"fp8\")"

  private func number(_ lines: String...) throws -> Double {
    var workbook = DeclarationTests.workbook
    workbook.isAutomatic = true
    var last: Double?
    for line in lines {
      if let value = try workbook.run(Source(line)).value { last = value.quantity?.base }
    }
    return try #require(last)
  }

  /// The published load test: fitted, and derived from data sheets alone.
  @Test func anH100() throws {
    let file = "\"\(Self.root)/Guides/reference/load-test.csv\""
    #expect(try number("fit(\(file), room: 430272 token).median_error") < 0.05)
    let server = "gpu_server(\"qwen3-8b\", \"h100\", precision: \"fp8\")"
    let measured = 2393.0
    let rates = try ["output_rate", "output_rate_slow", "output_rate_quick"].map {
      try number("closed_loop(\(server), 16, 1024 token, 128 token).\($0)")
    }
    #expect(abs(rates[0] / measured - 1) < 0.2)
    #expect(rates[1] < measured && measured < rates[2])
    // The cache holds what the engine said it does.
    #expect(abs(try number("\(server).room") / 430_272 - 1) < 0.03)
  }

  /// Whose arithmetic can be told apart is asked how its weights were kept; a GPU alone is a remark.
  @Test func aFitSaysWhatWasServed() throws {
    let file = "\"\(Self.root)/Guides/reference/load-test.csv\""
    func error(_ settings: String) throws -> Double {
      try number("fit(\(file), room: 430272 token\(settings)).median_error")
    }
    let plain = try error("")
    #expect(try error(", gpu: \"h100\"") == plain)
    #expect(try error(", model: \"qwen3-8b\"") == plain)
    let both = ", model: \"qwen3-8b\", gpu: \"h100\""
    #expect(try error("\(both), precision: \"fp8\"") != plain)
    let problem = #expect(throws: Diagnostic.self) { _ = try error(both) }
    #expect(problem?.message == "Of a model on a GPU it has to be said how the weights were kept.")
  }

  /// A law whose precision nobody says is taken as it is: the speed that was measured.
  @Test func nothingIsMovedUnsaid() throws {
    let file = "\"\(Self.root)/Guides/reference/load-test.csv\""
    let server =
      "gpu_server(\"qwen3-8b\", \"h100\", precision: \"fp8\", fitted: fit(\(file), room: 430272 token))"
    let alone = try number("closed_loop(\(server), 1, 128 token, 128 token).output_rate")
    #expect(abs(alone / 213.3 - 1) < 0.1, "\(alone)")
  }

  /// What a fit does not say of where it was measured is taken to be as here, and that is said.
  @Test(arguments: [
    ("", "measured with this model and this GPU and weights as here"),
    (", precision: \"fp8\"", "measured with this model and this GPU"),
    (", gpu: \"h100\", precision: \"fp8\"", "measured with this model"),
    (", model: \"qwen3-8b\", gpu: \"h100\", precision: \"fp8\"", "nothing"),
  ])
  func whatIsNotSaidIsAssumed(_ settings: String, _ assumed: String) throws {
    let fit = "fit(\"\(Self.root)/Guides/reference/load-test.csv\", room: 430272 token\(settings))"
    var workbook = DeclarationTests.workbook
    workbook.isAutomatic = true
    let line = "gpu_server(\"qwen3-8b\", \"h100\", precision: \"fp8\", fitted: \(fit)).assumed"
    #expect(try workbook.run(Source(line)).value == .text(assumed))
  }

  /// Fitted at 8 bits, moved to 16: 141 and 6,958 tokens/s were measured.
  @Test func movedToAnotherPrecision() throws {
    let file = "\"\(Self.root)/Guides/reference/load-test.csv\""
    let fit = "fit(\(file), room: 430272 token, precision: \"fp8\")"
    let server = "gpu_server(\"qwen3-8b\", \"h100\", precision: \"bf16\", fitted: \(fit))"
    let alone = try number("closed_loop(\(server), 1, 1024 token, 128 token).output_rate")
    let many = try number("closed_loop(\(server), 64, 128 token, 128 token).output_rate")
    #expect(abs(alone / 141 - 1) < 0.1 && abs(many / 6958 - 1) < 0.1, "\(alone), \(many)")
  }

  @Test func aServerByItsNumbers() throws {
    let server =
      "batch_server(step(fixed: 4 ms, per_sequence: 20 us, per_context_token: 50 ns, "
      + "prefill: 50k token/s), 100k token)"
    let first = 4e-3 + 20e-6 + 999.0 / 50_000
    let found = try number("closed_loop(\(server), 1, 1000 token, 1 token).time_to_first_token.p50")
    #expect(abs(found / first - 1) < 1e-9)
  }

  @Test(arguments: [
    ("gpu_server(\"qwen3-8\", \"h100\")", "There is no model “qwen3-8”."),
    ("gpu_server(\"qwen3-8b\", \"h1000\")", "There is no GPU “h1000”."),
    ("gpu_server(\"llama-3.1-70b\", \"h100\")", "llama-3-1-70b does not fit."),
    ("gpu_server(\"qwen3-8b\", \"h100\", gpus: 0 gpu)", "One to 1,024 GPUs share a model."),
    ("gpu_server(\"qwen3-8b\", \"h100\", memory: 2%)", "The share of the memory is 5% to 100%."),
    ("gpu_server(\"qwen3-8b\", \"h100\", precision: \"fp7\")", "precision does not fit."),
    ("gpu_server(\"qwen3-8b\", \"h100\", fitted: 3)", "fitted does not fit."),
    ("closed_loop(3, 1, 1 token, 1 token)", "server does not fit."),
    (
      "closed_loop(gpu_server(\"qwen3-8b\", \"h100\"), 0, 1 token, 1 token)",
      "users is 0; it must be at least 1."
    ),
    (
      "closed_loop(gpu_server(\"qwen3-8b\", \"h100\"), 1, 900k token, 1 token)",
      "prompt takes 900,001 tokens with its answer; the KV cache holds 377,183 tokens."
    ),
    ("gpu_server(\"qwen3-8b\", \"h100\", gpus: 3 gpu)", "3 GPUs cannot share 32 heads evenly."),
    (
      "gpu_server(\"qwen3-8b\", \"l4\", fitted: \(BatchingFunctionTests.fitted))",
      "The law was fitted to another gpu."
    ),
    (
      "gpu_server(\"qwen3-4b\", \"h100\", fitted: \(BatchingFunctionTests.fitted))",
      "The law was fitted to another model."
    ),
    (
      "gpu_server(\"qwen3-8b\", \"h100\", gpus: 4 gpu, fitted: \(BatchingFunctionTests.fitted))",
      "The law was fitted to another gpus."
    ),
    (
      "dedicated(1/s, tokens(500k token, 200 token, server: gpu_server(\"qwen3-8b\", \"h100\")))",
      nil
    ),
    ("batch_server(3, 100 token)", "law does not fit."),
    ("batch_server(step(fixed: 5 ms, prefill: 60k token/s), 3 token)", nil),
    ("step(fixed: 0 s, prefill: 60k token/s)", nil),
    ("step(fixed: 1 s, prefill: 0 token/s)", nil),
    ("fit(\"no-such.csv\")", nil),
  ])
  func saysWhatIsWrong(_ line: String, _ message: String?) {
    var workbook = DeclarationTests.workbook
    workbook.isAutomatic = true
    do throws(Diagnostic) {
      _ = try workbook.run(Source(line))
      Issue.record("\(line) runs")
    } catch {
      if let message { #expect(error.message == message) }
      guard let suggestion = error.suggestion, suggestion.contains("(") else { return }
      #expect(throws: Never.self, "\(suggestion)") { try workbook.run(Source(suggestion)) }
    }
  }
}
