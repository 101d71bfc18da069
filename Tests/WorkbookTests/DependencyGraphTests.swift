import Testing

@testable import Workbook

/// Graphs written as "a: b c" for a that reads b and c, one cell a word.
@Suite struct DependencyGraphTests {
  struct Graph {
    var graph = DependencyGraph()
    var names: [String] = []

    init(_ lines: String) {
      let parts = lines.split(separator: ",").map {
        $0.split(whereSeparator: { ": ".contains($0) })
      }
      for name in parts.flatMap({ $0 }).map(String.init) where !names.contains(name) {
        names.append(name)
        graph.addCell()
      }
      for part in parts where part.count > 1 {
        let cells = part.compactMap { names.firstIndex(of: String($0)) }
        graph.set(inputs: Array(cells.dropFirst()), of: cells[0])
      }
    }

    func index(_ name: Substring) -> Int { names.firstIndex(of: String(name)) ?? -1 }
    func indices(_ list: String) -> [Int] { list.split(separator: " ").map(index) }
    func text(_ cells: [Int]) -> String { cells.map { names[$0] }.joined(separator: " ") }
  }

  /// What depends on a change, each after all it reads.
  @Test(arguments: [
    ("b: a, c: b, d: c", "a", "a b c d"), ("b: a, c: b, d: c", "c", "c d"),
    ("b: a, c: a, d: b c", "a", "a b c d"),
    ("b: a, y: x", "a", "a b"), ("b: a", "b", "b"), ("a: x, b: a y, c: b", "x y", "a b c x y"),
    ("c: a b, d: c, e: a d", "a", "a c d e"),
    ("b: a, c: b a, d: c b a, e: d c b a", "a", "a b c d e"),
  ])
  func affected(_ lines: String, _ changed: String, _ expected: String) {
    let graph = Graph(lines)
    let order = graph.graph.affected(by: graph.indices(changed))
    #expect(
      graph.text(order).split(separator: " ").sorted() == expected.split(separator: " ").sorted())
    for (position, cell) in order.enumerated() {
      for input in graph.graph.inputs[cell] {
        if let before = order.firstIndex(of: input) { #expect(before < position) }
      }
    }
  }

  /// The ring that would arise, from the cell over what it reads back to itself.
  @Test(arguments: [
    ("b: a", "a", "b", "a b a"), ("b: a, c: b", "a", "c", "a c b a"), ("a", "a", "a", "a a"),
    ("b: a, c: b", "a", "x", ""), ("b: a", "b", "a", ""),
    // Of several the shortest.
    ("b: a, c: b, d: c, e: d a", "a", "e", "a e a"), ("b: a, c: b, d: c", "a", "d b", "a b a"),
    ("b: a, c: a", "a", "c b", "a c a"),
    ("b: a, c: b, d: b c", "a", "x d", "a d b a"),
  ])
  func rings(_ lines: String, _ cell: String, _ reading: String, _ expected: String) {
    let graph = Graph(lines + ", x")
    let ring = graph.graph.ring(at: graph.index(cell[...]), reading: graph.indices(reading))
    #expect(ring.map(graph.text) ?? "" == expected)
  }

  @Test func inputsCanBeReplaced() {
    var graph = Graph("b: a, c: b, x")
    graph.graph.set(inputs: graph.indices("x"), of: graph.index("b"))
    #expect(graph.text(graph.graph.affected(by: graph.indices("a"))) == "a")
    #expect(graph.text(graph.graph.affected(by: graph.indices("x"))) == "x b c")
    #expect(graph.graph.sources(of: graph.indices("c")) == Set(graph.indices("c b x")))
    #expect(graph.graph.ring(at: graph.index("a"), reading: graph.indices("c")) == nil)
  }

  /// A chain as long as any workbook neither overflows the stack nor takes long.
  @Test func longChain() {
    var graph = DependencyGraph()
    let count = 20_000
    for cell in 0..<count {
      graph.addCell()
      if cell > 0 { graph.set(inputs: [cell - 1], of: cell) }
    }
    #expect(graph.affected(by: [0]) == Array(0..<count))
    #expect(graph.ring(at: 0, reading: [count - 1])?.count == count + 1)
    #expect(graph.sources(of: [count - 1]).count == count)
  }
}
