/// A day, month or year in which something was looked up: 2026-11-09, 2026-11, 2026.
public struct LookupDate: Hashable, Sendable {
  /// The date, as written.
  public let text: String
  /// Days from 1970-01-01 to its first day.
  let day: Int

  /// nil where the text is no date of the years 2000 to 2999.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let widths = [4, 2, 2]
    guard (1...3).contains(parts.count) else { return nil }
    var numbers = [2000, 1, 1]
    for (index, part) in parts.enumerated() {
      guard part.utf8.count == widths[index], part.utf8.allSatisfy({ (48...57).contains($0) }),
        let number = Int(part)
      else { return nil }
      numbers[index] = number
    }
    let (year, month, day) = (numbers[0], numbers[1], numbers[2])
    guard (2000...2999).contains(year), (1...12).contains(month),
      (1...LookupDate.length(of: month, year)).contains(day)
    else { return nil }
    self.text = text
    self.day = LookupDate.days(year, month, day)
  }

  /// Whole days from its first day to a moment; 0 where that is before it.
  /// - Parameter now: seconds since 1970.
  func age(at now: Double) -> Int {
    guard now.isFinite, abs(now) < 1e12 else { return 0 }
    return max(0, Int((now / 86_400).rounded(.down)) - day)
  }

  private static func length(of month: Int, _ year: Int) -> Int {
    if month == 2 { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28 }
    return [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// Days from 1970-01-01, counted in years that begin in March. Source: Howard Hinnant,
  /// "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return y * 365 + y / 4 - y / 100 + y / 400 + dayOfYear - 719_468
  }
}
