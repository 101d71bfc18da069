import Foundation
import Language
import Quantities
import Session
import Testing

@Suite struct JSONTests {
  private func text(_ value: Value) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(JSONValue(value)), as: UTF8.self)
  }

  @Test func certainAndUncertain() throws {
    let hour = try #require(UnitCatalog.standard.unit(named: "h"))
    #expect(
      try text(.quantity(Quantity(1.5, Unit(hour))))
        == #"{"text":"1.5 h","unit":"h","value":1.5}"#)
    let spread = UncertainQuantity((0..<UncertainQuantity.count).map(Double.init), Unit(hour))
    #expect(
      try text(.uncertain(spread))
        == #"{"mean":1999.5,"median":1999.5,"p5":199.5,"p95":3799.5,"#
        + #""text":"2,000 h (90%: 200 to 3,800)","unit":"h"}"#)
    let odds = Odds((0..<UncertainQuantity.count).map { $0 < 1000 })
    #expect(
      try text(.odds(odds))
        == #"{"chance":{"text":"25%","unit":"%","value":25},"text":"true with a chance of 25%"}"#)
  }
}
