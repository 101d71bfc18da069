import Quantities

extension FormulaTree {
  /// The formulas that one slip makes of it: something left out, turned over, subtracted instead of
  /// added, or taken for something else of its kind.
  /// - Parameter isMisread: whether sums are misread as well, which with another slip explains too
  ///   much.
  func slips(_ atoms: [FormulaAtom], isMisread: Bool = false) -> [FormulaTree] {
    switch self {
    case .atom(let place):
      let atom = atoms[place]
      var found: [FormulaTree] = []
      if atom.isShare { found += [.rest(of: place), .atom(FormulaAtoms.half)] }
      if let one = atom.one { found.append(.atom(one)) }
      found += atom.others.map { .atom($0) }
      if atom.isLiteral { found += literals(like: atom.column.dimension, but: place, atoms) }
      return found + names(like: atom.column.dimension, but: place, atoms)
    case .sum(let links):
      // From the rest to one back to the share itself.
      let back: [FormulaTree] =
        links.count == 2 && links[0].tree == .atom(FormulaAtoms.one) && links[1].isInverse
        ? [links[1].tree] : []
      let taken = FormulaColumn(self, atoms).map { names(like: $0.dimension, but: nil, atoms) }
      return back + (taken ?? []) + (isMisread ? scaledTerms(links) : [])
        + slips(of: links, atoms, isMisread) { .sum($0) }
    case .product(let links):
      return (isMisread ? misreadSums(links) : [])
        + slips(of: links, atoms, isMisread) { .product($0) }
    case .rounded(let isUp, let tree):
      return [tree, .rounded(isUp: !isUp, tree)]
        + tree.slips(atoms, isMisread: isMisread).map { .rounded(isUp: isUp, $0) }
    }
  }

  /// The formulas in which two things of one kind have changed places.
  func exchanges(_ atoms: [FormulaAtom]) -> [FormulaTree] {
    let places = self.atoms.filter { !atoms[$0].column.dimension.isNone }.sorted()
    return places.flatMap { one in
      places.filter {
        $0 > one && atoms[$0].column.dimension == atoms[one].column.dimension
      }.map { exchanging(one, $0) }
    }
  }

  private func exchanging(_ one: Int, _ other: Int) -> FormulaTree {
    func links(_ links: [Link]) -> [Link] {
      links.map { Link(isInverse: $0.isInverse, tree: $0.tree.exchanging(one, other)) }
    }
    switch self {
    case .atom(one): return .atom(other)
    case .atom(other): return .atom(one)
    case .atom: return self
    case .sum(let inner): return .sum(links(inner))
    case .product(let inner): return .product(links(inner))
    case .rounded(let isUp, let tree):
      return .rounded(isUp: isUp, tree.exchanging(one, other))
    }
  }

  /// The written amounts of one kind, such as two prices; bare numbers are of none.
  private func literals(like dimension: Dimension, but place: Int, _ atoms: [FormulaAtom])
    -> [FormulaTree]
  {
    guard !dimension.isNone else { return [] }
    return atoms.indices.filter {
      $0 != place && atoms[$0].isLiteral && atoms[$0].column.dimension == dimension
    }.map { .atom($0) }
  }

  /// Sums with one of their terms counted twice, half or for a year.
  private func scaledTerms(_ links: [Link]) -> [FormulaTree] {
    guard links.count > 1 else { return [] }
    var found: [FormulaTree] = []
    for index in links.indices where links[index].tree != .atom(FormulaAtoms.one) {
      for (factor, isInverse) in [
        (FormulaAtoms.two, false), (FormulaAtoms.two, true), (FormulaAtoms.twelve, false),
        (FormulaAtoms.twelve, true),
      ] {
        var changed = links
        changed[index].tree = .product([
          Link(tree: links[index].tree), Link(isInverse: isInverse, tree: .atom(factor)),
        ])
        found.append(.sum(changed))
      }
    }
    return found
  }

  /// Products with a sum whose parentheses were lost, `a / b + c` for `a / (b + c)`, or that was
  /// taken apart where it must not be, `a / b + a / c`.
  private func misreadSums(_ links: [Link]) -> [FormulaTree] {
    var found: [FormulaTree] = []
    for (index, link) in links.enumerated() where links.count > 1 {
      guard case .sum(let terms) = link.tree, terms.count > 1 else { continue }
      func product(of term: Link) -> Link {
        var factors = links
        factors[index].tree = term.tree
        return Link(isInverse: term.isInverse, tree: .product(factors))
      }
      for place in terms.indices {
        var lost = terms
        lost[place] = product(of: terms[place])
        found.append(.sum(lost))
      }
      if link.isInverse { found.append(.sum(terms.map(product))) }
    }
    return found
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
    of links: [Link], _ atoms: [FormulaAtom], _ isMisread: Bool, _ make: ([Link]) -> FormulaTree
  ) -> [FormulaTree] {
    var found: [FormulaTree] = []
    for index in links.indices {
      var others = links
      others.remove(at: index)
      if !others.isEmpty { found.append(make(others).simpler) }
      var turned = links
      turned[index].isInverse.toggle()
      found.append(make(turned))
      for inner in links[index].tree.slips(atoms, isMisread: isMisread) {
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
