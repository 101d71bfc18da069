import Diagnostics
import Language
import Quantities

extension Fields {
  /// The value of a formula without names, and where it stands: `$3.99/(gpu*h)`, `15 min`,
  /// `$12,000/month / 4 gpu`; nil where the key is not there, or where what is wrong was reported.
  func quantity(
    _ key: FileKey, in file: FileText, units: UnitCatalog = .standard, _ problems: inout Problems
  ) -> (Quantity, SourceSpan)? {
    guard let entry = self[key], let text = text(key, &problems) else { return nil }
    guard !text.value.isEmpty, text.isVerbatim else {
      problems.report(
        Diagnostic(.badField, "A quantity is missing here.", at: entry.value.span)
          .label("\(key.name): … is written plainly, on one line"))
      return nil
    }
    let value = problems.attempt { () throws(Diagnostic) -> Value in
      let expression = try Expression.parse(file.source, text.range, in: ParsingScope(units: units))
      var evaluator = Evaluator(scope: NoNames(), budget: Budget(steps: 1000))
      return try evaluator.value(expression)
    }
    guard let value else { return nil }
    if case .quantity(let quantity) = value, !quantity.base.isFinite {
      problems.report(
        Diagnostic(.badField, "\(key.name) is too large.", at: entry.value.span)
          .label("more than any number that is kept").try(key.example))
      return nil
    }
    guard case .quantity(let quantity) = value else {
      problems.report(
        Diagnostic(.badField, "\(key.name) is a quantity.", at: entry.value.span)
          .expected("a number with its unit", found: value.kind))
      return nil
    }
    return (quantity, entry.value.span)
  }
}

/// Formulas of such a file have no names to read.
private struct NoNames: Scope {
  func value(
    of path: [String], at span: SourceSpan, _ budget: inout Budget
  ) throws(Diagnostic) -> (Value, used: Int) {
    throw Diagnostic(
      .unknownName, "“\(path.joined(separator: "."))” is neither a number nor a unit here.",
      at: span
    )
    .label("nothing else can be read in this file")
    .note(
      "A file beside the chapters knows the usual units, and what course.yaml calls servers and "
        + "requests. A unit that a model declares is known in that model.")
  }

  func canSet(_ path: [String], to value: Quantity) -> Bool { false }
  func definition(of function: String) -> FunctionDefinition? { nil }
  func native(_ function: String) -> Function? {
    FunctionCatalog.standard.function(named: function)
  }
  var functionNames: [String] { [] }
}
