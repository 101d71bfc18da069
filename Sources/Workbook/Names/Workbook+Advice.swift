import Diagnostics
import Language
import Quantities

/// What else is said of a name that does not fit, where the whole line tells what was meant.
extension Workbook {
  /// A problem with a line, and the line to try.
  func advised(_ problem: Diagnostic, in statement: Statement) -> Diagnostic {
    guard let span = problem.span, let name = span.text.split(separator: ".").first else {
      return problem
    }
    switch problem.code {
    case .unknownFunction:
      // rent(1 - 20%)
      guard lookUp([span.text]) != nil else { return problem }
      return problem.label("a value: * multiplies it").try(
        span.replaced(with: "\(span.text) * "))
    case .unknownName:
      // What is to be varied has to be there first.
      guard problem.suggestion == nil, let (target, first) = statement.varied,
        target.path == [span.text], units.unit(named: span.text) == nil
      else { return problem }
      // What is asked for does not read it: a value would change nothing.
      guard statement.asked.contains(where: { $0.names().contains([span.text]) }) else {
        let names = parameters(of: statement.asked)
        return names.isEmpty
          ? problem : problem.note("What is asked depends on \(names.joined(separator: ", ")).")
      }
      return problem.note("A name is given a value first, from which it is then varied.")
        .try("\(target.text) = \(first?.text ?? "1")")
    case .elsewhere:
      // Of several models, the one whose result depends on what is varied.
      guard let target = statement.varied?.target, let varied = lookUp(target.path) else {
        return problem
      }
      let affected = Set(state.graph.affected(by: [varied.index]))
      let holder = offeredModels.first { model in
        state.index[CellID(model, String(name))].map { affected.contains($0) } ?? false
      }
      return problem.try(holder.map { span.replaced(with: "\($0).\(span.text)") })
    default: return problem
    }
  }

  /// The first parameters that expressions depend on.
  private func parameters(of expressions: [Expression]) -> [String] {
    // An expression with a fault of its own depends on nothing that could be told.
    let needed = (try? needed(by: expressions.filter { $0.literal == nil })) ?? []
    return needed.sorted().filter { state.cells[$0].kind == .parameter }.prefix(6)
      .map { shortName($0) }
  }
}

extension Statement {
  /// The expressions that a question is about.
  fileprivate var asked: [Expression] {
    guard case .question(let question) = self else { return [] }
    return switch question {
    case .plot(let asked, _), .sweep(let asked, _): asked
    case .tradeOff(let first, let second, _): [first, second]
    case .solve(_, let left, _, let right, _): [left, right]
    case .tune(_, let asked): asked.map { [$0] } ?? []
    default: []
    }
  }

  /// The name that a question varies, and the first of its values where that is said.
  fileprivate var varied: (target: Target, first: Expression?)? {
    guard case .question(let question) = self else { return nil }
    return switch question {
    case .plot(_, let sweep?), .tradeOff(_, _, let sweep?), .sweep(_, let sweep?):
      (sweep.target, sweep.low)
    case .solve(let target, _, _, _, let range): (target, range?.low)
    case .tune(let target, _): (target, nil)
    default: nil
    }
  }
}
