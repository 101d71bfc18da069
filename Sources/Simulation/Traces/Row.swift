import Basics

/// How the rows of a file are written.
enum RowForm {
  /// As fields with this character between them.
  case separated(UInt8)
  /// As a JSON object; a column is a member of that name.
  case json([String])
  /// As a line of a web server's log.
  case log
}

/// One row of a file, as a view of the reader's buffer.
struct Row {
  let bytes: UnsafeBufferPointer<UInt8>
  /// Line on which the row begins, from 1.
  let line: Int
  let isTooLong: Bool
  var form = RowForm.separated(Row.comma)

  /// What stands between fields.
  private var separator: UInt8 {
    if case .separated(let separator) = form { return separator }
    return Row.comma
  }

  static let comma: UInt8 = 0x2C

  /// What stands between the fields of a file with this header: whichever of comma, semicolon, tab
  /// and bar it holds most of.
  var likelySeparator: UInt8 {
    let counts = [Row.comma, 0x3B, 0x09, 0x7C].map { separator in
      var row = self
      row.form = .separated(separator)
      return (separator, isTooLong ? 0 : row.fields().count)
    }
    return counts.reduce(counts[0]) { $1.1 > $0.1 ? $1 : $0 }.0
  }

  /// Whether it is Excel's `sep=;`.
  var namesSeparator: Bool {
    !isTooLong && bytes.count == 5 && bytes.prefix(4).elementsEqual("sep=".utf8)
  }

  var isBlank: Bool {
    !isTooLong && bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  /// The field of a column.
  func field(_ column: Int, _ name: String) throws(BadRow) -> FieldText {
    switch form {
    case .separated: return try separated(column, name)
    case .json(let names): return try member(names[column], name)
    case .log: return try logged(column, name)
    }
  }

  private func separated(_ column: Int, _ name: String) throws(BadRow) -> FieldText {
    var start = 0
    var index = 0
    while true {
      let end = fieldEnd(start)
      if index == column {
        return FieldText(bytes, start, end, allowsComma: separator != Row.comma)
      }
      if end == bytes.count {
        throw BadRow(
          "has \(index == 0 ? "one column" : "\(index + 1) columns"); the \(name) is in column \(column + 1)"
        )
      }
      start = end + 1
      index += 1
    }
  }

  /// Every field, for the header.
  func fields() -> [FieldText] {
    var fields: [FieldText] = []
    var start = 0
    while true {
      let end = fieldEnd(start)
      fields.append(FieldText(bytes, start, end))
      if end == bytes.count || fields.count == 10_000 { return fields }
      start = end + 1
    }
  }

  /// Where the field that begins at `start` ends: at its separator, or at the row's end.
  private func fieldEnd(_ start: Int) -> Int {
    var position = start
    var isQuoted = false
    while position < bytes.count {
      let byte = bytes[position]
      if byte == 0x22 {
        isQuoted.toggle()
      } else if byte == separator, !isQuoted {
        return position
      }
      position += 1
    }
    return position
  }
}

/// The bytes of one field, without the spaces and quotes around it.
struct FieldText {
  let bytes: UnsafeBufferPointer<UInt8>
  let start: Int
  let end: Int
  /// Whether numbers may have a decimal comma: where no comma separates fields.
  let allowsComma: Bool

  init(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, allowsComma: Bool = false
  ) {
    var (first, last) = (start, end)
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
    while first < last, isSpace(bytes[first]) { first += 1 }
    while last > first, isSpace(bytes[last - 1]) { last -= 1 }
    if last - first >= 2, bytes[first] == 0x22, bytes[last - 1] == 0x22 {
      first += 1
      last -= 1
      while first < last, isSpace(bytes[first]) { first += 1 }
      while last > first, isSpace(bytes[last - 1]) { last -= 1 }
    }
    (self.bytes, self.start, self.end) = (bytes, first, last)
    self.allowsComma = allowsComma
  }

  var text: String {
    String(decoding: bytes[start..<end], as: UTF8.self).replacingAll("\"\"", with: "\"")
  }

  /// The field as it may be shown to a person: short, and without control characters.
  var quoted: String { Self.quote(bytes[start..<end]) }

  static func quote(_ bytes: some Sequence<UInt8>) -> String {
    let shown = Array(bytes.prefix(41))
    var text = String(decoding: shown.prefix(40), as: UTF8.self)
    text.unicodeScalars.removeAll {
      $0.properties.generalCategory == .control || $0.properties.generalCategory == .format
    }
    return "\"\(text)\(shown.count > 40 ? "…" : "")\""
  }

  /// The field as a finite number.
  func number() -> Double? { Decimal.parse(bytes, start, end, allowsComma: allowsComma) }
}

/// Decimal numbers in bytes.
enum Decimal {
  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// The finite number that fills the range exactly; nil otherwise. Correctly rounded: with at most
  /// 2^53 in the digits and a power of ten that is exact, one operation rounds once (Clinger,
  /// 1990); all else goes to the standard library.
  static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, allowsComma: Bool = false
  ) -> Double? {
    var position = start
    var negative = false
    if position < end, bytes[position] == 0x2D || bytes[position] == 0x2B {
      negative = bytes[position] == 0x2D
      position += 1
    }
    var digits: UInt64 = 0
    var count = 0
    var fraction = 0
    var hasPoint = false
    while position < end {
      let byte = bytes[position]
      if byte >= 0x30, byte <= 0x39 {
        if count >= 18 { return slow(bytes, start, end) }
        digits = digits * 10 + UInt64(byte - 0x30)
        count += 1
        if hasPoint { fraction += 1 }
      } else if byte == 0x2E || (allowsComma && byte == 0x2C), !hasPoint {
        hasPoint = true
      } else {
        return slow(bytes, start, end)
      }
      position += 1
    }
    if count == 0 { return nil }
    if digits > 1 << 53 { return slow(bytes, start, end) }
    let value = Double(digits) / powers[fraction]
    return negative ? -value : value
  }

  private static func slow(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Double?
  {
    if end - start > 400 { return nil }
    // Only decimal digits, so that "nan", "infinity" and "0x1p3" are no numbers here.
    for byte in bytes[start..<end] {
      let isDigit = byte >= 0x30 && byte <= 0x39
      let isOther = byte == 0x2E || byte == 0x2B || byte == 0x2D || byte == 0x65 || byte == 0x45
      if !isDigit, !isOther { return nil }
    }
    guard let value = Double(String(decoding: bytes[start..<end], as: UTF8.self)) else {
      return nil
    }
    return value.isFinite ? value : nil
  }
}
