import Language
import Quantities

extension Expression {
  /// The tree as text in which every part stands in parentheses: `a + b * c` is `(a + (b * c))`.
  var outline: String {
    switch form {
    case .number(let quantity): return quantity.text
    case .text(let text): return "\"\(text)\""
    case .bool(let bool): return "\(bool)"
    case .name(let path): return path.joined(separator: ".")
    case .field(let inner, let name): return "\(inner.outline)→\(name)"
    case .call(let name, let arguments):
      let list = arguments.map { ($0.label.map { "\($0): " } ?? "") + $0.value.outline }
      return "\(name)(\(list.joined(separator: ", ")))"
    case .negate(let inner): return "(-\(inner.outline))"
    case .not(let inner): return "(not \(inner.outline))"
    case .sum(let first, let links): return chain(first, links, "+", "-")
    case .product(let first, let links): return chain(first, links, "*", "/")
    case .power(let base, let exponent): return "(\(base.outline) ^ \(exponent.outline))"
    case .compare(let left, let sign, let right):
      return "(\(left.outline) \(sign.rawValue) \(right.outline))"
    case .all(let parts): return "(\(parts.map(\.outline).joined(separator: " and ")))"
    case .any(let parts): return "(\(parts.map(\.outline).joined(separator: " or ")))"
    case .convert(let inner, let unit): return "(\(inner.outline) in \(unit.text))"
    case .list(let parts): return "[" + parts.map { $0.outline }.joined(separator: ", ") + "]"
    case .range(let low, let high): return "(\(low.outline) to \(high.outline))"
    case .choice(let condition, let first, let second):
      return "(if \(condition.outline) then \(first.outline) else \(second.outline))"
    }
  }

  private func chain(_ first: Expression, _ links: [Link], _ sign: String, _ inverse: String)
    -> String
  {
    "(" + first.outline
      + links.map { " \($0.isInverse ? inverse : sign) \($0.operand.outline)" }.joined() + ")"
  }
}

extension Statement {
  /// The same of a whole line, with what kind of line it is.
  var outline: String {
    switch self {
    case .empty: "nothing"
    case .binding(let binding): "\(binding.target.text) := \(binding.value.outline)"
    case .unit(let unit): "unit[\(unit.name)]"
    case .function(let function):
      "\(function.name)(\(function.parameters.joined(separator: ", "))) := \(function.body.outline)"
    case .expression(let expression): expression.outline
    case .question(let question): question.outline
    }
  }
}

extension Question {
  var outline: String {
    func list(_ expressions: [Expression]) -> String {
      expressions.map(\.outline).joined(separator: ", ")
    }
    switch self {
    case .plot(let expressions, let sweep):
      return "plot[\(list(expressions))]" + (sweep.map { " " + outline($0) } ?? "")
    case .tradeOff(let up, let across, let sweep):
      return "plot[\(up.outline)] against \(across.outline)"
        + (sweep.map { " " + outline($0) } ?? "")
    case .sweep(let expressions, let sweep):
      return "sweep[\(list(expressions))] \(sweep.map(outline) ?? "")"
    case .why(let target): return "why[\(target.text)]"
    case .compare(let expression, let bindings):
      return "compare[\(expression.outline)] "
        + bindings.map { "\($0.target.text) := \($0.value.outline)" }.joined(separator: ", ")
    case .solve(let target, let expression, let relation, let wanted, let range):
      return "solve[\(target.text)] \(expression.outline) \(relation.rawValue) \(wanted.outline)"
        + (range.map { " from \($0.low.outline) to \($0.high.outline)" } ?? "")
    case .tune(let target, let expression):
      return "tune[\(target.text)]" + (expression.map { " " + $0.outline } ?? "")
    case .tornado(let expression): return "tornado[\(expression.outline)]"
    case .timeline(let run, let other, let stretch):
      return "timeline[\(run.outline)]" + (other.map { " against \($0.outline)" } ?? "")
        + stretch.outline
    case .table(let expressions): return "table[\(list(expressions))]"
    }
  }

  private func outline(_ sweep: Sweep) -> String {
    var text = "over \(sweep.target.text)"
    if let low = sweep.low, let high = sweep.high { text += " \(low.outline)…\(high.outline)" }
    if let step = sweep.step { text += " by \(step.outline)" }
    return text + (sweep.isLogarithmic ? " log" : "")
  }
}

extension Question.Stretch {
  var outline: String {
    switch self {
    case .beginning: ""
    case .between(let low, let high): " \(low.outline)..\(high.outline)"
    case .around(let time): " ~\(time.outline)"
    case .firstColdStart: " ~first cold start"
    case .longestWait: " ~longest wait"
    }
  }
}
