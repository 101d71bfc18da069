/// A minute of the calendar, in the time zone of whoever wrote it: 2026-10-15 18:00.
public struct Moment: Hashable, Sendable {
  /// Seconds since 1970.
  public var seconds: Double
  /// Seconds by which its clock is ahead of UTC.
  public var offset: Int

  /// - Parameters:
  ///   - seconds: since 1970.
  ///   - offset: seconds by which the clock that shows it is ahead of UTC.
  public init(_ seconds: Double, offset: Int) {
    self.seconds = seconds
    self.offset = offset
  }

  /// Reads a day, which is meant with its last second, or a day and a time: `2026-10-15`,
  /// `2026-10-15 18:00`, `2026-10-15T18:00+02:00`; nil for anything else.
  /// - Parameter offset: that of a time without one.
  public init?(_ text: String, offset: Int) {
    let parts = text.split(separator: " ", omittingEmptySubsequences: true).flatMap {
      $0.split(separator: "T", omittingEmptySubsequences: false)
    }
    guard let first = parts.first, let day = LookupDate(String(first)), first.utf8.count == 10
    else { return nil }
    self.offset = offset
    guard parts.count == 2 else {
      guard parts.count == 1 else { return nil }
      seconds = Double((day.day + 1) * 86_400 - 1 - offset)
      return
    }
    var clock = parts[1]
    if let sign = clock.firstIndex(where: { "+-Z".contains($0) }) {
      guard let own = Moment.offset(clock[sign...]) else { return nil }
      self.offset = own
      clock = clock[..<sign]
    }
    guard let minutes = Moment.minutes(clock) else { return nil }
    seconds = Double(day.day * 86_400 + minutes * 60 - self.offset)
  }

  /// Seconds ahead of UTC: `+02:00`, `-05:30`, `Z`; nil for anything else.
  static func offset(_ text: Substring) -> Int? {
    if text == "Z" || text == "UTC" { return 0 }
    guard let sign = text.first, sign == "+" || sign == "-",
      let minutes = Moment.minutes(text.dropFirst()), minutes <= 14 * 60
    else { return nil }
    return (sign == "-" ? -60 : 60) * minutes
  }

  /// Minutes of a day: `18:00`.
  private static func minutes(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 2, parts[1].utf8.count == 2,
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
    else { return nil }
    return hour * 60 + minute
  }

  /// The day and the minute that begins before it, by its own clock: "2026-10-15 18:00 UTC+02:00".
  public var text: String { "\(day) \(clock) \(zone)" }

  /// As a file may have it: "2026-10-15T18:00+02:00".
  var iso: String { "\(day)T\(clock)\(offset == 0 ? "Z" : ahead)" }

  /// Seconds of its own clock since 1970, within what a calendar holds.
  private var local: Int {
    guard seconds.isFinite else { return offset }
    return Int(min(max(seconds, -1e11), 1e11).rounded(.down)) + offset
  }

  private var dayNumber: Int { local >= 0 ? local / 86_400 : (local - 86_399) / 86_400 }

  private var day: String {
    let (year, month, date) = Moment.date(dayNumber)
    return "\(year)-\(two(month))-\(two(date))"
  }

  private var clock: String {
    let minute = (local - dayNumber * 86_400) / 60
    return "\(two(minute / 60)):\(two(minute % 60))"
  }

  /// "UTC+02:00".
  private var zone: String {
    "UTC" + (offset == 0 ? "" : ahead)
  }

  private var ahead: String {
    let minutes = abs(offset) / 60
    return "\(offset < 0 ? "-" : "+")\(two(minutes / 60)):\(two(minutes % 60))"
  }

  private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// The date of a day counted from 1970-01-01. Source: Howard Hinnant, "chrono-Compatible Low-Level
  /// Date Algorithms", civil_from_days.
  private static func date(_ day: Int) -> (year: Int, month: Int, day: Int) {
    let z = day + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let ofEra = z - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * ofYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - (153 * shifted + 2) / 5 + 1
    )
  }
}
