import Diagnostics
import Quantities

extension Expression {
  /// The same formula with every name replaced; the parameters of a function stay as they are.
  public func mappingNames(
    without parameters: Set<String> = [],
    _ replace: ([String], SourceSpan) throws(Diagnostic) -> [String]
  ) throws(Diagnostic) -> Expression {
    guard case .name(let path) = form else {
      return try mappingParts { (part) throws(Diagnostic) -> Expression in
        try part.mappingNames(without: parameters, replace)
      }
    }
    guard let first = path.first, !parameters.contains(first) else { return self }
    return Expression(form: .name(try replace(path, span)), span: span)
  }

  /// The same formula with other luck: every call of a function that takes a seed gets this one.
  /// - Parameter takesSeed: whether a function of that name does.
  public func reseeded(_ seed: Int, _ takesSeed: (String) -> Bool) -> Expression {
    let mapped = mappingParts { $0.reseeded(seed, takesSeed) }
    guard case .call(let name, let arguments) = mapped.form, takesSeed(name) else { return mapped }
    let number = Expression(form: .number(Quantity(Double(seed))), span: span)
    let others = arguments.filter { $0.label != "seed" }
    return Expression(
      form: .call(
        name, others + [Argument(label: "seed", value: number, span: span, doubtful: nil)]),
      span: span)
  }

  /// The same with the outermost calls of some functions replaced by names of their own, which no
  /// formula can write; and what these stand for, calls that are alike once. Fields of such a call
  /// become fields of the name.
  public func hoisting(
    _ isHoisted: (String) -> Bool
  ) -> (rest: Expression, calls: [(name: String, call: Expression)]) {
    var calls: [(name: String, call: Expression)] = []
    func hoist(_ part: Expression) -> Expression {
      if case .call(let name, _) = part.form, isHoisted(name) {
        let same = part.placed(at: span)
        let known = calls.first { $0.call.placed(at: span) == same }?.name
        let name = known ?? "call \(calls.count + 1)"
        if known == nil { calls.append((name, part)) }
        return Expression(form: .name([name]), span: part.span)
      }
      let mapped = part.mappingParts { (part) throws(Never) -> Expression in hoist(part) }
      guard case .field(let inner, let field) = mapped.form, case .name(let path) = inner.form,
        calls.contains(where: { $0.name == path[0] })
      else { return mapped }
      return Expression(form: .name(path + [field]), span: part.span)
    }
    let rest = hoist(self)
    return (rest, calls)
  }

  /// The same with each of the parts right below replaced.
  func mappingParts<Problem: Error>(
    _ map: (Expression) throws(Problem) -> Expression
  ) throws(Problem) -> Expression {
    func all(_ links: [Link]) throws(Problem) -> [Link] {
      var mapped: [Link] = []
      for link in links {
        mapped.append(Link(isInverse: link.isInverse, operand: try map(link.operand)))
      }
      return mapped
    }
    func all(_ parts: [Expression]) throws(Problem) -> [Expression] {
      var mapped: [Expression] = []
      for part in parts { mapped.append(try map(part)) }
      return mapped
    }
    let form: Form
    switch self.form {
    case .number, .text, .bool, .name: return self
    case .field(let inner, let name): form = .field(try map(inner), name)
    case .call(let name, let arguments):
      var mapped: [Argument] = []
      for argument in arguments {
        mapped.append(
          Argument(
            label: argument.label, value: try map(argument.value), span: argument.span,
            doubtful: argument.doubtful))
      }
      form = .call(name, mapped)
    case .negate(let inner): form = .negate(try map(inner))
    case .not(let inner): form = .not(try map(inner))
    case .sum(let first, let links): form = .sum(try map(first), try all(links))
    case .product(let first, let links): form = .product(try map(first), try all(links))
    case .power(let base, let exponent): form = .power(try map(base), try map(exponent))
    case .compare(let left, let sign, let right):
      form = .compare(try map(left), sign, try map(right))
    case .all(let parts): form = .all(try all(parts))
    case .any(let parts): form = .any(try all(parts))
    case .list(let parts): form = .list(try all(parts))
    case .convert(let inner, let unit): form = .convert(try map(inner), unit)
    case .range(let low, let high): form = .range(try map(low), try map(high))
    case .choice(let condition, let first, let second):
      form = .choice(if: try map(condition), then: try map(first), else: try map(second))
    }
    return Expression(form: form, span: span)
  }
}
