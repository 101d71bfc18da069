import Basics
import Diagnostics
import Language
import Quantities
import TestSupport
import Testing

@testable import Presentation
@testable import Workbook

/// How solutions are told: apart from each other, with or without their ends, within a range.
@Suite struct SolutionTextTests {
  private func solution(_ lines: [String]) throws -> Answer.Solution {
    var workbook = Workbook()
    var answer = Answer.nothing
    for line in lines { answer = try workbook.run(Source(line)) }
    guard case .solve(let solution) = answer else { throw Diagnostic(.wrongKind, "No solution.") }
    return solution
  }

  /// However close two roots are, their texts are two, and each reads back as its root.
  @Test(arguments: [UInt64](1...4)) func closeRootsAreToldApart(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for exponent in 1...8 {
      let first = Double(Int.random(in: 1...90, using: &random))
      let gap: Double = Double("1e-\(exponent)") ?? 0
      let found = try solution(["x = 1", "solve x for (x - \(first)) * (x - \(first + gap)) = 0"])
      let texts = found.roots.map { root -> String in
        guard case .at(let value) = root else { return "\(root)" }
        return found.text(value)
      }
      #expect(texts.count == 2 && Set(texts).count == 2, "seed \(seed), gap \(gap): \(texts)")
      let json = Answer.solve(found).json.text
      for (text, value) in zip(texts, [first, first + gap]) {
        #expect(json.contains("\"text\":\"\(text)\""), "\(json)")
        let read = Double(text.filter { $0 != "," }) ?? .nan
        #expect(abs(read - value) <= gap / 2, "\(text) for \(value)")
      }
    }
  }

  /// The end of a strict inequality is no solution and is told so; that of any other is one.
  @Test(arguments: ["<", "<=", ">", ">="]) func ends(_ relation: String) throws {
    let isStrict = relation.count == 1
    for end: Double in [3.5, 0.25, -7, 1e5] {
      let found = try solution(["x = 1", "solve x for 2 * x \(relation) \(2 * end)"])
      guard case .stretch(_, _, _, let open)? = found.roots.first else {
        throw Diagnostic(.wrongKind, "\(found.roots)")
      }
      let isUpper = relation.hasPrefix("<")
      #expect(open.high == (isStrict && isUpper) && open.low == (isStrict && !isUpper))
      #expect(Answer.solve(found).json.text.contains("_excluded") == isStrict)
      #expect("\(Answer.solve(found).display())".contains("itself") == isStrict)
    }
  }

  /// What a formula only comes close to is neither a solution nor reached: limits, and the open side
  /// of a jump.
  @Test(arguments: [
    "ln(x) / (x - 1) = 1", "(x^2 - 1) / (x - 1) = 2", "x - floor(x) = 1 between 0.5 and 1.5",
    "(if x < 1 then x else 0) = 1",
  ]) func limitsAreNoSolutions(_ equation: String) throws {
    let found = try solution(["x = 0.5", "solve x for \(equation)"])
    for root in found.roots {
      guard case .near = root else { throw Diagnostic(.wrongKind, "\(equation): \(root)") }
    }
    if found.roots.isEmpty {
      #expect(found.most?.isReached == false)
      #expect("\(Answer.solve(found).display())".contains("below 1"))
    }
  }

  /// The end at which a step goes on belongs to the next one.
  @Test func stepsHaveAnOpenEnd() throws {
    let found = try solution(["x = 1", "solve x for floor(x) = 3"])
    guard case .stretch(let low, let high, _, let open)? = found.roots.first else {
      throw Diagnostic(.wrongKind, "\(found.roots)")
    }
    #expect(low.magnitude == 3 && high.magnitude == 4 && !open.low && open.high)
  }

  /// What is told of a root differs from it by little beside the distance to the next one.
  @Test(arguments: [
    ("(x - 100000)^2 = 0.01", [99_999.9, 100_000.1]),
    ("exp(-(x - 1234.5)^2) = 0.99", [1234.39975, 1234.60025]), ("x^2 = 4", [-2, 2]),
    ("(x - 200k)^2 = 1", [199_999, 200_001]),
  ]) func textsKeepTheirDistance(_ equation: String, _ roots: [Double]) throws {
    let found = try solution(["x = 1", "solve x for \(equation)"])
    let texts = found.roots.map { root -> String in
      guard case .at(let value) = root else { return "\(root)" }
      return found.text(value)
    }
    #expect(texts.count == roots.count)
    for (text, root) in zip(texts, roots) {
      let read = Double(text.filter { $0 != "," }) ?? .nan
      #expect(abs(read - root) <= (roots[1] - roots[0]) / 40, "\(text) for \(root)")
    }
  }

  /// What jumps holds on one side of the jump only.
  @Test func jumps() throws {
    let found = try solution(["x = 1", "solve x for ceil(x) <= 3 from 0 to 10"])
    guard case .stretch(_, let high, _, let open)? = found.roots.first else {
      throw Diagnostic(.wrongKind, "\(found.roots)")
    }
    #expect(high.magnitude == 3 && !open.high)
    let below = try solution(["x = 1", "solve x for floor(x) < 3 from 0 to 10"])
    guard case .stretch(_, let end, _, let isOpen)? = below.roots.first else {
      throw Diagnostic(.wrongKind, "\(below.roots)")
    }
    #expect(end.magnitude == 3 && isOpen.high)
  }

  @Test func onlyWhatWasAsked() throws {
    let lines = ["x = 1", "solve x for x^2 = 4 from 0 to 10"]
    let one = try solution(lines)
    let two = try solution(["x = 1", "solve x for x^2 = 4 between -10 and 10"])
    #expect(one.roots.count == 1 && two.roots.count == 2)
    let searched = try solution(["x = 1 h", "solve x for 2 * x = 4 h from 30 min to 5 h"]).searched
    #expect(searched.low.text == "0.5 h" && searched.high.text == "5 h")
    for wrong in ["from 3 to 3", "from -1e308 to 1e308", "from 1", "between 1", "from 1 to"] {
      #expect(throws: Diagnostic.self) { try solution(["x = 1", "solve x for x = 2 \(wrong)"]) }
    }
  }

  /// What lies between nothing and the least number is not told as 0.
  @Test(arguments: ["x*1e300*1e300 = 1", "x*1e308*1e308 = 5", "x*1e200*1e300 = -1"])
  func belowTheLeastNumber(_ equation: String) throws {
    let found = try solution(["x = 1", "solve x for \(equation)"])
    for root in found.roots {
      guard case .near = root else {
        Issue.record("\(equation): \(root)")
        continue
      }
    }
  }

  /// What is counted is solved for in whole numbers, both sides of the crossing told.
  @Test func countedCells() throws {
    var workbook = Workbook.holding(("waste", waste))
    func says(_ line: String) -> String { workbook.says(line) }
    #expect(says("solve gpus for effective = $10/(gpu*h)").contains("gpus = 11 gpu"))
    #expect(
      says("solve gpus for effective = $10/(gpu*h)").contains("it is $10.10/gpu·h, and $9.26"))
    #expect(says("solve gpus for used = 216 gpu·h/month").contains("gpus = 2 gpu\n"))
    #expect(says("solve gpus for effective < $10/(gpu*h)").contains("gpus from 12 gpu to 64 gpu"))
    #expect(says("gpus = 2.5").contains("try: gpus = 3 gpu"))
    #expect(says("gpus = 3").contains("324 gpu·h"))
    #expect(says("gpus = 7 / 3 * 3").contains("756 gpu·h"))
  }

  /// Also where it has no result now, and as a plain number without a range: too few may have none.
  @Test func countedCellsWithoutAResultNow() throws {
    var workbook = Workbook.holding(("waste", waste))
    func says(_ line: String) -> String { workbook.says(line) }
    _ = says("lines(n) = if n < 4 or n != floor(n) then 1 / 0 else 100 / n")
    _ = says("n = 1")
    #expect(says("solve n for lines(n) = 10").contains("n = 10"))
    #expect(says("solve n for lines(n) = 12 ").contains("n = 8: it is 12.5, and 11.11 at 9"))
    #expect(says("solve n for lines(n) = 22").contains("n = 4: it is 25, and 20 at 5"))
    _ = says("gpus = 1")
    let found = says("solve gpus for lines(gpus / (1 gpu)) = 12")
    #expect(found.contains("gpus = 8 gpu: it is 12.5, and 11.11 at 9 gpu"), "\(found)")
    #expect(says("plot lines(gpus / (1 gpu)) over gpus from 4 to 30").contains("gpus"))
    #expect(!says("plot lines(gpus / (1 gpu)) over gpus from 4 to 30").contains("no value"))
  }
}
