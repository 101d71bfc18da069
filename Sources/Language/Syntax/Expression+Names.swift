import Diagnostics

extension Expression {
  /// The same formula with every name replaced; the parameters of a function stay as they are.
  public func mappingNames(
    without parameters: Set<String> = [],
    _ replace: ([String], SourceSpan) throws(Diagnostic) -> [String]
  ) throws(Diagnostic) -> Expression {
    func map(_ expression: Expression) throws(Diagnostic) -> Expression {
      try expression.mappingNames(without: parameters, replace)
    }
    func map(_ links: [Link]) throws(Diagnostic) -> [Link] {
      var mapped: [Link] = []
      for link in links {
        mapped.append(Link(isInverse: link.isInverse, operand: try map(link.operand)))
      }
      return mapped
    }
    func map(_ parts: [Expression]) throws(Diagnostic) -> [Expression] {
      var mapped: [Expression] = []
      for part in parts { mapped.append(try map(part)) }
      return mapped
    }
    let form: Form
    switch self.form {
    case .number, .text, .bool: return self
    case .name(let path):
      guard let first = path.first, !parameters.contains(first) else { return self }
      form = .name(try replace(path, span))
    case .field(let inner, let name): form = .field(try map(inner), name)
    case .call(let name, let arguments):
      var mapped: [Argument] = []
      for argument in arguments {
        mapped.append(
          Argument(label: argument.label, value: try map(argument.value), span: argument.span))
      }
      form = .call(name, mapped)
    case .negate(let inner): form = .negate(try map(inner))
    case .not(let inner): form = .not(try map(inner))
    case .sum(let first, let links): form = .sum(try map(first), try map(links))
    case .product(let first, let links): form = .product(try map(first), try map(links))
    case .power(let base, let exponent): form = .power(try map(base), try map(exponent))
    case .compare(let left, let sign, let right):
      form = .compare(try map(left), sign, try map(right))
    case .all(let parts): form = .all(try map(parts))
    case .any(let parts): form = .any(try map(parts))
    case .convert(let inner, let unit): form = .convert(try map(inner), unit)
    case .range(let low, let high): form = .range(try map(low), try map(high))
    case .choice(let condition, let first, let second):
      form = .choice(if: try map(condition), then: try map(first), else: try map(second))
    }
    return Expression(form: form, span: span)
  }
}
