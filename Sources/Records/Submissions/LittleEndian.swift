/// Reads numbers, the lowest byte first; zero behind the end.
struct LittleEndian {
  let bytes: [UInt8]
  private(set) var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next number of so many bytes.
  mutating func number(_ count: Int) -> UInt64 {
    var value: UInt64 = 0
    for place in 0..<count where position + place < bytes.count {
      value |= UInt64(bytes[position + place]) << UInt64(8 * place)
    }
    position += count
    return value
  }

  /// Passes over bytes.
  mutating func skip(_ count: Int) { position += count }

  /// The next bytes; nil where there are not so many.
  mutating func part(_ count: Int) -> [UInt8]? {
    guard count <= bytes.count - position else { return nil }
    defer { position += count }
    return Array(bytes[position..<position + count])
  }
}
