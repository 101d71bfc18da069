import Diagnostics
import Language
import Quantities

extension Workbook {
  /// The cell that a name means in a question about some expressions. Where several models have the
  /// name, it is the one on which the expressions depend.
  func find(_ target: Target, for expressions: [Expression]) throws(Diagnostic) -> Int {
    let needed = try needed(by: expressions)
    if target.path.count == 1, let name = target.path.first {
      let nearest = lookUp(target.path)?.index
      let namesakes = state.cells.indices.filter { state.cells[$0].id.name == name }
      let meant = namesakes.filter { needed.contains($0) }
      if meant.count == 1, nearest.map({ !needed.contains($0) }) ?? true { return meant[0] }
    }
    return try find(target)
  }

  /// All that expressions are computed from.
  func needed(by expressions: [Expression]) throws(Diagnostic) -> Set<Int> {
    var read: [Int] = []
    for expression in expressions { read += inputs(of: try resolve(expression)) }
    return state.graph.sources(of: read)
  }

  /// The cells that expressions are computed from, directly or not; those that can be told, where an
  /// expression is not right yet.
  public func cells(neededBy expressions: [Expression]) -> [Cell] {
    var found: Set<Int> = []
    for expression in expressions {
      // What is not right yet depends on nothing that is known.
      if let needed = try? needed(by: [expression]) { found.formUnion(needed) }
    }
    return found.sorted().map { state.cells[$0] }
  }

  /// Refuses to vary what changes nothing.
  func checkDepends(
    _ expressions: [Expression], on index: Int, _ target: Target,
    offering offer: (String) -> String
  ) throws(Diagnostic) {
    let expressions = expressions.filter { $0.literal == nil }
    let needed = try needed(by: expressions)
    // What depends on nothing is a number, and a flat line is what it should be.
    guard !needed.isEmpty, !needed.contains(index), let first = expressions.first else { return }
    // What is wrong with the expressions themselves comes first.
    for expression in expressions where try value(of: expression).amount == nil { return }
    let parameters = needed.sorted().filter { state.cells[$0].kind != .result }
    let names = parameters.map { shortName($0) }
    let text = expressions.map { $0.text }.joined(separator: ", ")
    throw Diagnostic(
      .notParameter,
      "\(text) \(expressions.count == 1 ? "does" : "do") not depend on \(target.text).",
      at: target.span
    )
    .label(
      names.isEmpty
        ? "\(first.text) depends on nothing"
        : "depends on \(names.prefix(6).joined(separator: ", "))" + (names.count > 6 ? ", …" : "")
    )
    .try(
      parameters.last { state.cells[$0].range != nil }.map { offer(shortName($0)) })
  }
}
