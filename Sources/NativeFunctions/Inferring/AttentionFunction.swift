import Diagnostics
import Inference
import Language
import Quantities

/// `attention`: which tokens each token of a text looks at, in one head of one layer.
enum AttentionFunction {
  /// Tokens of a text that can be shown.
  private static let most = 256

  private struct Found: Sendable {
    /// What each token gathers from those up to it, [n][n + 1].
    let shares: [[Double]]
    let pieces: [String]
    let labels: [String]
    let layer: Int
    let head: Int

    /// The place of the token that each one gathers most from.
    var strongest: [Int] {
      shares.map { row in row.indices.max { (row[$0], $1) < (row[$1], $0) } ?? 0 }
    }

    /// How much the last token gathers from each.
    var last: [Double] { shares.last ?? [] }

    var caption: String {
      let place = strongest.last ?? 0
      let share = last.indices.contains(place) ? Int((last[place] * 100).rounded()) : 0
      let (from, to) = (labels.last ?? "", labels.indices.contains(place) ? labels[place] : "")
      return "Which tokens (across) each token (down) looks at in head \(head) of layer \(layer). "
        + "The last one, “\(from)”, looks most at \(place + 1) “\(to)”, \(share)%."
    }
  }

  private static let form = RecordForm<Found>(
    [
      .texts("looks_at", "the token that each one gathers most from") { found in
        found.strongest.map { found.pieces[$0] }
      },
      .numbers("place", "the number of that token in the text") {
        $0.strongest.map { Double($0 + 1) }
      },
      .shares("share", "how much of what it gathers comes from there") { found in
        zip(found.shares, found.strongest).map { $0[$1] }
      },
      .shares("from_last", "how much the last token gathers from each") { $0.last },
    ],
    with: { found, _ in
      RecordForm<Found>.Extras(
        shades: Shades(
          rows: found.labels, columns: found.labels, shares: found.shares, caption: found.caption))
    })

  static func function(_ runner: ModelRunner) -> Function {
    Function(
      "attention", "which tokens each token of a text looks at",
      [
        Function.Parameter("prompt", .text, "what the model is asked, at most 256 tokens"),
        Function.Parameter("layer", .quantity(.none), default: .number(1), "from 1"),
        Function.Parameter("head", .quantity(.none), default: .number(1), "of the layer, from 1"),
        Inferring.soFar, Inferring.model, Inferring.asIs,
      ], example: "attention(\"What is a cold start?\", layer: 2, head: 2)", gives: form
    ) { (arguments, budget) throws(Diagnostic) -> Found in
      let model = try runner.model(arguments, budget)
      let layer = try Inferring.count("layer", arguments, in: 1...model.shape.layers)
      let head = try Inferring.count("head", arguments, in: 1...model.shape.heads)
      let tokens = try Inferring.promptTokens(arguments, model, most: most)
      budget.spend(.tokens(tokens.count, weights: model.parameters))
      let shares = try inferring(arguments) { () throws(InferenceError) in
        let engine = try Engine(model)
        engine.isCancelled = budget.interrupted
        return try engine.attention(of: tokens, layer: layer - 1, head: head - 1)
      }
      return Found(
        shares: shares, pieces: tokens.map { model.tokenizer.piece($0) },
        labels: tokens.map { model.tokenizer.label($0) }, layer: layer, head: head)
    }
  }
}
