/// Rows that are no fields between separators.
extension Row {
  /// The members of a JSON object, values as they are written; none where it is no object.
  func members() -> [(name: FieldText, value: FieldText)] {
    var found: [(name: FieldText, value: FieldText)] = []
    var position = skipSpace(0)
    guard position < bytes.count, bytes[position] == 0x7B else { return [] }
    position = skipSpace(position + 1)
    while position < bytes.count, bytes[position] == 0x22, found.count < 1000 {
      let name = position
      position = skipValue(position)
      let nameEnd = position
      position = skipSpace(position)
      guard position < bytes.count, bytes[position] == 0x3A else { return found }
      position = skipSpace(position + 1)
      let value = position
      position = skipValue(position)
      found.append((FieldText(bytes, name, nameEnd), FieldText(bytes, value, position)))
      position = skipSpace(position)
      guard position < bytes.count, bytes[position] == 0x2C else { return found }
      position = skipSpace(position + 1)
    }
    return found
  }

  /// The member of that name.
  func member(_ wanted: String, _ name: String) throws(BadRow) -> FieldText {
    for member in members() where member.name.text == wanted { return member.value }
    throw BadRow("has no \(name): there is no \(FieldText.quote(wanted.utf8))")
  }

  private func skipSpace(_ start: Int) -> Int {
    var position = start
    while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 {
      position += 1
    }
    return position
  }

  /// Where the value that begins at `start` ends: a text, what stands in brackets, or the rest up to
  /// a comma or a bracket.
  private func skipValue(_ start: Int) -> Int {
    var position = start
    var depth = 0
    while position < bytes.count {
      switch bytes[position] {
      case 0x22:
        position += 1
        while position < bytes.count, bytes[position] != 0x22 {
          position += bytes[position] == 0x5C ? 2 : 1
        }
        if depth == 0 { return min(position + 1, bytes.count) }
      case 0x5B, 0x7B: depth += 1
      case 0x5D, 0x7D:
        if depth == 0 { return position }
        depth -= 1
        if depth == 0 { return position + 1 }
      case 0x2C, 0x3A: if depth == 0 { return position }
      default: break
      }
      position += 1
    }
    return bytes.count
  }

  // MARK: Logs

  /// The time between the first brackets, or the number at the end.
  func logged(_ column: Int, _ name: String) throws(BadRow) -> FieldText {
    if column == 0 {
      guard let open = bytes.firstIndex(of: 0x5B),
        let close = bytes[open...].firstIndex(of: 0x5D)
      else { throw BadRow("has no time in brackets") }
      return FieldText(bytes, open + 1, close)
    }
    let end = bytes.lastIndex { $0 != 0x20 && $0 != 0x0D }.map { $0 + 1 } ?? 0
    let start = bytes[..<end].lastIndex(of: 0x20).map { $0 + 1 } ?? 0
    let field = FieldText(bytes, start, end)
    // Without a fraction it is the number of bytes, and not the time that it took.
    guard bytes[start..<end].contains(0x2E), field.number() != nil else {
      throw BadRow("has no \(name) at its end")
    }
    return field
  }

  /// Whether a line of a log ends with the time that the request took.
  var endsWithTime: Bool { (try? logged(1, "duration")) != nil }

  /// Whether this is a line of a log: a date with the month's name in brackets.
  var isLogged: Bool {
    guard !isTooLong, let field = try? logged(0, "time") else { return false }
    return TraceTime(field, unit: 1)?.isDate == true && bytes.contains(0x22)
  }
}
