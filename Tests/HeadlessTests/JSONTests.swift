import Basics
import Language
import Presentation
import Quantities
import Testing

@Suite struct JSONTests {
  private func text(_ value: Value) -> String { JSON(value).text }

  @Test func certainAndUncertain() throws {
    let hour = try #require(UnitCatalog.standard.unit(named: "h"))
    #expect(
      text(.quantity(Quantity(1.5, Unit(hour))))
        == #"{"value":1.5, "unit":"h", "text":"1.5 h"}"#)
    let spread = UncertainQuantity((0..<UncertainQuantity.count).map(Double.init), Unit(hour))
    #expect(
      text(.uncertain(spread))
        == #"{"value":1999.5, "unit":"h", "text":"2,000 h (90%: 200 to 3,800)", "#
        + #""p5":199.5, "p95":3799.5, "mean":1999.5}"#)
    let odds = Odds((0..<UncertainQuantity.count).map { $0 < 1000 })
    #expect(
      text(.odds(odds))
        == #"{"chance":{"value":25, "unit":"%", "text":"25%"}, "text":"true with a chance of 25%"}"#
    )
  }
}
