import Diagnostics
import Language
import Testing

@testable import Workbook

@Suite struct RecomputeTests {
  /// A diamond with a tail and a stranger; each cell counts its evaluations.
  private func diamond() -> (Workbook, Counter) {
    let counter = Counter()
    let workbook = Workbook.holding(
      (
        "m",
        """
        param a = 1 in 0..100
        param z = 5 in 0..100
        result left = tick("left", a * 2)
        result right = tick("right", a * 3)
        result top = tick("top", left + right)
        result tail = tick("tail", top + 1)
        result half = tick("half", floor(a / 10))
        result behind = tick("behind", half + 1)
        result other = tick("other", z + 1)
        """
      ), functions: [counter.tick])
    _ = counter.take()
    return (workbook, counter)
  }

  @Test func exactlyWhatDependsIsComputedOnce() {
    var (workbook, counter) = diamond()
    #expect(workbook.says("a = 2").contains("top | 5 → 10"))
    #expect(counter.take() == ["left": 1, "right": 1, "top": 1, "tail": 1, "half": 1])
    _ = workbook.says("z = 6")
    #expect(counter.take() == ["other": 1])
  }

  /// A cell whose inputs came out the same is left alone.
  @Test func changesStopWhereValuesStayTheSame() {
    var (workbook, counter) = diamond()
    _ = workbook.says("a = 9")
    let counts = counter.take()
    #expect(counts["half"] == 1 && counts["behind"] == nil)
    _ = workbook.says("a = 10")
    #expect(counter.take()["behind"] == 1)
    #expect(workbook.says("a = 10").contains("Nothing changed"))
    #expect(counter.take().isEmpty)
  }

  @Test func questionsAndFailedLinesComputeNothingForGood() {
    var (workbook, counter) = diamond()
    let before = workbook.cells(of: "m").map(\.value)
    for line in ["a = 200", "a = 1/0", "a = tail", "left = 3", "a = nobody", "a = 3 h"] {
      #expect(workbook.code(line) != nil)
    }
    for line in ["plot top over a", "sweep top over a", "compare tail with a = 7", "why tail"] {
      #expect(workbook.code(line) == nil)
    }
    #expect(workbook.cells(of: "m").map(\.value) == before)
    #expect(workbook.lastChanges == nil && !workbook.canUndo)
    _ = counter.take()
    _ = workbook.says("a = 2")
    #expect(counter.take()["top"] == 1)
  }

  /// A sweep computes what lies between the parameter and the result, once a point.
  @Test func sweepsComputeOnlyWhatTheyNeed() {
    var (workbook, counter) = diamond()
    _ = workbook.says("sweep left over a from 1 to 10 step 1")
    #expect(counter.take() == ["left": 10])
    _ = workbook.says("sweep other, left over z from 1 to 4 step 1")
    #expect(counter.take() == ["other": 4])
    _ = workbook.says("solve a for left = 30")
    let counts = counter.take()
    #expect(counts.keys.sorted() == ["left"] && (counts["left"] ?? 0) < 1_000)
  }

  @Test func tenThousandPoints() throws {
    var workbook = Workbook.holding(("waste", waste))
    guard
      case .sweep(let sweep) = try workbook.run(
        Source("sweep effective over utilization from 1% to 100% step 0.01%"))
    else {
      Issue.record("no sweep")
      return
    }
    #expect(sweep.values.count == 9_901 && sweep.values.last?.text == "100%")
    #expect(sweep.columns.map { $0.amounts.count } == [9_901])
    #expect(sweep.columns.first?.amounts.last??.text == "$4.17/gpu·h")
    #expect(
      workbook.code("sweep effective over utilization from 0% to 100% step 0.01%") == .tooMuchWork)
  }

  /// Change is decided by value, never by what is displayed.
  @Test func changeIsByValue() {
    var workbook = Workbook.holding(("waste", waste))
    #expect(workbook.changes("utilization = 15.0001%").count == 4)
    #expect(workbook.says("utilization = 15.0002%").contains("432 → 432.01 gpu·h/month"))
    // The same amount in another unit or spelling is no change.
    #expect(workbook.changes("utilization = 15.0002%") == [])
    #expect(workbook.changes("rent = 12 k$/month") == [])
    #expect(workbook.changes("rent = $144,000/month / 12") == [])
    _ = workbook.says("x = 60 min")
    #expect(workbook.changes("x = 1 h") == [])
  }

  /// Of a line of many cells each is computed once, in order.
  @Test func ownNamesFollowToo() {
    var workbook = Workbook.holding(("waste", waste))
    _ = workbook.says("a = 1 h")
    _ = workbook.says("b = a * 2")
    _ = workbook.says("c = b + a")
    #expect(workbook.changes("a = 2 h") == ["a 1 h → 2 h", "b 2 h → 4 h", "c 3 h → 6 h"])
    #expect(workbook.changes("b = 30 min") == ["b 4 h → 30 min", "c 6 h → 150 min"])
  }
}
