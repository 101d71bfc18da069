import Quantities

extension FormulaTree {
  /// The formulas that one slip makes of it: something left out, turned over, subtracted instead of
  /// added, or taken for something else of its kind.
  func slips(_ atoms: [FormulaAtom]) -> [FormulaTree] {
    switch self {
    case .atom(let place):
      let atom = atoms[place]
      var found: [FormulaTree] = []
      if atom.isShare { found += [.rest(of: place), .atom(FormulaAtoms.half)] }
      if let one = atom.one { found.append(.atom(one)) }
      found += atom.others.map { .atom($0) }
      return found + names(like: atom.column.dimension, but: place, atoms)
    case .sum(let links):
      // From the rest to one back to the share itself.
      let back: [FormulaTree] =
        links.count == 2 && links[0].tree == .atom(FormulaAtoms.one) && links[1].isInverse
        ? [links[1].tree] : []
      let taken = FormulaColumn(self, atoms).map { names(like: $0.dimension, but: nil, atoms) }
      return back + (taken ?? []) + slips(of: links, atoms) { .sum($0) }
    case .product(let links): return slips(of: links, atoms) { .product($0) }
    case .rounded(let isUp, let tree):
      return [tree, .rounded(isUp: !isUp, tree)]
        + tree.slips(atoms).map { .rounded(isUp: isUp, $0) }
    }
  }

  /// The names of one kind.
  private func names(like dimension: Dimension, but place: Int?, _ atoms: [FormulaAtom])
    -> [FormulaTree]
  {
    atoms.indices.filter {
      $0 != place && $0 != FormulaAtoms.one && !atoms[$0].isLiteral
        && atoms[$0].column.dimension == dimension
    }.map { .atom($0) }
  }

  /// `1 - share`.
  static func rest(of place: Int) -> FormulaTree {
    .sum([Link(tree: .atom(FormulaAtoms.one)), Link(isInverse: true, tree: .atom(place))])
  }

  private func slips(
    of links: [Link], _ atoms: [FormulaAtom], _ make: ([Link]) -> FormulaTree
  ) -> [FormulaTree] {
    var found: [FormulaTree] = []
    for index in links.indices {
      var others = links
      others.remove(at: index)
      if !others.isEmpty { found.append(make(others).simpler) }
      var turned = links
      turned[index].isInverse.toggle()
      found.append(make(turned))
      for inner in links[index].tree.slips(atoms) {
        var changed = links
        changed[index].tree = inner
        found.append(make(changed))
      }
    }
    return found
  }

  /// Without a sum or product of one.
  private var simpler: FormulaTree {
    switch self {
    case .sum(let links), .product(let links):
      if links.count == 1, let only = links.first, !only.isInverse { return only.tree }
      return self
    case .atom, .rounded: return self
    }
  }
}
