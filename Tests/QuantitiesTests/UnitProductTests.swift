import Quantities
import Testing

@Suite struct UnitProductTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let left: (Double, String)
    let right: (Double, String)
    let text: String

    init(_ a: Double, _ left: String, _ b: Double, _ right: String, _ text: String) {
      (self.left, self.right, self.text) = ((a, left), (b, right), text)
    }

    var testDescription: String {
      "\(left.0) \(left.1) and \(right.0) \(right.1)"
    }
  }

  @Test(arguments: [
    // Equal names cancel; hours over months are one rate and stay.
    Case(720, "h/month", 2, "month", "1,440 h"),
    Case(4, "gpu", 720, "h/month", "2,880 gpu·h/month"),
    Case(2880, "gpu·h/month", 15, "%", "432 gpu·h/month"),
    Case(12_000, "$/month", 3, "month", "$36,000"),
    Case(27.5, "$/gpu·h", 10, "gpu·h", "$275"),
    Case(2, "$/gpu·h", 4, "gpu", "$8/h"),
    // The learner's month in hours: different units of one kind are brought together.
    Case(3, "$/h", 1, "month", "$2,160"),
    Case(3, "$/h", 30, "min", "$1.50"),
    Case(2, "h", 30, "min", "1 h^2"),
    Case(3, "GB/s", 2, "min", "360 GB"),
    Case(720, "h/month", 2, "h/month", "0.002778"),
    // Hours of one side and a month of the other are no rate.
    Case(3, "h", 12_000, "$/month", "$50"),
    Case(12_000, "$/month", 3, "h", "$50"),
    Case(432, "gpu·h/month", 1, "day", "14.4 gpu·h"),
    Case(432, "gpu·h/month", 2, "month", "864 gpu·h"),
    // But what it costs is no rate, and seconds over a minute are none.
    Case(720, "gpu·h", 3, "$/gpu·month", "$3"),
    Case(3, "$/gpu·month", 720, "gpu·h", "$3"),
    Case(2, "gpu·s/request", 3, "request/min", "0.1 gpu"),
    Case(2, "gpu·min/request", 30, "request/day", "60 gpu·min/day"),
    // Shares leave no trace, on whichever side they stand; a share of a share stays one.
    Case(50, "%", 50, "%", "25%"),
    Case(200, "", 15, "%", "30"),
    Case(15, "%", 200, "", "30"),
    // A use per call times calls per month is a use per month.
    Case(2, "gpu·h/request", 3, "request/month", "6 gpu·h/month"),
    Case(15, "%", 4, "gpu", "0.6 gpu"),
    Case(4, "gpu", 1, "", "4 gpu"),
    Case(2, "", 3, "", "6"),
    Case(100, "request/s", 50, "ms", "5 requests"),
    Case(0.9, "1/s", 10, "s", "9"),
  ])
  func product(_ test: Case) {
    let product = quantity(test.left.0, test.left.1) * quantity(test.right.0, test.right.1)
    #expect(product.text == test.text)
  }

  @Test(arguments: [
    Case(14, "GB", 2, "GB/s", "7 s"),
    Case(14, "GB", 500, "MB/s", "28 s"),
    Case(12_000, "$/month", 720, "h/month", "$16.67/h"),
    Case(12_000, "$/month", 432, "gpu·h/month", "$27.78/gpu·h"),
    Case(12_000, "$/month", 4, "gpu", "$3,000/month·gpu"),
    Case(36, "$", 12, "h", "$3/h"),
    Case(432, "gpu·h", 1, "month", "432 gpu·h/month"),
    Case(30, "day", 1, "year", "0.08219"),
    Case(12_000, "$/month", 1000, "request/h", "$0.01667/request"),
    Case(12_000, "$/month", 2, "1/h", "$8.33"),
    Case(8, "$/h", 16_000, "$/month·gpu", "0.36 gpu"),
    Case(90, "min", 1, "h", "1.5"),
    Case(1, "month", 1, "h", "720"),
    Case(1, "GiB", 1, "MiB", "1,024"),
    Case(12, "", 15, "%", "80"),
    Case(15, "%", 15, "%", "1"),
    Case(15, "%", 3, "", "0.05"),
    // A period and another unit of time on one side stay apart: no month is squared.
    Case(12_000, "$/month", 720, "h", "$16.67/month·h"),
    Case(12_000, "$/month", 2, "week", "$6,000/month·week"),
    Case(15, "%", 3, "h", "0.05/h"),
    Case(12, "gpu", 50, "%", "24 gpu"),
    Case(1, "", 2, "s", "0.5/s"),
    Case(30, "token", 2, "request", "15 tokens/request"),
    Case(1000, "$/month", 1_000_000, "request/month", "$0.001/request"),
    Case(720, "h/month", 1, "month", "0.001389/h"),
    Case(2, "gpu·h", 1, "min", "120 gpu"),
    // What is longer than the period is no rate over it.
    Case(2, "gpu·month", 1, "day", "60 gpu"),
    Case(2, "gpu·day", 1, "month", "2 gpu·day/month"),
  ])
  func quotient(_ test: Case) {
    let quotient = quantity(test.left.0, test.left.1) / quantity(test.right.0, test.right.1)
    #expect(quotient.text == test.text)
  }

  /// a · b / b is a again, and a / b · b too, in whatever units.
  @Test func quotientsUndoProducts() {
    let names = [
      "", "$", "h", "min", "month", "gpu", "h/month", "gpu·h/month", "$/gpu·h", "GB/s", "MB",
      "request/s", "1/s", "token/request", "flop", "k$",
    ]
    for left in names {
      for right in names {
        let a = quantity(6, left)
        let b = quantity(3, right)
        for back in [a * b / b, a / b * b] {
          #expect(back.dimension == a.dimension, "\(left) and \(right)")
          #expect(abs(back.base - a.base) <= 1e-12 * a.base, "\(left) and \(right): \(back.text)")
        }
      }
    }
  }

  @Test func sumsAreInTheLeftUnit() {
    #expect(quantity(1, "h").adding(quantity(30, "min"))?.text == "1.5 h")
    #expect(quantity(30, "min").adding(quantity(1, "h"), sign: -1)?.text == "-30 min")
    #expect(quantity(1, "h").adding(quantity(1, "gpu")) == nil)
    #expect(quantity(1, "GB").adding(quantity(24, "MB"))?.text == "1.024 GB")
  }

  @Test func powersAndRoots() {
    #expect(unit("h").raised(to: 3) == unit("h^3"))
    #expect(unit("gpu·h/month").raised(to: 2) == unit("gpu^2·h^2/month^2"))
    #expect(unit("gpu·h").raised(to: 0) == .none)
    #expect(unit("h^2").root(2) == unit("h"))
    #expect(unit("h^2·gpu").root(2) == nil)
    #expect(unit("h").root(0) == nil)
  }

  /// Exponents and scales that cannot be computed with are known as such.
  @Test func unreasonableUnits() {
    #expect(unit("h^30").isReasonable)
    #expect(!unit("h^31").isReasonable)
    #expect(!unit("1/h^31").isReasonable)
    #expect(!unit("PFLOP^30").isReasonable)
    let high = NamedUnit("high", Dimension(.gpu).raised(to: 20))
    #expect(Unit(high).isReasonable)
    #expect(!Unit(high).raised(to: 2).isReasonable)
  }
}
