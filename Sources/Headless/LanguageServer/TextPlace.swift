import Basics
import Diagnostics

/// Places in a text as editors tell them: the line from 0, and how many UTF-16 units stand before.
enum TextPlace {
  /// The UTF-8 offset of a place; the nearest one where the text has no such place.
  static func offset(_ place: JSON?, in source: Source) -> Int? {
    guard let line = place?.member("line")?.asWhole, line >= 0,
      let character = place?.member("character")?.asWhole, character >= 0
    else { return nil }
    guard line < source.lineCount else { return source.text.utf8.count }
    let range = source.lineRange(line)
    var offset = range.lowerBound
    var units = 0
    for scalar in source.string(range).unicodeScalars {
      let width = scalar.value > 0xFFFF ? 2 : 1
      guard units + width <= character else { break }
      units += width
      offset += UTF8.width(scalar)
    }
    return offset
  }

  /// The place of a UTF-8 offset.
  static func place(_ offset: Int, in source: Source) -> JSON {
    let line = source.position(of: offset).line - 1
    let start = source.lineRange(line).lowerBound
    let units = source.string(start..<max(start, offset)).utf16.count
    return .object(["line": JSON(line), "character": JSON(units)])
  }

  /// Where a span begins and ends.
  static func range(_ span: SourceSpan) -> JSON {
    .object([
      "start": place(span.range.lowerBound, in: span.source),
      "end": place(span.range.upperBound, in: span.source),
    ])
  }
}

/// Files as editors name them: file:///home/ada/My%20course/Chapters/01-costs.md
enum FileAddress {
  /// The path; nil for an address of anything but a file of this machine.
  static func path(_ address: String) -> String? {
    guard address.utf8.count < 8_192, address.hasPrefix("file://") else { return nil }
    let rest = address.dropFirst("file://".count)
    let local = rest.hasPrefix("localhost/") ? rest.dropFirst("localhost".count) : rest
    guard local.hasPrefix("/") else { return nil }
    var bytes: [UInt8] = []
    var left = Array(local.utf8)[...]
    while let byte = left.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard left.count >= 2,
        let value = UInt8(String(decoding: left.prefix(2), as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(value)
      left = left.dropFirst(2)
    }
    guard let path = String(validating: bytes, as: UTF8.self), !path.contains("\0") else {
      return nil
    }
    return path
  }

  /// The address of a path.
  static func address(_ path: String) -> String { "file://" + path.asReference }
}
