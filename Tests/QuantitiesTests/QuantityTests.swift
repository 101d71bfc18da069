import Quantities
import Testing

@Suite struct QuantityTests {
  @Test(
    arguments: [
      (15.0, "%", "15%"), (12_000, "$", "$12,000"), (27.777_777, "$/gpu·h", "$27.78/gpu·h"),
      (-3.5, "$/h", "-$3.50/h"), (432, "gpu·h/month", "432 gpu·h/month"), (0.9, "1/s", "0.9/s"),
      (1, "request", "1 request"), (2, "request", "2 requests"), (0, "request", "0 requests"),
      (1, "day", "1 day"), (1.5, "day", "1.5 days"), (-1, "day", "-1 days"),
      (3, "request/s", "3 requests/s"), (1, "request/s", "1 request/s"),
      (4, "day^2", "4 day^2"), (2, "$^2", "2 $^2"), (2, "gpu·$", "2 gpu·$"), (5, "k$", "5 k$"),
      (5, "", "5"), (2, "B", "2 B"), (0.999_999_99, "request", "1 request"),
    ] as [(Double, String, String)])
  func text(_ magnitude: Double, _ name: String, _ text: String) {
    #expect(quantity(magnitude, name).text == text)
  }

  @Test(arguments: [
    ("", ""), ("%", "%"), ("$", "$"), ("$/gpu·h", "$/(gpu*h)"), ("gpu·h/month", "(gpu*h)/month"),
    ("1/s", "1/s"), ("1/gpu·h", "1/(gpu*h)"), ("h^2", "h^2"), ("request/month", "request/month"),
  ])
  func spelling(_ name: String, _ spelling: String) { #expect(unit(name).spelling == spelling) }

  @Test(
    arguments: [
      (1.0, "month", "h", 720.0), (1, "month", "day", 30), (1, "year", "day", 365),
      (90, "min", "h", 1.5), (27.5, "$/h", "$/month", 19_800), (3, "h", "min", 180),
      (1, "GiB", "B", 1_073_741_824), (1, "GB", "Mbit", 8000), (50, "%", "", 0.5),
      (0.5, "", "%", 50),
      (720, "h/month", "%", 100), (1, "Mtok", "token", 1e6), (5, "cent", "$", 0.05),
      (2, "k$", "$", 2000), (4, "request/s", "request/month", 10_368_000),
    ] as [(Double, String, String, Double)])
  func conversion(_ magnitude: Double, _ from: String, _ to: String, _ result: Double) {
    let converted = quantity(magnitude, from).converted(to: unit(to))
    #expect(converted.map { abs($0.magnitude - result) <= 1e-12 * result } == true)
    #expect(converted?.unit == unit(to))
  }

  @Test(arguments: [("h", "gpu"), ("$/h", "$"), ("", "h"), ("%", "$"), ("h^2", "h")])
  func noConversion(_ from: String, _ to: String) {
    #expect(quantity(1, from).converted(to: unit(to)) == nil)
  }

  @Test func equalAmountsAreEqualInAnyUnit() {
    #expect(quantity(60, "min") == quantity(1, "h"))
    #expect(quantity(60, "min").hashValue == quantity(1, "h").hashValue)
    #expect(quantity(15, "%") == quantity(0.15))
    #expect(quantity(1, "gpu·h") == quantity(1, "h·gpu"))
    #expect(quantity(1, "h") != quantity(1, "gpu"))
    #expect(quantity(0, "h") != quantity(0))
    #expect(quantity(-0.0) == quantity(0))
  }

  @Test(arguments: [
    ("", "a plain number"), ("%", "a plain number"), ("$", "money"), ("h", "time"), ("gpu", "GPU"),
    ("$/h", "money per time"), ("$/gpu·h", "money per GPU per time"),
    ("gpu·h", "GPU times time"), ("1/s", "a number per time"), ("h^2", "time^2"),
    ("GB/s", "data per time"), ("token/request", "token per request"),
    ("gpu·h/month", "GPU"), ("h/month", "a plain number"),
  ])
  func dimensionWords(_ name: String, _ words: String) {
    #expect(unit(name).dimension.words == words)
  }
}
