/// A prefix code, told by the length of each symbol's.
struct Huffman {
  /// How many codes have each length, and the symbols in the order of their codes.
  private var counts = [Int](repeating: 0, count: 16)
  private var symbols: [Int] = []

  static let fixedLengths = Huffman(
    (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
  static let fixedDistances = Huffman([UInt8](repeating: 5, count: 30))

  init() {}

  init(_ lengths: [UInt8]) {
    for length in lengths where length < 16 { counts[Int(length)] += 1 }
    counts[0] = 0
    for length in 1..<16 where counts[length] > 0 {
      symbols += lengths.indices.filter { lengths[$0] == UInt8(length) }
    }
  }

  /// The symbol of the next code (Mark Adler's puff, `decode`).
  func symbol(_ bits: inout BitReader) throws(Gunzip.Failure) -> Int {
    var (code, first, index) = (0, 0, 0)
    for length in 1..<16 {
      code |= try bits.take(1)
      let count = counts[length]
      if code - count < first { return symbols[index + code - first] }
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    throw .damage
  }
}
