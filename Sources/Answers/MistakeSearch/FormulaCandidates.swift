import Quantities

/// Formulas that may explain wrong answers, each with its values, the simpler before the longer.
struct FormulaCandidates {
  /// A formula and its values.
  struct Candidate {
    var tree: FormulaTree
    var values: [Double]
    var cost: Int
  }

  private(set) var all: [Candidate] = []
  private var seen: [[Float]: Int] = [:]
  private let atoms: [FormulaAtom]
  private let dimension: Dimension

  /// How many formulas a slip or two may make.
  static let mostSlips = 6000
  /// How many products are tried.
  static let mostProducts = 8000

  /// - Parameter dimension: of the right answer; what is merely counted may stand in it or not.
  init(_ atoms: FormulaAtoms, dimension: Dimension) {
    self.atoms = atoms.atoms
    self.dimension = dimension
    for place in self.atoms.indices where place >= FormulaAtoms.fixed { add(.atom(place)) }
    if let answer = atoms.answer {
      let first = answer.slips(self.atoms) + answer.exchanges(self.atoms)
      for tree in first + answer.slips(self.atoms, isMisread: true) { add(tree) }
      for tree in [answer] + first {
        for factor in [FormulaAtoms.two, FormulaAtoms.eight] {
          for isInverse in [false, true] {
            add(
              .product([
                FormulaTree.Link(tree: tree),
                FormulaTree.Link(isInverse: isInverse, tree: .atom(factor)),
              ]))
          }
        }
        if dimension.isNone {
          add(
            .sum([
              FormulaTree.Link(tree: .atom(FormulaAtoms.one)),
              FormulaTree.Link(isInverse: true, tree: tree),
            ]))
        }
      }
      var count = 0
      for tree in first where count < FormulaCandidates.mostSlips {
        for other in tree.slips(self.atoms) where count < FormulaCandidates.mostSlips {
          count += 1
          add(other)
        }
      }
      let places = answer.atoms.filter { $0 >= FormulaAtoms.fixed }
      addProducts(of: places)
      for one in places {
        for other in places where other > one && !self.atoms[one].isLiteral {
          addProducts(of: places, withSumOf: one, other)
        }
      }
    } else {
      addProducts(of: Set(self.atoms.indices.dropFirst(FormulaAtoms.fixed)))
    }
    all.sort { $0.cost < $1.cost }
  }

  private mutating func add(_ tree: FormulaTree) {
    guard let column = FormulaColumn(tree, atoms) else { return }
    add(tree, column)
  }

  private mutating func add(_ tree: FormulaTree, _ column: FormulaColumn) {
    guard
      column.dimension == dimension || column.dimension.isMoreCounted(than: dimension)
        || dimension.isMoreCounted(than: column.dimension)
    else { return }
    // The same values, to seven digits, are the same formula; a simpler one takes its place.
    let key = column.values.prefix(8).map { Float($0) }
    // One with the answer's own unit is preferred to one that leaves out what is counted.
    let cost = tree.cost + (column.dimension == dimension ? 0 : 8)
    guard let index = seen[key] else {
      seen[key] = all.count
      all.append(Candidate(tree: tree, values: column.values, cost: cost))
      return
    }
    if all[index].cost > cost {
      all[index] = Candidate(tree: tree, values: column.values, cost: cost)
    }
  }

  /// Every product of some of the atoms, each above or below the line, a share or its rest to one, a
  /// number or its unit alone.
  private mutating func addProducts(of places: Set<Int>) {
    var options: [[FormulaTree]] = []
    var count = 1
    for place in places.sorted() {
      var own: [FormulaTree] = [.atom(place)]
      if atoms[place].isShare { own.append(.rest(of: place)) }
      if let one = atoms[place].one { own.append(.atom(one)) }
      let next = count * (1 + 2 * own.count)
      guard next <= FormulaCandidates.mostProducts else { continue }
      count = next
      options.append(own)
    }
    let start = FormulaColumn(
      values: atoms[FormulaAtoms.one].column.values, dimension: Dimension.none)
    multiply([], start, options[...])
  }

  /// The same with a sum of two of the atoms in their place.
  private mutating func addProducts(of places: Set<Int>, withSumOf one: Int, _ other: Int) {
    let tree = FormulaTree.sum([
      FormulaTree.Link(tree: .atom(one)), FormulaTree.Link(tree: .atom(other)),
    ])
    guard let column = FormulaColumn(tree, atoms) else { return }
    let rest = places.subtracting([one, other]).sorted().map { [FormulaTree.atom($0)] }
    guard rest.count <= 6 else { return }
    multiply([FormulaTree.Link(tree: tree)], column, rest[...])
  }

  private mutating func multiply(
    _ links: [FormulaTree.Link], _ column: FormulaColumn, _ rest: ArraySlice<[FormulaTree]>
  ) {
    guard let own = rest.first else {
      guard !links.isEmpty, column.values.allSatisfy({ $0.isFinite }) else { return }
      if links.count == 1, let only = links.first, !only.isInverse {
        add(only.tree, column)
      } else {
        add(.product(links), column)
      }
      return
    }
    multiply(links, column, rest.dropFirst())
    for tree in own {
      guard let factor = FormulaColumn(tree, atoms) else { continue }
      for isInverse in [false, true] {
        var next = column
        next.dimension =
          isInverse ? column.dimension / factor.dimension : column.dimension * factor.dimension
        for index in next.values.indices {
          if isInverse {
            next.values[index] /= factor.values[index]
          } else {
            next.values[index] *= factor.values[index]
          }
        }
        multiply(
          links + [FormulaTree.Link(isInverse: isInverse, tree: tree)], next, rest.dropFirst())
      }
    }
  }
}
