import Quantities

/// A formula while it is searched for: sums and products of atoms.
indirect enum FormulaTree: Hashable {
  /// A name or a number, by its place among the atoms.
  case atom(Int)
  case sum([Link])
  case product([Link])
  /// A number rounded up, or down, to a whole one.
  case rounded(isUp: Bool, FormulaTree)

  /// A term that may be subtracted, or a factor that may divide.
  struct Link: Hashable {
    var isInverse = false
    var tree: FormulaTree
  }

  /// What it takes to think of it: names, numbers and sums.
  var cost: Int {
    switch self {
    case .atom: 1
    case .sum(let links): 1 + links.reduce(0) { $0 + $1.tree.cost }
    case .product(let links): links.reduce(0) { $0 + $1.tree.cost }
    case .rounded(_, let tree): 1 + tree.cost
    }
  }

  /// The atoms in it, each once.
  var atoms: Set<Int> {
    switch self {
    case .atom(let place): [place]
    case .sum(let links), .product(let links):
      links.reduce(into: []) { $0.formUnion($1.tree.atoms) }
    case .rounded(_, let tree): tree.atoms
    }
  }
}

/// The values of a formula, one for each variant, in base units.
struct FormulaColumn {
  var values: [Double]
  var dimension: Dimension

  /// nil where terms are of different kinds, or a value is no number.
  init?(_ tree: FormulaTree, _ atoms: [FormulaAtom]) {
    switch tree {
    case .atom(let place):
      self = atoms[place].column
      return
    case .sum(let links):
      guard let first = links.first, let start = FormulaColumn(first.tree, atoms) else {
        return nil
      }
      dimension = start.dimension
      values = first.isInverse ? start.values.map { -$0 } : start.values
      for link in links.dropFirst() {
        guard let next = FormulaColumn(link.tree, atoms), next.dimension == dimension else {
          return nil
        }
        for index in values.indices {
          values[index] += link.isInverse ? -next.values[index] : next.values[index]
        }
      }
    case .product(let links):
      dimension = .none
      values = []
      for link in links {
        guard let next = FormulaColumn(link.tree, atoms) else { return nil }
        if values.isEmpty { values = Array(repeating: 1, count: next.values.count) }
        dimension = link.isInverse ? dimension / next.dimension : dimension * next.dimension
        for index in values.indices {
          if link.isInverse {
            values[index] /= next.values[index]
          } else {
            values[index] *= next.values[index]
          }
        }
      }
    case .rounded(let isUp, let tree):
      guard let inner = FormulaColumn(tree, atoms), inner.dimension.isNone else { return nil }
      dimension = inner.dimension
      // As the language rounds: what is whole but for a rounding error stays.
      values = inner.values.map { value in
        let whole = value.rounded()
        if abs(value - whole) <= 1e-9 * max(1, abs(whole)) { return whole }
        return value.rounded(isUp ? .up : .down)
      }
    }
    guard values.allSatisfy({ $0.isFinite }) else { return nil }
  }

  init(values: [Double], dimension: Dimension) {
    self.values = values
    self.dimension = dimension
  }
}

/// A name or a number that formulas are made of.
struct FormulaAtom {
  /// As it stands in a formula.
  var text: String
  var column: FormulaColumn
  /// Whether it is a number written in the formula, with a unit.
  var isLiteral = false
  /// The same with a magnitude of 1, for what may be left out with its unit kept.
  var one: Int?
  /// What it may be taken for: bytes for bits.
  var others: [Int] = []

  /// Whether it is a share, whose rest to one may be meant instead.
  var isShare: Bool {
    column.dimension == .none && !isLiteral && column.values.allSatisfy { $0 > 0 && $0 < 1 }
  }
}

extension FormulaTree {
  /// As it is typed.
  func text(_ atoms: [FormulaAtom]) -> String {
    switch self {
    case .atom(let place): return atoms[place].text
    case .sum(let links):
      let ordered = links.filter { !$0.isInverse } + links.filter { $0.isInverse }
      return ordered.enumerated().map { index, link in
        let text = link.tree.factorText(atoms, isSum: true)
        return index == 0
          ? (link.isInverse ? "-" : "") + text : (link.isInverse ? " - " : " + ") + text
      }.joined()
    case .product(let links):
      let above = links.filter { !$0.isInverse }.map { $0.tree.factorText(atoms) }
      let divisors = links.filter { $0.isInverse }
      let below = divisors.map { $0.tree.factorText(atoms) }
      let top = above.isEmpty ? "1" : above.joined(separator: " * ")
      switch below.count {
      case 0: return top
      case 1:
        if case .product? = divisors.first?.tree {
          return "\(top) / (\(divisors[0].tree.text(atoms)))"
        }
        return "\(top) / \(below[0])"
      default: return "\(top) / (\(below.joined(separator: " * ")))"
      }
    case .rounded(let isUp, let tree): return "\(isUp ? "ceil" : "floor")(\(tree.text(atoms)))"
    }
  }

  private func factorText(_ atoms: [FormulaAtom], isSum: Bool = false) -> String {
    switch self {
    case .atom, .rounded: return text(atoms)
    case .sum: return "(\(text(atoms)))"
    case .product(let links):
      if isSum { return text(atoms) }
      return links.contains { $0.isInverse } ? "(\(text(atoms)))" : text(atoms)
    }
  }
}
