/// Unpacks gzip (RFC 1952) as it is read: members one after the other, each deflated (RFC 1951) and
/// checked by its sum and its length.
public struct Gunzip {
  private var bits: BitReader
  /// The last 32 KiB at least, and what was not handed on yet.
  private var window: [UInt8] = []
  private var handedOn = 0
  private var state = State.header
  private var isLastBlock = false
  private var lengths = Huffman()
  private var distances = Huffman()
  private var sum = CRC32()
  private var size: UInt32 = 0

  private enum State {
    case header, block
    case stored(Int)
    case codes, trailer, padding, end
  }

  /// - Parameter more: gives some packed bytes, so many at most: how many, 0 at their end, -1 where
  ///   they cannot be read.
  public init(_ more: @escaping (UnsafeMutablePointer<UInt8>, Int) -> Int) {
    bits = BitReader(more)
  }

  /// Why nothing more is unpacked.
  public enum Failure: Error {
    /// The packed bytes cannot be read.
    case source
    /// They are no gzip, or not whole.
    case damage
    /// Something else than zeros follows the last member.
    case rubbish
  }

  /// Unpacks some bytes, `most` of them at most; 0 at the end.
  public mutating func read(
    into buffer: UnsafeMutablePointer<UInt8>, atMost most: Int
  ) throws(Failure) -> Int {
    while window.count - handedOn < most {
      if case .end = state { break }
      try step()
    }
    let count = min(most, window.count - handedOn)
    for index in 0..<count { buffer[index] = window[handedOn + index] }
    handedOn += count
    if handedOn > 1 << 17 {
      let dropped = handedOn - 1 << 15
      window.removeFirst(dropped)
      handedOn -= dropped
    }
    return count
  }

  private mutating func step() throws(Failure) {
    switch state {
    case .header: try readHeader()
    case .block: try beginBlock()
    case .stored(let left): try copy(left)
    case .codes: try readSymbols()
    case .trailer: try checkTrailer()
    case .padding: try skipPadding()
    case .end: break
    }
  }

  // MARK: Members

  private mutating func readHeader() throws(Failure) {
    guard try bits.byte() == 0x1F, try bits.byte() == 0x8B, try bits.byte() == 8 else {
      throw .damage
    }
    let flags = try bits.byte()
    for _ in 0..<6 { _ = try bits.byte() }
    if flags & 4 != 0 {
      let length = try bits.byte() | bits.byte() << 8
      for _ in 0..<length { _ = try bits.byte() }
    }
    // A name and a remark, each ended by a zero.
    for flag in [8, 16] where flags & flag != 0 {
      while try bits.byte() != 0 {}
    }
    if flags & 2 != 0 { for _ in 0..<2 { _ = try bits.byte() } }
    (sum, size, isLastBlock, state) = (CRC32(), 0, false, .block)
  }

  private mutating func checkTrailer() throws(Failure) {
    bits.alignToByte()
    var numbers: [UInt32] = []
    for _ in 0..<2 {
      var number: UInt32 = 0
      for place in 0..<4 { number |= UInt32(try bits.byte()) << UInt32(8 * place) }
      numbers.append(number)
    }
    guard numbers[0] == sum.value, numbers[1] == size else { throw .damage }
    state = .padding
  }

  /// Zeros behind a member are padding.
  private mutating func skipPadding() throws(Failure) {
    if try bits.isAtEnd() {
      state = .end
    } else if bits.peekByte() == 0x1F {
      state = .header
    } else if try bits.byte() != 0 {
      throw .rubbish
    }
  }

  // MARK: Blocks

  private mutating func beginBlock() throws(Failure) {
    if isLastBlock {
      state = .trailer
      return
    }
    isLastBlock = try bits.take(1) == 1
    switch try bits.take(2) {
    case 0:
      bits.alignToByte()
      let length = try bits.byte() | bits.byte() << 8
      let inverse = try bits.byte() | bits.byte() << 8
      guard length == ~inverse & 0xFFFF else { throw .damage }
      state = .stored(length)
    case 1:
      (lengths, distances) = (Huffman.fixedLengths, Huffman.fixedDistances)
      state = .codes
    case 2: try readCodes()
    default: throw .damage
    }
  }

  private mutating func copy(_ left: Int) throws(Failure) {
    let part = min(left, 4096)
    for _ in 0..<part { append(UInt8(try bits.byte())) }
    state = left > part ? .stored(left - part) : .block
  }

  private mutating func readCodes() throws(Failure) {
    let (literals, others) = (try bits.take(5) + 257, try bits.take(5) + 1)
    let count = try bits.take(4) + 4
    let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    var codeLengths = [UInt8](repeating: 0, count: 19)
    for place in order.prefix(count) { codeLengths[place] = UInt8(try bits.take(3)) }
    let codes = Huffman(codeLengths)
    var found: [UInt8] = []
    while found.count < literals + others {
      let symbol = try codes.symbol(&bits)
      switch symbol {
      case 0..<16: found.append(UInt8(symbol))
      case 16:
        guard let last = found.last else { throw .damage }
        found += repeatElement(last, count: try bits.take(2) + 3)
      case 17: found += repeatElement(0, count: try bits.take(3) + 3)
      default: found += repeatElement(0, count: try bits.take(7) + 11)
      }
    }
    guard found.count == literals + others else { throw .damage }
    lengths = Huffman(Array(found[..<literals]))
    distances = Huffman(Array(found[literals...]))
    state = .codes
  }

  private static let lengthBases = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  private static let lengthBits = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distanceBases = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
    3073, 4097, 6145, 8193, 12289, 16385, 24577,
  ]

  /// Reads literals and matches, some thousand bytes of them.
  private mutating func readSymbols() throws(Failure) {
    let end = window.count + 4096
    while window.count < end {
      let symbol = try lengths.symbol(&bits)
      if symbol < 256 {
        append(UInt8(symbol))
        continue
      }
      if symbol == 256 {
        state = .block
        return
      }
      let place = symbol - 257
      guard place < Self.lengthBases.count else { throw .damage }
      let length = Self.lengthBases[place] + (try bits.take(Self.lengthBits[place]))
      let code = try distances.symbol(&bits)
      guard code < Self.distanceBases.count else { throw .damage }
      let distance = Self.distanceBases[code] + (try bits.take(max(0, code / 2 - 1)))
      guard distance <= window.count else { throw .damage }
      for _ in 0..<length { append(window[window.count - distance]) }
    }
  }

  private mutating func append(_ byte: UInt8) {
    window.append(byte)
    sum.add(byte)
    size &+= 1
  }
}
