import Diagnostics
import Language
import Testing

@testable import Workbook

/// The lines that everybody tries first.
@Suite struct FirstLinesTests {
  @Test func thePriceOfAnHourOfWork() throws {
    var workbook = Workbook()
    let line = "$12,000/month / (4 gpu * 720 h/month * 15%)"
    guard case .value(.quantity(let price), _) = try workbook.run(Source(line)) else {
      Issue.record("no quantity")
      return
    }
    #expect(price.text == "$27.78/gpu·h" && price.unit.spelling == "$/(gpu*h)")
    #expect(abs(price.magnitude - 250.0 / 9) < 1e-12)
    #expect(workbook.says(price.text) == price.text)
    #expect(workbook.says("$27.78/(gpu*h)") == price.text)
  }

  @Test(arguments: [
    ("2 gpu + 3 h", Code.unitMismatch), ("90 + 10%", .percentOfWhat), ("utilzation", .unknownName),
    ("$3 /h", .spacedUnit), ("1/0", .divisionByZero), ("a = a + 1", .ring),
    ("5 m + 3 s", .unknownUnit),
    (String(repeating: "(", count: 5000) + "1" + String(repeating: ")", count: 5000), .tooDeep),
  ])
  func mistakes(_ line: String, _ code: Code) {
    for var workbook in [Workbook(), Workbook.holding(("waste", waste))] {
      #expect(workbook.code(line) == code)
    }
  }

  @Test func theModelOfTheDesign() {
    var workbook = Workbook.holding(("waste", waste))
    #expect(
      workbook.says("utilization = 40%") == """
        ▸ | used | 432 → 1,152 gpu·h/month | ×2.7
        ▸ | effective | $27.78 → $10.42/gpu·h | ×0.38
        ▸ | wasted | $10,200 → $7,200/month | ×0.71
        """)
    #expect(
      workbook.says("why wasted") == """
        wasted = rent * (1 - utilization) = $7,200/month
          rent | $12,000/month | chapter default
          utilization | 40% | you set this
        """)
    #expect(workbook.says("utilization + 10").hasSuffix("try: utilization = 50%"))
  }
}
