import Basics
import Diagnostics
import Quantities

/// An argument that was given by itself and in no line of the language: as an option of a command.
public struct GivenArgument: Sendable {
  /// What was given.
  public enum Content: Sendable {
    /// A text to read as the parameter's kind says.
    case written(Source)
    /// A value that is there already, and where what made it stands.
    case value(Value, SourceSpan)
  }

  /// The parameter's name.
  public let name: String
  /// What was given for it.
  public let content: Content

  /// Creates an argument.
  public init(_ name: String, _ content: Content) {
    self.name = name
    self.content = content
  }

  /// An expression as far as the parameter takes one; nil where the text itself is meant: a path, a
  /// prompt, or one of the parameter's words.
  func expression(
    for kind: Function.Kind, in scope: ParsingScope
  ) throws(Diagnostic) -> Expression? {
    guard case .written(let source) = content else { return nil }
    let text = source.text.trimmed
    switch kind {
    case .text, .path: return nil
    case .words where !text.hasPrefix("\""): return nil
    case .forms(_, let words) where words.contains(text): return nil
    default: return try Expression.parse(source, in: scope)
    }
  }
}

extension Evaluator {
  /// Calls a function with arguments that were given one by one.
  /// - Parameters:
  ///   - call: what stands for the whole call in messages.
  ///   - scope: how expressions are read.
  ///   - resolve: gives the names of an expression their full form.
  public mutating func call(
    _ function: Function, with given: [GivenArgument], at call: SourceSpan,
    in scope: ParsingScope, resolving resolve: (Expression) throws(Diagnostic) -> Expression
  ) throws(Diagnostic) -> Value {
    var reader = ArgumentReader(function, at: call)
    for argument in given {
      let (span, text) =
        switch argument.content {
        case .written(let source): (source.whole, source.text)
        case .value(let value, let span): (span, value.text)
        }
      guard function.parameter(named: argument.name) != nil else {
        throw Diagnostic(
          .wrongArguments, "\(function.name) has no parameter called \(argument.name).", at: span
        ).label("no such parameter")
          .note("It takes " + function.parameters.map { $0.name }.joined(separator: ", ") + ".")
      }
      let parameter = try reader.parameter(argument.name, at: span, text: { text })
      let value: Value
      var isLiteral = false
      if let expression = try argument.expression(for: parameter.kind, in: scope) {
        let formula = try resolve(expression)
        path.begin(formula, argument: argument.name)
        value = try self.value(formula)
        isLiteral = expression.literal != nil
      } else if case .value(let there, _) = argument.content {
        value = there
      } else if case .words = parameter.kind {
        value = .text(text.trimmed)
      } else if case .forms = parameter.kind {
        value = .text(text.trimmed)
      } else {
        value = .text(text)
      }
      try reader.give(
        ArgumentReader.Given(value: value, span: span, text: { text }, isLiteral: isLiteral),
        to: parameter)
    }
    return try self.value(of: function, try reader.finished())
  }
}
