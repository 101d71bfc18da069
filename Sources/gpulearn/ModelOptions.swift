import ArgumentParser
import Diagnostics
import Language
import NativeFunctions

/// How many threads run a model.
struct ThreadOption: ParsableArguments {
  @Option(help: "Threads at work; one for each processor if left out.")
  var threads: Int?

  func validate() throws {
    if let threads, !(1...256).contains(threads) {
      throw ValidationError("threads goes from 1 to 256; this is \(threads).")
    }
  }

  /// As an argument of a function, for which 0 is one each processor.
  var argument: GivenArgument { GivenArgument("threads", .number(Double(threads ?? 0))) }
}

/// How a model's tokens are drawn.
struct DrawingOptions: ParsableArguments {
  @Option(help: .declared("temperature", in: NativeFunctions.generateParameters))
  var temperature = 0.0

  @Option(help: .declared("seed", in: NativeFunctions.generateParameters))
  var seed: UInt64 = 1
}

extension ArgumentHelp {
  /// The sentence of a parameter, as an option says it.
  static func declared(_ name: String, in parameters: [Function.Parameter]) -> ArgumentHelp {
    let text = parameters.first { $0.name == name }?.fullSentence ?? ""
    return ArgumentHelp(stringLiteral: text.prefix(1).uppercased() + text.dropFirst() + ".")
  }
}

extension GivenArgument {
  /// A value that an option gave.
  init(_ name: String, _ value: Value) {
    let option = "--" + String(name.map { $0 == "_" ? "-" : $0 })
    self.init(name, .value(value, Source(name: option, value.text).whole))
  }
}

extension Diagnostic {
  /// The same problem at the option that it is about, by the first word of what it says.
  /// - Parameter options: their names, and what was given.
  func typed(_ options: [String: String]) -> Diagnostic {
    guard code == .outOfRange, span == nil,
      let name = message.split(separator: " ").first.map({ String($0) }),
      let text = options[name]
    else { return self }
    return placed(at: Source(name: "--" + name, text).whole)
  }
}
