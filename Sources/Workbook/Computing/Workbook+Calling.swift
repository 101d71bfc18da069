import Diagnostics
import Language

extension Workbook {
  /// Calls a function with arguments that were given one by one, as the options of a command are.
  /// Each is an expression of the language, or a text where the parameter takes one: no text is
  /// pasted into a line.
  /// - Parameter line: what was typed, for what is wrong with the call as a whole.
  /// - Throws: what is wrong with an argument, marked in its own text.
  public func call(
    _ name: String, with arguments: [GivenArgument], typed line: Source
  ) throws(Diagnostic) -> Value {
    guard let function = functions.function(named: name) else {
      throw Diagnostic(.unknownFunction, "There is no function called \(name).", at: line.whole)
        .try(closest(to: name, among: functions.functions.map { $0.name }))
    }
    var evaluator = Evaluator(scope: CellScope(self), budget: budget())
    return try evaluator.call(function, with: arguments, at: line.whole, in: parsingScope()) {
      (expression) throws(Diagnostic) -> Expression in try resolve(expression)
    }
  }
}
