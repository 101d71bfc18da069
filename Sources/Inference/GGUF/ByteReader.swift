/// Reads little-endian values from a file's bytes; every read is checked against the end.
struct ByteReader {
  let bytes: FileBytes
  var offset = 0

  var remaining: Int { bytes.count - offset }

  init(_ bytes: FileBytes, offset: Int = 0) {
    self.bytes = bytes
    self.offset = offset
  }

  mutating func skip(_ count: Int, _ what: String) throws(InferenceError) {
    guard count >= 0, count <= remaining else {
      throw InferenceError(.malformed, what, .pastEnd(of: bytes.count))
    }
    offset += count
  }

  mutating func integer<T: FixedWidthInteger>(_ type: T.Type, _ what: String)
    throws(InferenceError) -> T
  {
    let at = offset
    try skip(MemoryLayout<T>.size, what)
    return T(littleEndian: bytes.base.loadUnaligned(fromByteOffset: at, as: T.self))
  }

  /// A count or length as an Int no larger than what is left of the file could hold.
  mutating func count(_ what: String, minimumBytesEach: Int) throws(InferenceError) -> Int {
    let raw = try integer(UInt64.self, what)
    guard raw <= UInt64(remaining / minimumBytesEach) else {
      throw InferenceError(.malformed, what, .moreThanHeld(raw))
    }
    return Int(raw)
  }

  /// A string: its length in 8 bytes, then UTF-8. Anything that is not UTF-8 is repaired.
  mutating func string(_ what: String, atMost limit: Int = .max) throws(InferenceError) -> String {
    String(decoding: try text(what, atMost: limit), as: UTF8.self)
  }

  /// The bytes of a string, valid while the file's are.
  mutating func text(_ what: String, atMost limit: Int = .max) throws(InferenceError)
    -> UnsafeRawBufferPointer
  {
    let length = try count("length of \(what)", minimumBytesEach: 1)
    guard length <= limit else {
      throw InferenceError(.malformed, what, .tooLong(length, most: limit))
    }
    let at = offset
    try skip(length, what)
    return UnsafeRawBufferPointer(start: bytes.base + at, count: length)
  }

  /// A metadata value of the kind that comes first.
  mutating func value(_ key: String) throws(InferenceError) -> GGUFValue {
    let kind = try kind(key)
    switch kind {
    case .uint8: return .unsigned(UInt64(try integer(UInt8.self, key)))
    case .int8: return .signed(Int64(try integer(Int8.self, key)))
    case .uint16: return .unsigned(UInt64(try integer(UInt16.self, key)))
    case .int16: return .signed(Int64(try integer(Int16.self, key)))
    case .uint32: return .unsigned(UInt64(try integer(UInt32.self, key)))
    case .int32: return .signed(Int64(try integer(Int32.self, key)))
    case .uint64: return .unsigned(try integer(UInt64.self, key))
    case .int64: return .signed(try integer(Int64.self, key))
    case .float32: return .float(Double(Float(bitPattern: try integer(UInt32.self, key))))
    case .float64: return .float(Double(bitPattern: try integer(UInt64.self, key)))
    case .bool:
      let raw = try integer(UInt8.self, key)
      guard raw <= 1 else {
        throw InferenceError(.malformed, key, .noBool(raw))
      }
      return .bool(raw == 1)
    case .string: return .string(try string(key))
    case .array: return try array(key)
    }
  }

  private mutating func kind(_ key: String) throws(InferenceError) -> GGUFValue.Kind {
    let raw = try integer(UInt32.self, key)
    guard let kind = GGUFValue.Kind(rawValue: raw) else {
      throw InferenceError(.malformed, key, .unknownType(raw))
    }
    return kind
  }

  /// Steps over an array, checking every length in it; arrays of arrays are refused.
  private mutating func array(_ key: String) throws(InferenceError) -> GGUFValue {
    let element = try kind(key)
    guard element != .array else {
      throw InferenceError(.unsupported, key, .nestedArray)
    }
    let count = try count("length of \(key)", minimumBytesEach: element.size ?? 8)
    let start = offset
    if let size = element.size {
      try skip(count * size, key)
    } else {
      for _ in 0..<count {
        let length = try self.count("a string of \(key)", minimumBytesEach: 1)
        try skip(length, key)
      }
    }
    return .array(of: element, count: count, offset: start)
  }
}
