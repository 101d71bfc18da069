import Course
import Diagnostics
import Language
import Quantities
import Workbook

/// The names and numbers that an exercise's answer is made of, and the answer as a tree of them.
struct FormulaAtoms {
  private(set) var atoms: [FormulaAtom] = []
  /// The answer, with the formulas of cells written out; nil where it is made of something else.
  private(set) var answer: FormulaTree?
  private let posed: [PosedExercise]
  private var places: [String: Int] = [:]

  /// The number 1, as in `1 - utilization`.
  static let one = 0
  /// The number 2, and half of all.
  static let two = 1
  static let half = 2
  /// Bits of a byte.
  static let eight = 3
  /// Months of a year.
  static let twelve = 4
  /// How many such numbers there are before the exercise's own.
  static let fixed = 5
  /// How many atoms are looked at.
  static let most = 24

  /// - Parameter posed: the exercise in every variant that is looked at.
  init(of formula: Expression, _ posed: [PosedExercise]) {
    self.posed = posed
    // Their places are known.
    for text in ["1", "2", "50%", "8", "12"] { _ = add(text, isLiteral: text != "1") }
    answer = tree(formula, in: nil, depth: 0)
    for place in Array(atoms.indices) where !atoms[place].isLiteral { addOne(of: place) }
    guard let first = posed.first else { return }
    for given in first.givens where given.value.quantity != nil {
      // What has no value in some variant is no name for a formula.
      _ = add(given.name)
    }
    // Other cells of the model, which a learner may have read instead.
    if let model = first.exercise.model?.id {
      for cell in first.workbook.cells(of: model) where atoms.count < FormulaAtoms.most {
        // As above.
        _ = add(name(of: cell))
      }
    }
  }

  private func name(of cell: Cell) -> String {
    let isBare = cell.id.model == CellID.given || cell.id.model == posed.first?.exercise.model?.id
    return isBare ? cell.id.name : cell.id.text
  }

  /// The place of an atom; nil where it has no value in some variant.
  private mutating func add(_ text: String, isLiteral: Bool = false) -> Int? {
    if let known = places[text] { return known }
    guard atoms.count < FormulaAtoms.most, let column = column(text) else { return nil }
    places[text] = atoms.count
    atoms.append(FormulaAtom(text: text, column: column, isLiteral: isLiteral))
    return atoms.count - 1
  }

  private func column(_ text: String) -> FormulaColumn? {
    var values: [Double] = []
    var dimension: Dimension?
    for one in posed {
      // A name without a value here is left out of the search.
      guard let value = try? one.value(ofFormula: text)?.quantity, value.base.isFinite,
        dimension == nil || dimension == value.dimension
      else { return nil }
      dimension = value.dimension
      values.append(value.base)
    }
    return dimension.map { FormulaColumn(values: values, dimension: $0) }
  }

  // MARK: The answer

  private mutating func tree(_ expression: Expression, in model: String?, depth: Int)
    -> FormulaTree?
  {
    guard depth < 12 else { return nil }
    switch expression.form {
    case .number(let quantity): return literal(quantity, expression.text)
    case .name(let path): return self.name(path, in: model, depth: depth)
    case .convert(let inner, _): return tree(inner, in: model, depth: depth + 1)
    case .negate(let inner):
      return tree(inner, in: model, depth: depth + 1).map {
        .sum([FormulaTree.Link(isInverse: true, tree: $0)])
      }
    case .sum(let first, let links):
      return self.links(first, links, in: model, depth).map { .sum($0) }
    case .product(let first, let links):
      return self.links(first, links, in: model, depth).map { .product($0) }
    case .call(let name, let arguments)
    where ["ceil", "floor"].contains(name) && arguments.count == 1:
      return tree(arguments[0].value, in: model, depth: depth + 1).map {
        .rounded(isUp: name == "ceil", $0)
      }
    default:
      guard model == nil || model == posed.first?.exercise.model?.id else { return nil }
      return add("(\(expression.text))").map { .atom($0) }
    }
  }

  private mutating func links(
    _ first: Expression, _ links: [Expression.Link], in model: String?, _ depth: Int
  ) -> [FormulaTree.Link]? {
    guard let start = tree(first, in: model, depth: depth + 1) else { return nil }
    var found = [FormulaTree.Link(tree: start)]
    for link in links {
      guard let next = tree(link.operand, in: model, depth: depth + 1) else { return nil }
      found.append(FormulaTree.Link(isInverse: link.isInverse, tree: next))
    }
    return found
  }

  private mutating func literal(_ quantity: Quantity, _ text: String) -> FormulaTree? {
    if quantity.isPlain { return add(text, isLiteral: text != "1").map { .atom($0) } }
    guard let place = add("(\(text))", isLiteral: true) else { return nil }
    if !quantity.unit.isPercent, quantity.magnitude != 1 {
      atoms[place].one = add("(\(Quantity(1, quantity.unit).text))", isLiteral: true)
    }
    for (one, other) in [("bit", "B"), ("B", "bit")] where quantity.unit.text == one {
      let text = quantity.text.dropLast(one.utf8.count) + other
      if let other = add("(\(text))", isLiteral: true) { atoms[place].others.append(other) }
    }
    return .atom(place)
  }

  /// For a name, the 1 of its unit.
  private mutating func addOne(of place: Int) {
    // A name without a value has no unit either.
    guard let value = (try? posed.first?.value(ofFormula: atoms[place].text))?.flatMap({ $0 }),
      let unit = value.quantity?.unit, !unit.isNone, !unit.isPercent
    else { return }
    atoms[place].one = add("(\(Quantity(1, unit).text))", isLiteral: true)
  }

  private mutating func name(_ path: [String], in model: String?, depth: Int) -> FormulaTree? {
    guard let workbook = posed.first?.workbook else { return nil }
    let text = path.joined(separator: ".")
    let own = model.flatMap { model in
      path.count == 1 ? workbook.cell(CellID(model, path[0])) : nil
    }
    guard let cell = own ?? workbook.cell(named: text) else {
      return model == nil ? add(text).map { .atom($0) } : nil
    }
    let place = add(name(of: cell))
    guard cell.kind == .result,
      let inner = tree(cell.written, in: cell.id.model, depth: depth + 1)
    else { return place.map { .atom($0) } }
    return inner
  }
}

extension PosedExercise {
  /// How formulas of its author are read: a name that varies may be a unit's as well.
  var formulaScope: ParsingScope {
    let names = Set(exercise.variations.map { $0.name })
    let cells = Set(
      (exercise.model.map { workbook.cells(of: $0.id) } ?? []).map { $0.id.name })
    return ParsingScope(units: workbook.units) { names.contains($0) || cells.contains($0) }
  }

  /// The value of a formula that is searched for; nil where it cannot be read.
  func value(ofFormula text: String) throws(Diagnostic) -> Value? {
    let source = Source(name: exercise.source.name, text)
    let expression = try Expression.parse(source, 0..<text.utf8.count, in: formulaScope)
    return try workbook.value(of: expression)
  }
}
