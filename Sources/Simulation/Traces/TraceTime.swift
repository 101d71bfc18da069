/// A time in a trace: a plain number, or a date kept in whole seconds and a fraction, so that the
/// difference of two dates keeps every digit.
struct TraceTime {
  let isDate: Bool
  private let whole: Int64
  private let fraction: Double

  /// Reads a number of `unit` seconds, or a date.
  /// - Parameter isCompact: whether digits alone are a date, as in 20240510120000.
  init?(_ field: FieldText, unit: Double, isCompact: Bool = false) {
    if !isCompact, let number = field.number() {
      (isDate, whole, fraction) = (false, 0, number * unit)
      if !fraction.isFinite { return nil }
      return
    }
    guard let date = Self.date(field) ?? Self.compact(field) else { return nil }
    (isDate, whole, fraction) = (true, date.seconds, date.fraction)
  }

  /// Seconds between the two; nil when one is a date and the other is not.
  func seconds(since origin: TraceTime) -> Double? {
    if isDate != origin.isDate { return nil }
    return Double(whole - origin.whole) + (fraction - origin.fraction)
  }

  /// Whether digits alone are a date and a time of our days, or a date in a column of such.
  static func isCompactDate(_ field: FieldText, holdsDays: Bool) -> Bool {
    let count = field.end - field.start
    guard count == 14 || count == 8 && holdsDays, let first = field.bytes[field.start...].first,
      first == 0x31 || first == 0x32
    else { return false }
    return compact(field) != nil
  }

  /// The same without anything between the digits: `20240510`, `20240510120000`, `20240510T120000Z`.
  private static func compact(_ field: FieldText) -> (seconds: Int64, fraction: Double)? {
    var scanner = DateScanner(field)
    guard let year = scanner.digits(4), let month = scanner.digits(2), (1...12).contains(month),
      let day = scanner.digits(2), day >= 1, day <= days(in: month, of: year)
    else { return nil }
    var seconds = Int64(days(year, month, day)) * 86_400
    if scanner.isAtEnd { return (seconds, 0) }
    scanner.skip("T")
    guard let hour = scanner.digits(2), hour < 24, let minute = scanner.digits(2), minute < 60,
      let second = scanner.digits(2), second <= 60
    else { return nil }
    seconds += Int64(hour * 3600 + minute * 60 + second)
    var fraction = 0.0
    if scanner.skip(".") {
      guard let value = scanner.fraction() else { return nil }
      fraction = value
    }
    guard let zone = scanner.zone() else { return nil }
    return (seconds - Int64(zone), fraction)
  }

  /// `YYYY-MM-DD`, a space or `T`, `HH:MM:SS`, a fraction, and `Z` or `+HH:MM`; the time, its
  /// seconds, the fraction and the zone may be missing.
  private static func date(_ field: FieldText) -> (seconds: Int64, fraction: Double)? {
    var scanner = DateScanner(field)
    if let date = logged(field) { return date }
    guard let year = scanner.digits(4), let dash = ["-", "/"].first(where: { scanner.skip($0) }),
      let month = scanner.digits(2), scanner.skip(dash), let day = scanner.digits(2),
      (1...12).contains(month),
      day >= 1, day <= days(in: month, of: year)
    else { return nil }
    var seconds = Int64(days(year, month, day)) * 86_400
    var fraction = 0.0
    if scanner.isAtEnd { return (seconds, fraction) }
    guard scanner.skip(" ") || scanner.skip("T") || scanner.skip("t"),
      let hour = scanner.digits(2), scanner.skip(":"), let minute = scanner.digits(2),
      hour < 24, minute < 60
    else { return nil }
    seconds += Int64(hour * 3600 + minute * 60)
    if scanner.skip(":") {
      guard let second = scanner.digits(2), second <= 60 else { return nil }
      seconds += Int64(second)
      if scanner.skip(".") || scanner.skip(",") {
        guard let value = scanner.fraction() else { return nil }
        fraction = value
      }
    }
    guard let zone = scanner.zone() else { return nil }
    return (seconds - Int64(zone), fraction)
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// As web servers write it: `10/Oct/2023:13:55:36 +0200`.
  private static func logged(_ field: FieldText) -> (seconds: Int64, fraction: Double)? {
    var scanner = DateScanner(field)
    guard let day = scanner.digits(2), scanner.skip("/"), let name = scanner.letters(3),
      let month = months.firstIndex(of: name).map({ $0 + 1 }), scanner.skip("/"),
      let year = scanner.digits(4), scanner.skip(":"), day >= 1, day <= days(in: month, of: year),
      let hour = scanner.digits(2), scanner.skip(":"), let minute = scanner.digits(2),
      scanner.skip(":"), let second = scanner.digits(2), hour < 24, minute < 60, second <= 60,
      let zone = scanner.zone()
    else { return nil }
    let clock = hour * 3600 + minute * 60 + second - zone
    return (Int64(days(year, month, day)) * 86_400 + Int64(clock), 0)
  }

  private static func days(in month: Int, of year: Int) -> Int {
    if month == 2 {
      return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    }
    return [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// Days from 1970-01-01 in the Gregorian calendar. Source: Howard Hinnant, "chrono-Compatible
  /// Low-Level Date Algorithms", days_from_civil.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

/// Goes through the bytes of a date.
private struct DateScanner {
  private let field: FieldText
  private var position: Int

  init(_ field: FieldText) {
    self.field = field
    position = field.start
  }

  var isAtEnd: Bool { position == field.end }

  /// Goes past a character where it is next.
  /// - Returns: whether it was.
  @discardableResult
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    if isAtEnd || UInt32(field.bytes[position]) != character.value { return false }
    position += 1
    return true
  }

  mutating func digits(_ count: Int) -> Int? {
    if field.end - position < count { return nil }
    var value = 0
    for _ in 0..<count {
      let byte = field.bytes[position]
      if byte < 0x30 || byte > 0x39 { return nil }
      value = value * 10 + Int(byte - 0x30)
      position += 1
    }
    return value
  }

  mutating func letters(_ count: Int) -> String? {
    if field.end - position < count { return nil }
    position += count
    return String(decoding: field.bytes[position - count..<position], as: UTF8.self)
  }

  /// The digits behind a decimal point; those past the 15th say nothing.
  mutating func fraction() -> Double? {
    var value: Int64 = 0
    var scale = 1.0
    var count = 0
    while !isAtEnd, field.bytes[position] >= 0x30, field.bytes[position] <= 0x39 {
      if count < 15 {
        value = value * 10 + Int64(field.bytes[position] - 0x30)
        scale *= 10
      }
      count += 1
      position += 1
    }
    return count == 0 ? nil : Double(value) / scale
  }

  /// Seconds east of Greenwich; nil when what is left is no zone.
  mutating func zone() -> Int? {
    if isAtEnd { return 0 }
    skip(" ")
    if skip("Z") || skip("z") { return isAtEnd ? 0 : nil }
    if skip("U") { return skip("T") && skip("C") && isAtEnd ? 0 : nil }
    let sign: Int
    if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
    guard let hours = digits(2), hours < 24 else { return nil }
    skip(":")
    let minutes = isAtEnd ? 0 : digits(2)
    guard let minutes, minutes < 60, isAtEnd else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }
}

extension FieldText {
  /// The seconds of a time that took so long by the clock, as Slurm writes it: `01:02:03`, or
  /// `2-01:02:03` with days; nil where it is none.
  var clockSeconds: Double? {
    let text = bytes[start..<end]
    guard text.count <= 20, text.contains(0x3A) else { return nil }
    let parts = text.split(separator: 0x3A, omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    let first = parts[0].split(separator: 0x2D, omittingEmptySubsequences: false)
    let digits = first + parts.dropFirst()
    let numbers = digits.compactMap { part in
      part.isEmpty || part.contains { $0 < 0x30 || $0 > 0x39 }
        ? nil : Double(String(decoding: part, as: UTF8.self))
    }
    guard first.count <= 2, numbers.count == digits.count else { return nil }
    return numbers.reversed().enumerated().reduce(0) { sum, part in
      sum + part.element * [1, 60, 3600, 86_400][part.offset]
    }
  }
}
