import Diagnostics

extension Expression {
  /// The same with calls of functions of the language's own replaced by what these come to, as
  /// formulas; a function that calls itself stays. nil where that would be a long formula.
  /// - Parameter definition: the function of a name; nil for those that stay.
  public func inlining(_ definition: (String) -> FunctionDefinition?) -> Expression? {
    var left = Expression.mostInlined
    let whole = inlining(definition, within: [], &left)
    return left > 0 ? whole : nil
  }

  /// Parts that are put in at most: where functions use what they are given several times, and call
  /// each other, a formula grows with their number as a power does.
  private static let mostInlined = 20_000

  private func inlining(
    _ definition: (String) -> FunctionDefinition?, within outer: Set<String>, _ left: inout Int
  ) -> Expression {
    let mapped = mappingParts { (part) throws(Never) -> Expression in
      part.inlining(definition, within: outer, &left)
    }
    guard left > 0, case .call(let name, let arguments) = mapped.form, !outer.contains(name),
      let function = definition(name), let given = function.given(arguments)
    else { return mapped }
    let body = function.body.inlining(definition, within: outer.union([name]), &left)
    left -= body.size
    return body.replacing(given.mapValues { ($0, $0.size) }, &left)
  }

  /// How many parts it has.
  private var size: Int {
    var size = 0
    visit { _ in size += 1 }
    return size
  }

  /// The same with parameters replaced by what is given for them, as long as there is room.
  private func replacing(
    _ given: [String: (value: Expression, size: Int)], _ left: inout Int
  ) -> Expression {
    guard left > 0 else { return self }
    guard case .name(let path) = form, let first = path.first, let (value, size) = given[first]
    else {
      return mappingParts { (part) throws(Never) -> Expression in part.replacing(given, &left) }
    }
    left -= size
    if case .name(let outer) = value.form {
      return Expression(form: .name(outer + path.dropFirst()), span: span)
    }
    return path.dropFirst().reduce(value) { Expression(form: .field($0, $1), span: span) }
  }

  /// The same formula as if all of it stood at one place, to tell whether two are the same.
  func placed(at span: SourceSpan) -> Expression {
    let mapped = mappingParts { (part) throws(Never) -> Expression in part.placed(at: span) }
    guard case .call(let name, let arguments) = mapped.form else {
      return Expression(form: mapped.form, span: span)
    }
    let placed = arguments.map {
      Argument(label: $0.label, value: $0.value, span: span, doubtful: nil)
    }
    return Expression(form: .call(name, placed), span: span)
  }
}

extension FunctionDefinition {
  /// What is given for each parameter; nil where it is not one for each.
  fileprivate func given(_ arguments: [Expression.Argument]) -> [String: Expression]? {
    guard arguments.count == parameters.count else { return nil }
    var given: [String: Expression] = [:]
    for (parameter, argument) in zip(parameters, arguments) {
      let name = argument.label ?? parameter
      guard parameters.contains(name), given[name] == nil else { return nil }
      given[name] = argument.value
    }
    return given
  }
}
