import Basics
import Diagnostics
import Language
import Testing

@testable import Workbook

/// What a step costs goes with what depends on it, and not with the size of the workbook.
@Suite struct SizeTests {
  /// So many names, each twice the one before it, and as many that nothing reads.
  private func workbook(_ count: Int) throws -> Workbook {
    var workbook = Workbook()
    workbook.mostNames = 100_000
    workbook.isLoading = true
    _ = try workbook.run(Source("a0 = 1"))
    for place in 1..<count {
      _ = try workbook.run(Source("b\(place) = \(place)"))
      _ = try workbook.run(Source("a\(place) = a\(place - 1) + 1"))
    }
    workbook.isLoading = false
    return workbook
  }

  /// Of two versions only what a step touched is not shared, however many cells there are.
  @Test func stepsShareTheRest() throws {
    var workbook = try workbook(1_500)
    let before = workbook.state
    guard case .changed(let changes) = try workbook.run(Source("b700 = 5")) else { return }
    #expect(changes.settings.map { $0.name } == ["b700"] && changes.results.isEmpty)
    #expect(workbook.state.cells.indices(changedSince: before.cells).count <= 128)
    #expect(workbook.state.cells.count == before.cells.count)
    _ = workbook.undo()
    #expect(workbook.cell(named: "b700")?.value?.text == "700")
  }

  /// A long chain follows its head, and neither a ring nor a depth stops it.
  @Test func chains() throws {
    var workbook = try workbook(2_500)
    guard case .changed(let changes) = try workbook.run(Source("a0 = 2")) else { return }
    #expect(changes.results.count == 2_499)
    #expect(workbook.cell(named: "a2499")?.value?.text == "2,501")
    let problem = #expect(throws: Diagnostic.self) {
      try workbook.run(Source("a0 = a2499"))
    }
    #expect(problem?.code == .ring)
  }

  /// What fails while a sheet is read leaves nothing behind.
  @Test func failingLinesLeaveNothing() throws {
    var workbook = try workbook(10)
    workbook.isLoading = true
    let count = workbook.state.cells.count
    #expect(throws: Diagnostic.self) { try workbook.run(Source("bad = a3 + 2 h")) }
    #expect(workbook.state.cells.count == count && workbook.cell(named: "bad") == nil)
    #expect(
      workbook.state.graph.users[try #require(workbook.state.index[CellID("my", "a3")])].count == 1)
    _ = try workbook.run(Source("bad = a3 + 2"))
    #expect(workbook.cell(named: "bad")?.value?.text == "6")
  }

  /// As an array, whatever is done with it.
  @Test(arguments: [UInt64](1...6)) func chunksAreAnArray(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var chunked = ChunkedArray<Int>()
    var plain: [Int] = []
    var versions: [(ChunkedArray<Int>, [Int])] = []
    for step in 0..<2_000 {
      switch Int.random(in: 0..<10, using: &random) {
      case 0 where !plain.isEmpty:
        chunked.removeLast()
        plain.removeLast()
      case 1...3 where !plain.isEmpty:
        let place = Int.random(in: 0..<plain.count, using: &random)
        chunked[place] = step
        plain[place] = step
      case 4: versions.append((chunked, plain))
      default:
        chunked.append(step)
        plain.append(step)
      }
    }
    #expect(Array(chunked) == plain, "seed \(seed)")
    for (version, was) in versions {
      #expect(Array(version) == was, "seed \(seed)")
      let changed = Set(chunked.indices(changedSince: version))
      for place in plain.indices where place >= was.count || plain[place] != was[place] {
        #expect(changed.contains(place), "seed \(seed), \(place)")
      }
    }
  }
}
