import Basics
import Diagnostics
import Inference
import Language
import Quantities

/// `tokenize` and `candidates`: how a model sees a text, and what it expects behind it.
enum TextFunctions {
  private static let text = Function.Parameter("text", .text, "any text")

  /// A text in the tokens of a model.
  private struct Cut: Sendable {
    let bytes: Int
    let tokens: [Int]
    let tokenizer: Tokenizer
  }

  private static let cutForm = RecordForm<Cut>([
    .figure("count", .tokens, "in the text") { Double($0.tokens.count) },
    .text("pieces", "the tokens, cut by |") { cut in
      cut.tokens.map(cut.tokenizer.piece).joined(separator: "|")
    },
    .text("ids", "their numbers in the vocabulary") {
      $0.tokens.map { String($0) }.joined(separator: " ")
    },
    .figure("size", .data, "the text in bytes") { Double($0.bytes) },
    .figure("size_per_token", .data(per: "token"), "bytes in a token, on average") {
      $0.tokens.isEmpty ? 0 : Double($0.bytes) / Double($0.tokens.count)
    },
  ])

  static func tokenize(_ runner: ModelRunner) -> Function {
    Function(
      "tokenize", "cuts a text into the tokens that a model reads", [text, Inferring.model],
      example: "tokenize(\"serverless GPU\")", gives: cutForm
    ) { (arguments, budget) throws(Diagnostic) -> Cut in
      let text = arguments.text("text") ?? ""
      let tokenizer = try runner.model(arguments, budget).tokenizer
      budget.spend(.bytes(Int64(text.utf8.count)))
      return Cut(
        bytes: text.utf8.count, tokens: tokenizer.encode(text, special: false),
        tokenizer: tokenizer)
    }
  }

  /// Names of the candidates' fields, in their order.
  private static let places = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
  ]

  /// The likeliest tokens, with what they look like.
  private struct Expected: Sendable {
    let probabilities: [Double]
    let pieces: [String]
  }

  private static let expectedForm = RecordForm<Expected>(
    [.text("pieces", "the likeliest first, cut by |") { $0.pieces.joined(separator: "|") }]
      + places.enumerated().map { index, place -> RecordForm<Expected>.Entry in
        .figure(
          place, .share, "probability of the \(place) of them", when: "where so many are wanted",
          remark: { "“\($0.pieces.dropFirst(index).first ?? "")”" }
        ) { $0.probabilities.dropFirst(index).first }
      } + [
        .figure("others", .share, "all the rest together") {
          max(0, 1 - $0.probabilities.reduce(0, +))
        }
      ])

  static func candidates(_ runner: ModelRunner) -> Function {
    Function(
      "candidates", "the tokens that a model finds likeliest to come next",
      [
        Function.Parameter("prompt", .text, "what the model is asked"),
        Inferring.soFar,
        Function.Parameter("count", .quantity(.none), default: .number(5), "how many, 1 to 10"),
        Inferring.model, Inferring.asIs,
      ], example: "candidates(\"What is a cold start?\", count: 3)", gives: expectedForm
    ) { (arguments, budget) throws(Diagnostic) -> Expected in
      let count = try Inferring.count("count", arguments, in: 1...places.count)
      let model = try runner.model(arguments, budget)
      let found = try inferring(arguments) { () throws(InferenceError) in
        let engine = try Engine(model)
        engine.isCancelled = budget.interrupted
        let said = arguments.text("so_far") ?? ""
        let text = Inferring.prompt(arguments, model) + (said.isEmpty ? "" : " " + said)
        budget.spend(.tokens(model.tokenizer.encode(text).count, weights: model.parameters))
        return try engine.candidates(after: text, count: count)
      }
      return Expected(
        probabilities: found.map { $0.probability },
        pieces: found.map { model.tokenizer.piece($0.token) })
    }
  }
}

extension Tokenizer {
  /// A token as the name of a row or a column: without the space before a word.
  func label(_ token: Int) -> String {
    let piece = piece(token)
    return piece.trimmed.isEmpty ? "␣" : piece.trimmed
  }

  /// A token as it can be read: line ends as ⏎, and tokens without text by their name.
  public func piece(_ token: Int) -> String {
    let bytes = bytes(of: token)
    if bytes.isEmpty, let name = vocabulary.text(of: token) { return name }
    // As characters, a return and a line end behind it are one.
    return String(decoding: bytes, as: UTF8.self).replacingAll("\r\n", with: "⏎")
      .replacingAll("\n", with: "⏎").replacingAll("\r", with: "␍")
  }
}
