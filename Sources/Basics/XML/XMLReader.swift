extension XML {
  /// Elements within each other, at most.
  public static let deepest = 64
  /// Elements of a file, at most.
  public static let mostElements = 1_000_000

  /// The element that a file is made of.
  ///
  /// What a stranger's file could do harm by is refused: document types, and with them all entities
  /// but the five that XML knows by itself; depth, number and size beyond limits.
  ///
  /// Source: Extensible Markup Language (XML) 1.0, fifth edition.
  /// - Parameter most: bytes.
  public static func parse(_ bytes: [UInt8], most: Int = 64 << 20) throws(XMLProblem) -> XML {
    guard bytes.count <= most else { throw XMLProblem(reason: .tooManyBytes(most), line: 1) }
    var reader = XMLReader(bytes)
    return try reader.document()
  }
}

/// Reads a file from front to end, without recursion.
private struct XMLReader {
  private let bytes: [UInt8]
  private var place = 0
  private var line = 1
  private var count = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
  }

  private func problem(_ reason: XMLProblem.Reason) -> XMLProblem {
    XMLProblem(reason: reason, line: line)
  }

  mutating func document() throws(XMLProblem) -> XML {
    var open: [XML] = []
    while place < bytes.count {
      if bytes[place] != UInt8(ascii: "<") {
        let text = try characters(upTo: [UInt8(ascii: "<")])
        if open.isEmpty {
          guard text.allSatisfy({ $0.isWhitespace }) else { throw problem(.noElement) }
        } else {
          open[open.count - 1].nodes.append(.text(text))
        }
        continue
      }
      if isNext("<!--") {
        try skip(behind: "-->")
      } else if isNext("<![CDATA[") {
        guard !open.isEmpty else { throw problem(.noElement) }
        open[open.count - 1].nodes.append(.text(try section()))
      } else if isNext("<?") {
        try skip(behind: "?>")
      } else if isNext("<!") {
        throw problem(.documentType)
      } else if isNext("</") {
        place += 2
        let name = try self.name()
        skipBlanks()
        try take(UInt8(ascii: ">"))
        guard let element = open.popLast() else { throw problem(.noElement) }
        guard element.name == name else {
          throw problem(.otherEnd(expected: element.name, found: name))
        }
        if open.isEmpty { return try closed(element) }
        open[open.count - 1].nodes.append(.element(element))
      } else {
        let (element, isEmpty) = try start()
        guard open.count < XML.deepest else { throw problem(.tooDeep(XML.deepest)) }
        if !isEmpty {
          open.append(element)
        } else if open.isEmpty {
          return try closed(element)
        } else {
          open[open.count - 1].nodes.append(.element(element))
        }
      }
    }
    throw problem(open.isEmpty ? .noElement : .endsEarly)
  }

  /// Nothing but remarks and white space may follow.
  private mutating func closed(_ element: XML) throws(XMLProblem) -> XML {
    while place < bytes.count {
      skipBlanks()
      guard place < bytes.count else { break }
      if isNext("<!--") {
        try skip(behind: "-->")
      } else if isNext("<?") {
        try skip(behind: "?>")
      } else {
        throw problem(.somethingFollows)
      }
    }
    return element
  }

  // MARK: Tags

  private mutating func start() throws(XMLProblem) -> (element: XML, isEmpty: Bool) {
    count += 1
    guard count <= XML.mostElements else { throw problem(.tooManyElements(XML.mostElements)) }
    place += 1
    var element = XML(name: "")
    element.line = line
    element.name = try name()
    while true {
      skipBlanks()
      guard place < bytes.count else { throw problem(.tagNotClosed) }
      if isNext("/>") {
        place += 2
        return (element, true)
      }
      if bytes[place] == UInt8(ascii: ">") {
        place += 1
        return (element, false)
      }
      let key = try name()
      skipBlanks()
      try take(UInt8(ascii: "="))
      skipBlanks()
      guard place < bytes.count,
        bytes[place] == UInt8(ascii: "\"") || bytes[place] == UInt8(ascii: "'")
      else { throw problem(.noAttribute) }
      let quote = bytes[place]
      place += 1
      let value = try characters(upTo: [quote, UInt8(ascii: "<")])
      try take(quote)
      guard element.attributes.updateValue(value, forKey: key) == nil else {
        throw problem(.attributeTwice(key))
      }
    }
  }

  private mutating func name() throws(XMLProblem) -> String {
    let start = place
    while place < bytes.count, isOfName(bytes[place]) { place += 1 }
    guard place > start, place - start <= 256 else { throw problem(.noName) }
    return try text(bytes[start..<place])
  }

  private func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x3A, 0x5F, 0x80...0xFF: true
    default: false
    }
  }

  // MARK: Texts

  /// Characters up to one of these, or to the end, with what stands for characters replaced.
  private mutating func characters(upTo ends: [UInt8]) throws(XMLProblem) -> String {
    var result = ""
    var start = place
    while place < bytes.count, !ends.contains(bytes[place]) {
      if bytes[place] == UInt8(ascii: "&") {
        result += try text(bytes[start..<place])
        result.unicodeScalars.append(try reference())
        start = place
      } else {
        if bytes[place] == UInt8(ascii: "\n") { line += 1 }
        place += 1
      }
    }
    return result + (try text(bytes[start..<place]))
  }

  private mutating func reference() throws(XMLProblem) -> Unicode.Scalar {
    place += 1
    let start = place
    while place < bytes.count, place - start < 64, bytes[place] != UInt8(ascii: ";") { place += 1 }
    guard place < bytes.count, bytes[place] == UInt8(ascii: ";") else {
      throw problem(.unknownEntity(try text(bytes[start..<min(start + 20, place)])))
    }
    let name = try text(bytes[start..<place])
    place += 1
    switch name {
    case "lt": return "<"
    case "gt": return ">"
    case "amp": return "&"
    case "quot": return "\""
    case "apos": return "'"
    default: break
    }
    guard name.utf8.first == UInt8(ascii: "#") else { throw problem(.unknownEntity(name)) }
    let digits = name.dropFirst()
    let number =
      digits.utf8.first == UInt8(ascii: "x")
      ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    guard let number, let scalar = Unicode.Scalar(number), isAllowed(scalar) else {
      throw problem(.noCharacter)
    }
    return scalar
  }

  private func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x20 || scalar == "\n" || scalar == "\t" || scalar == "\r"
  }

  private mutating func section() throws(XMLProblem) -> String {
    place += 9
    let start = place
    try skip(behind: "]]>")
    return try text(bytes[start..<place - 3])
  }

  private func text(_ part: ArraySlice<UInt8>) throws(XMLProblem) -> String {
    guard let text = String(validating: part, as: UTF8.self) else { throw problem(.notUTF8) }
    guard text.unicodeScalars.allSatisfy(isAllowed) else { throw problem(.controlCharacter) }
    return text
  }

  // MARK: Steps

  private func isNext(_ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard place + length <= bytes.count else { return false }
    return word.withUTF8Buffer { bytes[place..<place + length].elementsEqual($0) }
  }

  private mutating func skip(behind end: StaticString) throws(XMLProblem) {
    while place < bytes.count {
      if isNext(end) {
        place += end.utf8CodeUnitCount
        return
      }
      if bytes[place] == UInt8(ascii: "\n") { line += 1 }
      place += 1
    }
    throw problem(.endsEarly)
  }

  private mutating func skipBlanks() {
    while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) {
      if bytes[place] == 0x0A { line += 1 }
      place += 1
    }
  }

  private mutating func take(_ byte: UInt8) throws(XMLProblem) {
    guard place < bytes.count, bytes[place] == byte else { throw problem(.tagNotClosed) }
    place += 1
  }
}
