import Diagnostics
import Language
import Presentation
import Testing

@testable import Workbook

/// Sweeps through lists and by factors, and cells that are lists.
@Suite struct ListedSweepTests {
  private func rows(_ lines: [String]) throws -> [String] {
    var workbook = Workbook.holding(("waste", waste))
    var answer = Answer.nothing
    for line in lines { answer = try workbook.run(Source(line)) }
    guard case .sweep(let sweep) = answer else { throw Diagnostic(.wrongKind, "No sweep.") }
    return sweep.values.map { $0.text }
  }

  @Test func lists() throws {
    #expect(try rows(["sweep effective over gpus in [1, 2, 8]"]) == ["1 gpu", "2 gpu", "8 gpu"])
    #expect(
      try rows(["sweep effective over utilization in [50%, 10%]"]) == ["50%", "10%"])
    #expect(try rows(["k = [1, 4] * 2", "sweep effective over gpus in k"]) == ["2 gpu", "8 gpu"])
    #expect(try rows(["sweep effective over gpus in [1, 2] * 3"]) == ["3 gpu", "6 gpu"])
    for wrong in ["[1 h]", "3", "\"a\"", "[\"a\"]"] {
      #expect(throws: Diagnostic.self) { try rows(["sweep effective over gpus in \(wrong)"]) }
    }
  }

  @Test func factors() throws {
    #expect(
      try rows(["sweep effective over gpus from 1 to 64 factor 2"])
        == ["1 gpu", "2 gpu", "4 gpu", "8 gpu", "16 gpu", "32 gpu", "64 gpu"])
    #expect(try rows(["a = 1", "b = a^2", "sweep b over a from 1e-9 to 1 factor 10"]).count == 10)
    for wrong in ["from 1 to 64 factor 1", "from 0 to 9 factor 2", "from 1 to 9 factor -2"] {
      #expect(throws: Diagnostic.self) {
        try rows(["a = 1", "b = a^2", "sweep b over a \(wrong)"])
      }
    }
  }

  /// What follows from a list follows again when it changes.
  @Test func cellsAreLists() throws {
    var workbook = Workbook()
    for line in ["cost = [$1, $2, $4]", "double = cost * 2", "all = sum(double)"] {
      _ = try workbook.run(Source(line))
    }
    #expect(try workbook.run(Source("all")).value?.text == "$14")
    guard case .changed(let changes) = try workbook.run(Source("cost = [$1, $1]")) else { return }
    #expect(changes.results.map(\.name) == ["double", "all"])
    #expect(try workbook.run(Source("all")).value?.text == "$4")
    #expect(workbook.settings.map(\.line).contains("my.cost = [$1, $1]"))
  }
}
