import Diagnostics
import Language
import Quantities
import Simulation

/// A parameter of a constructor, and what it means beyond its kind.
struct Part {
  enum Meaning {
    case rate, tokenRate, time, amount, number, law, tokens, stream, schedule, server, kind, flag,
      count, any

    /// What may be given, in words.
    var words: String {
      switch self {
      case .rate: "requests per time (2/s)"
      case .tokenRate: "tokens per time (60 token/s)"
      case .time: "a time (2 s)"
      case .amount: "a time (2 s), or tokens"
      case .number: "a number"
      case .law: Forms.law
      case .tokens: Forms.tokens
      case .stream: Forms.stream
      case .schedule: "a shift(…)"
      case .server: Forms.server
      case .kind: "a kind(…)"
      case .flag: "true or false"
      case .count: "a whole number from 0 up"
      case .any: "anything"
      }
    }

    func fits(_ value: Value) -> Bool {
      switch self {
      case .rate: value.quantity.flatMap(Reading.rate) != nil
      case .tokenRate: value.quantity?.dimension.isTokenRate ?? false
      case .time: value.quantity.flatMap(Reading.seconds) != nil
      case .amount: value.quantity.flatMap(Reading.amount) != nil
      case .number: value.quantity?.isPlain ?? false
      case .law: Reading.law(value) != nil
      case .tokens: Reading.tokens(value) != nil
      case .stream: Reading.arrivals(value).map { !$0.isTrace } ?? false
      case .schedule: Reading.schedule(value) != nil
      case .server: Reading.servers(value) != nil
      case .kind: Reading.kind(value) != nil
      case .flag: value == .bool(true) || value == .bool(false)
      case .count:
        value.quantity.map { $0.magnitude >= 0 && Int(exactly: $0.magnitude) != nil } ?? false
      case .any: true
      }
    }
  }

  let parameter: Function.Parameter
  let meaning: Meaning

  init(_ meaning: Meaning, _ parameter: Function.Parameter) {
    self.parameter = parameter
    self.meaning = meaning
  }

  /// What fits its meaning.
  init(
    _ meaning: Meaning, _ name: String, default preset: Value? = nil, _ sentence: String
  ) {
    self.init(
      meaning,
      Function.Parameter(name, .forms(meaning.words), default: preset, sentence))
  }

  /// Refuses an argument that means nothing here.
  func check(_ arguments: Arguments) throws(Diagnostic) {
    guard let value = arguments[parameter.name], value != .absent, !meaning.fits(value)
    else { return }
    throw Reading.refusal(parameter.name, arguments, expected: meaning.words, try: nil)
  }

  /// The field in which the record keeps it.
  var entry: RecordForm<Arguments>.Entry {
    RecordForm.Entry(
      parameter.name, parameter.kind, parameter.sentence,
      when: parameter.preset == .absent ? "where it is given" : nil
    ) { arguments in
      arguments[parameter.name].flatMap { $0 == .absent ? nil : $0 }
    }
  }
}

extension Dimension {
  /// Whether this is tokens, or just something, per time.
  fileprivate var isTokenRate: Bool {
    self == .none / Dimension(.time) || self == Dimension(.token) / Dimension(.time)
  }
}

/// A function that only names its arguments: what the simulator is to do with them is its own
/// business.
func constructor(
  _ name: String, _ sentence: String, _ parts: [Part], example: String,
  check: @escaping @Sendable (Arguments) throws(Diagnostic) -> Void = { _ in }
) -> Function {
  Function(
    name, sentence, parts.map { $0.parameter }, example: example,
    gives: RecordForm(parts.map { $0.entry }), uncertainty: .lifted
  ) { (arguments, _) throws(Diagnostic) -> Arguments in
    for part in parts { try part.check(arguments) }
    try check(arguments)
    return arguments
  }
}
