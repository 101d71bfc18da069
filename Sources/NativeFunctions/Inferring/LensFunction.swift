import Diagnostics
import Inference
import Language
import Quantities

/// `lens`: what a model would say behind each of its layers.
enum LensFunction {
  private struct Found: Sendable {
    let lens: Lens
    let tokenizer: Tokenizer

    /// "input", "layer 1", …
    var layers: [String] {
      lens.best.indices.map { $0 == 0 ? "input" : "layer \($0)" }
    }

    /// The probability of what is said in the end, layer by layer.
    var said: [Double] { lens.probabilities.map { $0.first ?? 0 } }

    /// The layer from which on the likeliest token is the one that is said.
    var decided: Int {
      let last = lens.best.last?.token
      return (lens.best.lastIndex { $0.token != last } ?? -1) + 1
    }

    var caption: String {
      let word = lens.best.last.map { tokenizer.label($0.token) } ?? ""
      let from = decided == 0 ? "already before the first layer" : "from layer \(decided) on"
      return "How likely each token would come next if the model stopped behind a layer. "
        + "“\(word)” is the likeliest \(from)."
    }
  }

  private static let form = RecordForm<Found>(
    [
      .texts("token", "the likeliest behind each layer") { found in
        found.lens.best.map { found.tokenizer.piece($0.token) }
      },
      .shares("probability", "its probability there") { $0.lens.best.map { $0.probability } },
      .shares("said", "the probability there of the token that is said in the end") { $0.said },
      .numbers("rank", "the place there of that token among all") {
        $0.lens.ranks.map { Double($0) }
      },
    ],
    with: { found, _ in
      RecordForm<Found>.Extras(
        shades: Shades(
          rows: found.layers, columns: found.lens.tokens.map { found.tokenizer.label($0) },
          shares: found.lens.probabilities, caption: found.caption))
    })

  static func function(_ runner: ModelRunner) -> Function {
    Function(
      "lens", "what a model would say behind each of its layers, input first",
      [
        Function.Parameter("prompt", .text, "what the model is asked"), Inferring.soFar,
        Inferring.model, Inferring.asIs,
      ], example: "lens(\"What is a cold start?\")", gives: form
    ) { (arguments, budget) throws(Diagnostic) -> Found in
      let model = try runner.model(arguments, budget)
      let tokens = try Inferring.promptTokens(arguments, model)
      budget.spend(.tokens(tokens.count, weights: model.parameters))
      return try inferring(arguments) { () throws(InferenceError) in
        let engine = try Engine(model)
        engine.isCancelled = budget.interrupted
        return Found(lens: try engine.lens(after: tokens), tokenizer: model.tokenizer)
      }
    }
  }
}
