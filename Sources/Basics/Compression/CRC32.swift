/// The sum that gzip and zip check by.
public struct CRC32 {
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1
    }
  }

  private var state: UInt32 = 0xFFFF_FFFF

  /// The sum of no bytes.
  public init() {}

  /// The sum of the bytes so far.
  public var value: UInt32 { ~state }

  /// Adds a byte.
  public mutating func add(_ byte: UInt8) {
    state = Self.table[Int((state ^ UInt32(byte)) & 0xFF)] ^ state >> 8
  }
}
