import Diagnostics
import Language
import TestSupport
import Testing

@testable import Workbook

/// What the learner made is kept as lines that make it again.
@Suite struct SavedSettingsTests {
  private func fresh() -> Workbook {
    Workbook.holding(("waste", waste), ("hotel", "param rent: $/day = $80/day in $1..$900/day"))
  }

  private func values(_ workbook: Workbook) -> [String] {
    workbook.state.cells.map { "\($0.id.text) \($0.value?.text ?? "none") \($0.isSet)" }.sorted()
  }

  @Test(arguments: [
    ["gpus = 8"], ["rent = $15k/month", "utilization = 40%"], ["x = rent * 2", "gpus = 2 * 3"],
    ["f(h) = 12 / h", "x = f(3)"], ["g(x) = x + 1", "f(x) = g(x) * gpus", "y = f(2) # twelve"],
    ["x = 1", "y = x", "x = 2", "gpus = y * 1 gpu"],
    ["hotel.rent = $99/day", "x = hotel.rent + $1/day"],
    ["h = 3", "x = 5 h * h", "x = if h > 2 then $3/hr else $4/hr"],
    ["x = \"a # b\"", "y = x == \"a # b\"", "z = not y"],
    ["x = 720 h/month", "y = $12,000 / gpus"],
    ["größe = 3 GB", "x = größe in MB"], ["x = $3/gpu", "month = 2", "y = 3 month * month"],
  ])
  func theyComeBack(_ lines: [String]) {
    var workbook = fresh()
    for line in lines { #expect(workbook.code(line) == nil, "\(line)") }
    let saved = workbook.settings.map(\.line)
    for seed in 0..<3 as Range<UInt64> {
      var generator = SplitMix64(seed: seed)
      var again = fresh()
      // In another lesson other models are in focus.
      again.focus = seed == 0 ? ["waste"] : ["hotel"]
      #expect(again.restore(saved.shuffled(using: &generator)) == [], "seed \(seed)")
      #expect(values(again) == values(workbook), "seed \(seed)")
      #expect(again.settings.map(\.line).sorted() == saved.sorted(), "seed \(seed)")
      #expect(!again.canUndo)
    }
  }

  @Test func whatNoLongerFitsIsGivenBack() {
    var workbook = fresh()
    let left = workbook.restore([
      "waste.gpus = 9", "waste.gone = 3", "my.y = my.x + 1", "my.z = 2", "nonsense ((",
      "waste.rent = 1 h",
    ])
    #expect(left == ["waste.gone = 3", "my.y = my.x + 1", "nonsense ((", "waste.rent = 1 h"])
    #expect(workbook.says("gpus") == "9 gpu" && workbook.says("z") == "2")
  }
}
