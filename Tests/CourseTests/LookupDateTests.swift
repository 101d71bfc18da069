import Foundation
import Testing

@testable import Course

/// Days in which something was looked up.
@Suite struct LookupDateTests {
  @Test(arguments: [
    ("2026-11-09", true), ("2026-11", true), ("2026", true), ("2024-02-29", true),
    ("2000-02-29", true), ("2100-02-28", true), ("2026-04-30", true), ("2026-12-31", true),
    ("2023-02-29", false), ("2100-02-29", false), ("2026-04-31", false), ("2026-13", false),
    ("2026-00", false), ("2026-01-00", false), ("2026-1-1", false), ("1999", false),
    ("3000", false),
    ("2026-11-09-", false), ("2026-11-", false), ("20261109", false), ("", false), ("２０２６", false),
    ("2026-11-+9", false),
  ]) func dates(_ text: String, _ isDate: Bool) {
    #expect((LookupDate(text) != nil) == isDate)
  }

  /// Against the calendar of Foundation, over a thousand years.
  @Test func daysAgree() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    for year in stride(from: 2000, through: 2999, by: 37) {
      for (month, day) in [(1, 1), (2, 28), (3, 1), (7, 31), (12, 31)] {
        let text =
          "\(year)-" + (month < 10 ? "0" : "") + "\(month)-" + (day < 10 ? "0" : "") + "\(day)"
        let components = DateComponents(year: year, month: month, day: day)
        let seconds = try #require(calendar.date(from: components)).timeIntervalSince1970
        #expect(LookupDate(text)?.day == Int(seconds / 86_400), "\(text)")
      }
    }
  }

  @Test(arguments: [
    ("2026-11-09", 0.0, 0), ("2026-11-09", 1.0, 1), ("2026-11-09", 0.99, 0),
    ("2026-11-09", -0.01, 0),
    ("2026-11-09", -40, 0), ("2026-11-09", 364.5, 364), ("2026-11", 8, 16), ("2026", 0, 312),
  ]) func ages(_ text: String, _ daysLater: Double, _ age: Int) throws {
    let date = try #require(LookupDate(text))
    let now = 1_794_182_400 + daysLater * 86_400  // 2026-11-09T00:00:00Z
    #expect(date.age(at: now) == age)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300])
  func noMoment(_ now: Double) { #expect(LookupDate("2026")?.age(at: now) == 0) }
}
