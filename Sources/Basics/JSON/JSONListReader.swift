/// Reads a list in JSON that comes in pieces, an element at a time, so that a long one is never in
/// memory as a whole.
///
///     list.add(piece)
///     while let element = try list.next() { … }   // and so on with each piece
///     list.finish()
///     while let element = try list.next() { … }   // throws where the list is not closed
public struct JSONListReader {
  /// An element of the list.
  public struct Element {
    /// What it is.
    public let value: JSON
    /// As it was written.
    public let bytes: [UInt8]
  }

  private enum Phase { case opening, first, element, behind }

  private let limits: JSONLimits
  private var phase = Phase.opening
  /// What came and was not let go yet.
  private var held: [UInt8] = []
  /// Where what is not read yet begins in it.
  private var start = 0
  /// How far the present element was looked at.
  private var index = 0
  private var depth = 0
  private var isInText = false
  private var isEscaped = false
  private var isFinished = false
  /// The place of `start` in the whole, each counted from 1.
  private var line = 1
  private var column = 1

  /// - Parameter limits: what each element may hold; there may be any number of them.
  public init(limits: JSONLimits) { self.limits = limits }

  /// Adds the next bytes, of any number.
  public mutating func add(_ bytes: [UInt8]) {
    held.removeFirst(start)
    index -= start
    start = 0
    held += bytes
  }

  /// Says that nothing more comes.
  public mutating func finish() { isFinished = true }

  /// The next element; nil where more has to come first, and behind the last one.
  public mutating func next() throws(JSONProblem) -> Element? {
    if phase == .opening {
      guard isFinished || held.count >= 3 else { return nil }
      if start == 0, held.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
      guard let byte = nextByte() else {
        guard isFinished else { return nil }
        throw problem(.noList)
      }
      guard byte == UInt8(ascii: "[") else { throw problem(.noList) }
      go(to: start + 1)
      phase = .first
    }
    if phase == .first {
      guard let byte = nextByte() else {
        guard isFinished else { return nil }
        throw problem(.endsEarly)
      }
      phase = byte == UInt8(ascii: "]") ? .behind : .element
      if phase == .behind { go(to: start + 1) }
    }
    guard phase == .element else {
      guard nextByte() == nil else { throw problem(.somethingFollows) }
      return nil
    }
    guard let end = try findEnd() else { return nil }
    let bytes = Array(held[start..<end])
    let value = try read(bytes)
    if held[end] == UInt8(ascii: "]") { phase = .behind }
    go(to: end + 1)
    return Element(value: value, bytes: bytes)
  }

  /// The place of the comma or bracket that ends the present element; nil where it is still to come.
  private mutating func findEnd() throws(JSONProblem) -> Int? {
    index = max(index, start)
    while index < held.count {
      let byte = held[index]
      if isInText {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInText = false
        }
      } else if byte == UInt8(ascii: "\"") {
        isInText = true
      } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
        depth += 1
      } else if depth == 0, byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") {
        return index
      } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
        depth = max(0, depth - 1)
      }
      index += 1
      guard index - start <= limits.bytes else { throw problem(.tooManyBytes(limits.bytes)) }
    }
    guard isFinished else { return nil }
    // What is wrong within it comes first.
    _ = try read(Array(held[start...]))
    go(to: held.count)
    throw problem(.listNotClosed)
  }

  private func read(_ bytes: [UInt8]) throws(JSONProblem) -> JSON {
    guard !bytes.allSatisfy(JSONListReader.isSpace) else {
      throw problem(start + bytes.count == held.count ? .endsEarly : .noValue)
    }
    var limits = limits
    // The list itself is a level.
    limits.depth -= 1
    do throws(JSONProblem) {
      return try JSONReader.read(bytes, limits: limits)
    } catch {
      throw JSONProblem(
        reason: error.reason, line: line + error.line - 1,
        column: error.line == 1 ? column + error.column - 1 : error.column)
    }
  }

  // MARK: Places

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// What stands next, behind spaces; nil where nothing does.
  private mutating func nextByte() -> UInt8? {
    go(to: held[start...].firstIndex { !JSONListReader.isSpace($0) } ?? held.count)
    return start < held.count ? held[start] : nil
  }

  private mutating func go(to end: Int) {
    for byte in held[start..<end] {
      if byte == 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    start = end
  }

  private func problem(_ reason: JSONProblem.Reason) -> JSONProblem {
    JSONProblem(reason: reason, line: line, column: column)
  }
}
