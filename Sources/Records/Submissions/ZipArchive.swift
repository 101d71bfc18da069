import Basics
import Diagnostics

/// The files in a zip, as platforms hand out what a class handed in. Nothing is unpacked to disk, and
/// of a file never more bytes than are asked for.
///
/// Source: PKWARE, APPNOTE.TXT, 6.3.10, sections 4.3 and 4.5.3.
public final class ZipArchive: Sendable {
  /// A file in it.
  public struct Entry: Hashable, Sendable {
    /// Its name, with the folders in which it stands.
    public var name: String
    var flags: UInt64
    var method: UInt64
    var sum: UInt64
    var packed: UInt64
    var size: UInt64
    var offset: UInt64
  }

  /// Where it lies.
  public let path: String
  /// Its files, in the order of its list; folders are none.
  public let entries: [Entry]

  /// Bytes that the list of its files may have: those of some million of them.
  private static let mostListed = 1 << 28

  /// Reads the list of the files.
  /// - Throws: `unreadable`.
  public init(path: String) throws(Diagnostic) {
    self.path = path
    let file = try ZipFile(path)
    let (offset, size, count) = try ZipArchive.list(in: file)
    guard size <= UInt64(ZipArchive.mostListed) else { throw file.damaged }
    var fields = LittleEndian(try file.read(at: offset, Int(size)))
    var all: [Entry] = []
    while let entry = fields.entry() { all.append(entry) }
    // Nobody's file is lost by a list that breaks off. Some writers count no further than 16 bits.
    guard UInt64(all.count) & 0xFFFF == count & 0xFFFF else { throw file.damaged }
    entries = all.filter { !$0.name.hasSuffix("/") }
  }

  /// Where the list of the files stands, by the record at the end, or that of large archives, and how
  /// many it has.
  private static func list(
    in file: ZipFile
  ) throws(Diagnostic) -> (offset: UInt64, size: UInt64, count: UInt64) {
    // The record has 22 bytes, and a remark behind it up to 65,535.
    let tail = min(file.size, 22 + 65_535)
    let bytes = try file.read(at: file.size - tail, Int(tail))
    let signature: [UInt8] = [0x50, 0x4B, 5, 6]
    guard bytes.count >= 22,
      let place = (0...bytes.count - 22).last(where: {
        bytes[$0..<$0 + 4].elementsEqual(signature)
      })
    else { throw file.damaged }
    var end = LittleEndian(Array(bytes[(place + 10)...]))
    let (count, size, offset) = (end.number(2), end.number(4), end.number(4))
    guard count == 0xFFFF || size == 0xFFFF_FFFF || offset == 0xFFFF_FFFF, place >= 20 else {
      return (offset, size, count)
    }
    var locator = LittleEndian(Array(bytes[(place - 20)..<place]))
    guard locator.number(4) == 0x0706_4B50 else { return (offset, size, count) }
    locator.skip(4)
    var record = LittleEndian(try file.read(at: locator.number(8), 56))
    guard record.number(4) == 0x0606_4B50 else { throw file.damaged }
    record.skip(28)
    let wide = (count: record.number(8), size: record.number(8), offset: record.number(8))
    return (wide.offset, wide.size, wide.count)
  }

  /// The bytes of one of its files.
  /// - Throws: `unreadable`; `bad-submission` where it is larger than `most` bytes.
  public func read(_ entry: Entry, most: Int) throws(Diagnostic) -> [UInt8] {
    guard entry.size <= UInt64(most) else { throw BoundedFile.tooLarge(most) }
    guard entry.flags & 1 == 0 else {
      throw Diagnostic(.unreadable, "It is locked with a password.")
    }
    let file = try ZipFile(path)
    var header = LittleEndian(try file.read(at: entry.offset, 30))
    guard header.number(4) == 0x0403_4B50 else { throw file.damaged }
    header.skip(22)
    let names = header.number(2) + header.number(2)
    let start = entry.offset + 30 + names
    switch entry.method {
    case 0:
      guard entry.packed == entry.size else { throw file.damaged }
      let bytes = try file.read(at: start, Int(entry.size))
      var sum = CRC32()
      for byte in bytes { sum.add(byte) }
      guard UInt64(sum.value) == entry.sum else { throw file.damaged }
      return bytes
    case 8:
      // Deflated bytes take hardly more room than plain ones.
      guard entry.packed <= entry.size + entry.size / 1000 + 1024 else { throw file.damaged }
      return try inflate(try file.read(at: start, Int(entry.packed)), entry, file)
    default: throw Diagnostic(.unreadable, "It is packed in a way that is not known here.")
    }
  }

  /// Unpacks deflated bytes: gzip is the same with a head before it, and sum and size behind.
  private func inflate(
    _ packed: [UInt8], _ entry: Entry, _ file: ZipFile
  ) throws(Diagnostic) -> [UInt8] {
    func four(_ value: UInt64) -> [UInt8] {
      (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let whole =
      [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF] + packed + four(entry.sum) + four(entry.size)
    var position = 0
    var gunzip = Gunzip { buffer, most in
      let count = min(most, whole.count - position)
      for index in 0..<count { buffer[index] = whole[position + index] }
      position += count
      return count
    }
    var bytes = [UInt8](repeating: 0, count: Int(entry.size) + 1)
    var filled = 0
    var isWhole = false
    bytes.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      // What is damaged is told by the caller, and how does not matter to anybody.
      while filled < buffer.count,
        let count = try? gunzip.read(into: base + filled, atMost: buffer.count - filled)
      {
        if count == 0 {
          isWhole = true
          break
        }
        filled += count
      }
    }
    guard isWhole, UInt64(filled) == entry.size else { throw file.damaged }
    return Array(bytes.prefix(filled))
  }
}
