import Diagnostics
import Quantities

/// Formulas over lists and columns: what stands in them row by row is computed row by row.
extension Evaluator {
  /// Whether a whole formula can meet a list at all; the others never look.
  func mayMeetSeries(_ formula: Expression) -> Bool {
    if scope.holdsSeries { return true }
    var found = false
    formula.visit { part in
      switch part.form {
      case .list: found = true
      case .call("data", _): found = true
      default: break
      }
    }
    return found
  }

  /// How many rows an expression goes through; nil where it goes through none.
  mutating func rows(of expression: Expression) throws(Diagnostic) -> Int? {
    guard meetsSeries, row == nil else { return nil }
    switch expression.form {
    case .number, .text, .bool, .range: return nil
    case .list(let elements): return elements.count
    case .name, .field: return series(in: expression)?.count
    case .call(let name, let arguments):
      if let definition = scope.definition(of: name) {
        // What a function of the language's own comes to, only calling it tells; that is done only
        // where a list goes in or stands in it.
        let given = arguments.map { $0.value }
        guard try rows(in: given, of: expression) != nil || hasList(definition) else { return nil }
        return series(in: expression)?.count
      }
      guard isRowwise(name, arguments) else { return nil }
      return try rows(in: arguments.map { $0.value }, of: expression)
    default: return try rows(in: expression.parts, of: expression)
    }
  }

  private mutating func rows(
    in parts: [Expression], of whole: Expression
  ) throws(Diagnostic) -> Int? {
    var found: Int?
    for part in parts {
      guard let count = try rows(of: part) else { continue }
      if let found, found != count {
        throw Diagnostic(
          .wrongKind, "These lists are of different lengths: \(found) and \(count).",
          at: whole.span
        ).label("row by row needs as many on both sides")
      }
      found = count
    }
    return found
  }

  /// Whether a function is called for each row: what computes one value from others, and does not
  /// put the rows together.
  private func isRowwise(_ name: String, _ arguments: [Expression.Argument]) -> Bool {
    guard let function = scope.native(name), function.uncertainty == .eachSample else {
      return false
    }
    return !function.putsRowsTogether || arguments.count > 1
  }

  /// The list that a name or a field is, without a word where it is none or has no value.
  private mutating func series(in expression: Expression) -> Series? {
    let before = isShare
    defer { isShare = before }
    // What is wrong with it is told when it is evaluated.
    guard case .series(let series)? = try? value(expression) else { return nil }
    return series
  }

  /// Whether a list, or the name of one, stands in a function's body.
  private mutating func hasList(_ definition: FunctionDefinition) -> Bool {
    var hasList = false
    definition.body.visit { part in
      if case .list = part.form { hasList = true }
    }
    if hasList { return true }
    let outer = locals
    defer { locals = outer }
    locals = [:]
    for path in definition.body.names(without: Set(definition.parameters)) {
      let name = Expression(form: .name(path), span: definition.body.span)
      if series(in: name) != nil { return true }
    }
    return false
  }

  /// What an expression comes to in each row.
  mutating func eachRow(_ expression: Expression, _ count: Int) throws(Diagnostic) -> Value {
    defer {
      row = nil
      called = [:]
    }
    var quantities: [Quantity] = []
    var truths: [Bool] = []
    var texts: [String] = []
    for index in 0..<count {
      row = index
      switch try value(expression) {
      case .quantity(let quantity): quantities.append(quantity)
      case .bool(let truth): truths.append(truth)
      case .text(let text): texts.append(text)
      case let other:
        throw Diagnostic(.wrongKind, "A row is one value.", at: expression.span)
          .label("this is \(other.kind)")
      }
    }
    if truths.count == count { return .series(Series(.truths(truths))) }
    if texts.count == count { return .series(Series(.texts(texts))) }
    guard quantities.count == count, let series = Series(quantities) else {
      throw Diagnostic(.wrongKind, "The rows are of several kinds.", at: expression.span)
        .label("not one kind of value")
    }
    return .series(series)
  }

  /// What a call of a function of the language's own comes to, in the row that is looked at: it is
  /// called with whole lists, once for all rows.
  mutating func inRow(
    of call: Expression, _ whole: (inout Self) throws(Diagnostic) -> Value
  ) throws(Diagnostic) -> Value {
    guard let row else { return try whole(&self) }
    if locals.isEmpty, let known = called[call] { return here(known) }
    self.row = nil
    defer { self.row = row }
    let value = try whole(&self)
    if locals.isEmpty { called[call] = value }
    self.row = row
    return here(value)
  }

  /// `[1, 2, 4]`.
  mutating func list(_ elements: [Expression], _ span: SourceSpan) throws(Diagnostic) -> Value {
    if let row, row < elements.count { return try value(elements[row]) }
    var quantities: [Quantity] = []
    var texts: [String] = []
    for element in elements {
      switch try value(element) {
      case .quantity(let quantity): quantities.append(quantity)
      case .text(let text): texts.append(text)
      case let other:
        throw Diagnostic(.wrongKind, "A list holds quantities or texts.", at: element.span)
          .label("this is \(other.kind)")
      }
    }
    if texts.count == elements.count { return .series(Series(.texts(texts))) }
    guard quantities.count == elements.count, let series = Series(quantities) else {
      throw Diagnostic(.wrongKind, "A list holds values of one kind.", at: span)
        .label("several kinds")
    }
    return .series(series)
  }
}
