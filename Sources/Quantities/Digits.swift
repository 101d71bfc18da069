/// A finite number as decimal digits: ±0.d₁d₂d₃… × 10^point, without zeros at either end.
struct Digits {
  var isNegative: Bool
  var digits: [UInt8]
  var point: Int

  /// The shortest digits that read back as `value`, which must be finite.
  init(_ value: Double) {
    isNegative = value < 0
    digits = []
    point = 0
    var exponent = 0
    var seenPoint = false
    var bytes = Substring(value.magnitude.description).utf8
    if let mark = bytes.firstIndex(of: UInt8(ascii: "e")) {
      exponent = Int(Substring(bytes[bytes.index(after: mark)...])) ?? 0
      bytes = bytes[..<mark]
    }
    for byte in bytes {
      if byte == UInt8(ascii: ".") {
        seenPoint = true
      } else {
        digits.append(byte - UInt8(ascii: "0"))
        if !seenPoint { point += 1 }
      }
    }
    point += exponent
    trim()
  }

  private mutating func trim() {
    let zeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(zeros)
    point -= zeros
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { point = 1 }
  }

  /// Rounds half away from zero to `count` digits; none or fewer leave zero or one carried digit.
  mutating func round(to count: Int) {
    guard count < digits.count else { return }
    guard count >= 0 else {
      digits = []
      point = 1
      return
    }
    let carries = digits[count] >= 5
    digits.removeLast(digits.count - count)
    if carries {
      var index = count - 1
      while index >= 0, digits[index] == 9 {
        digits[index] = 0
        index -= 1
      }
      if index >= 0 {
        digits[index] += 1
      } else {
        digits.insert(1, at: 0)
        point += 1
      }
    }
    trim()
  }

  /// Plain notation with thousands separators and at least `decimals` places if it has any.
  func plain(decimals: Int) -> String {
    var whole = ""
    for position in 0..<max(point, 1) {
      let digit = point > 0 && position < digits.count ? digits[position] : 0
      whole.append(String(digit))
      let left = max(point, 1) - 1 - position
      if left > 0, left % 3 == 0 { whole.append(",") }
    }
    var places = ""
    if digits.count > point {
      places = String(repeating: "0", count: max(0, -point))
      places += digits.dropFirst(max(0, point)).map { String($0) }.joined()
      while places.count < decimals { places.append("0") }
    }
    return (isNegative && !digits.isEmpty ? "-" : "") + whole + (places.isEmpty ? "" : ".\(places)")
  }

  /// d.ddde±n.
  func scientific() -> String {
    let lead = digits.first ?? 0
    let rest = digits.dropFirst().map { String($0) }.joined()
    return (isNegative ? "-" : "") + "\(lead)" + (rest.isEmpty ? "" : ".\(rest)") + "e\(point - 1)"
  }
}

/// Writes a number the way the workbook shows it.
///
/// A number that six digits write exactly, and a whole number below 10¹⁵, is written as it is.
/// Anything else is rounded: to a whole number from 1,000 up, to cents for money from $1 up, and
/// otherwise to four significant digits. What is printed reads back as a number that prints the
/// same.
/// - Parameters:
///   - isMoney: whether there are at least two decimals if there are any, as in $0.50.
///   - significant: the number of significant digits to round to, in place of those rules.
///   - rounds: whether what six digits write exactly is rounded like anything else.
public func numberText(
  _ value: Double, isMoney: Bool = false, significant: Int? = nil, rounds: Bool = false
) -> String {
  guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
  var digits = Digits(value)
  let isWhole = digits.digits.count <= digits.point
  if let significant {
    digits.round(to: significant)
  } else if digits.digits.count > 6 || rounds, !(isWhole && digits.point <= 15) {
    if digits.point >= 4, digits.point <= 15 {
      digits.round(to: digits.point)
    } else if isMoney, digits.point >= 1, digits.point <= 15 {
      digits.round(to: digits.point + 2)
    } else {
      digits.round(to: 4)
    }
  }
  if digits.point > 15 || digits.point < -5 { return digits.scientific() }
  return digits.plain(decimals: isMoney ? 2 : 0)
}
