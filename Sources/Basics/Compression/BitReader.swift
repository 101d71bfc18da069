/// Takes bits from packed bytes, the lowest first.
struct BitReader {
  private let more: (UnsafeMutablePointer<UInt8>, Int) -> Int
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  private var position = 0
  private var end = 0
  private var held: UInt32 = 0
  private var count = 0

  init(_ more: @escaping (UnsafeMutablePointer<UInt8>, Int) -> Int) {
    self.more = more
  }

  mutating func isAtEnd() throws(Gunzip.Failure) -> Bool {
    if position < end { return false }
    position = 0
    end = buffer.withUnsafeMutableBufferPointer { pointer in
      pointer.baseAddress.map { more($0, pointer.count) } ?? 0
    }
    guard end >= 0 else {
      end = 0
      throw .source
    }
    return end == 0
  }

  /// The next byte without taking it; only at a byte's boundary.
  func peekByte() -> UInt8 { position < end ? buffer[position] : 0 }

  private mutating func next() throws(Gunzip.Failure) -> UInt8 {
    if try isAtEnd() { throw .damage }
    position += 1
    return buffer[position - 1]
  }

  mutating func take(_ wanted: Int) throws(Gunzip.Failure) -> Int {
    while count < wanted {
      held |= UInt32(try next()) << UInt32(count)
      count += 8
    }
    let value = held & ((1 << UInt32(wanted)) - 1)
    held >>= UInt32(wanted)
    count -= wanted
    return Int(value)
  }

  /// A whole byte; only at a byte's boundary.
  mutating func byte() throws(Gunzip.Failure) -> Int { try take(8) }

  mutating func alignToByte() {
    held >>= UInt32(count % 8)
    count -= count % 8
  }
}
