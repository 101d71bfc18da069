import Basics
import Diagnostics
import Inference
import Language
import Quantities

/// `tokenize` and `candidates`: how a model sees a text, and what it expects behind it.
enum TextFunctions {
  private static let text = Function.Parameter("text", .text, "any text")

  static func tokenize(_ runner: ModelRunner) -> Function {
    Function(
      "tokenize", "cuts a text into the tokens that a model reads", [text, Inferring.model],
      outputs: [
        Function.Output("count", "tokens"), Function.Output("pieces", "the tokens, cut by |"),
        Function.Output("ids", "their numbers in the vocabulary"),
        Function.Output("size", "the text in bytes"),
        Function.Output("size_per_token", "bytes in a token, on average"),
      ]
    ) { (arguments, budget) throws(Diagnostic) -> Value in
      let text = arguments.text("text") ?? ""
      let tokenizer = try runner.model(arguments, budget).tokenizer
      budget.spend(.bytes(Int64(text.utf8.count)))
      let tokens = tokenizer.encode(text, special: false)
      let bytes = Double(text.utf8.count)
      return .record(
        Record(
          name: "tokenize",
          fields: [
            Record.Field("count", .tokens(tokens.count), "in the text"),
            Record.Field(
              "pieces", .text(tokens.map(tokenizer.piece).joined(separator: "|")),
              "the tokens, cut by |"),
            Record.Field(
              "ids", .text(tokens.map(String.init).joined(separator: " ")),
              "their numbers in the vocabulary"),
            Record.Field("size", .data(bytes), "the text in bytes"),
            Record.Field(
              "size_per_token",
              .data(tokens.isEmpty ? 0 : bytes / Double(tokens.count), per: "token"),
              "bytes in a token, on average"),
          ]))
    }
  }

  /// Names of the candidates' fields, in their order.
  private static let places = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
  ]

  static func candidates(_ runner: ModelRunner) -> Function {
    Function(
      "candidates", "the tokens that a model finds likeliest to come next",
      [
        Function.Parameter("prompt", .text, "what the model is asked"),
        Function.Parameter(
          "so_far", .text, default: .text(""), "what it has answered already"),
        Function.Parameter("count", .quantity(.none), default: .number(5), "how many, 1 to 10"),
        Inferring.model, Inferring.asIs,
      ],
      outputs: [
        Function.Output("pieces", "the tokens, the likeliest first, cut by |"),
        Function.Output("first", "probability of the first of them; then second, third, …"),
        Function.Output("others", "probability of all the rest together"),
      ]
    ) { (arguments, budget) throws(Diagnostic) -> Value in
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
      let pieces = found.map { model.tokenizer.piece($0.token) }
      var fields = [
        Record.Field(
          "pieces", .text(pieces.joined(separator: "|")), "the likeliest first, cut by |")
      ]
      for (place, (candidate, piece)) in zip(places, zip(found, pieces)) {
        fields.append(Record.Field(place, .share(candidate.probability), "“\(piece)”"))
      }
      let sum = found.reduce(0) { $0 + $1.probability }
      fields.append(Record.Field("others", .share(max(0, 1 - sum)), "all the rest together"))
      return .record(Record(name: "candidates", fields: fields))
    }
  }
}

extension Tokenizer {
  /// A token as it can be read: line ends as ⏎, and tokens without text by their name.
  public func piece(_ token: Int) -> String {
    let bytes = bytes(of: token)
    if bytes.isEmpty, let name = vocabulary.text(of: token) { return name }
    // As characters, a return and a line end behind it are one.
    return String(decoding: bytes, as: UTF8.self).replacingAll("\r\n", with: "⏎")
      .replacingAll("\n", with: "⏎").replacingAll("\r", with: "␍")
  }
}
