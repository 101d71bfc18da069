extension GGUFFile {
  /// A whole number from `range`. Throws `.invalidModel` when it is missing (and has no default), of
  /// another type, or out of range. An array of equal numbers counts as that number.
  func integer(_ key: String, in range: ClosedRange<Int>, default fallback: Int? = nil)
    throws(InferenceError) -> Int
  {
    guard let value = metadata[key] else {
      if let fallback { return fallback }
      throw InferenceError(.invalidModel, key, .missing)
    }
    var found: Int?
    switch value {
    case .unsigned(let v): found = Int(exactly: v)
    case .signed(let v): found = Int(v)
    case .array:
      let all = try integers(key)
      if let first = all.first {
        guard all.allSatisfy({ $0 == first }) else {
          throw InferenceError(.unsupported, key, .differsByLayer)
        }
        found = first
      }
    default: break
    }
    guard let found, range.contains(found) else {
      throw InferenceError(.invalidModel, key, .notWhole(value, range))
    }
    return found
  }

  /// A finite number greater than zero.
  func positive(_ key: String, default fallback: Double? = nil) throws(InferenceError) -> Double {
    guard let value = metadata[key] else {
      if let fallback { return fallback }
      throw InferenceError(.invalidModel, key, .missing)
    }
    var found: Double?
    switch value {
    case .float(let v): found = v
    case .unsigned(let v): found = Double(v)
    case .signed(let v): found = Double(v)
    default: break
    }
    guard let found, found.isFinite, found > 0 else {
      throw InferenceError(.invalidModel, key, .notPositive(value))
    }
    return found
  }

  /// The same where 0 stands for nothing said.
  func factor(_ key: String, default fallback: Double) throws(InferenceError) -> Double {
    metadata[key] == .float(0) ? fallback : try positive(key, default: fallback)
  }

  /// A text, or nil where the key is missing.
  func text(_ key: String) throws(InferenceError) -> String? {
    guard let value = metadata[key] else { return nil }
    guard case .string(let text) = value else {
      throw InferenceError(.invalidModel, key, .notOfKind(value, .text))
    }
    return text
  }

  /// True or false, or the default where the key is missing.
  func flag(_ key: String, default fallback: Bool) throws(InferenceError) -> Bool {
    guard let value = metadata[key] else { return fallback }
    guard case .bool(let flag) = value else {
      throw InferenceError(.invalidModel, key, .notOfKind(value, .bool))
    }
    return flag
  }

  /// The elements of an array of strings, as they are in the file: they need not be UTF-8, and what
  /// Unicode holds equal may stand for different things.
  func texts(_ key: String) throws(InferenceError) -> [ExactText] {
    guard case .array(.string, let count, let offset)? = metadata[key] else {
      throw InferenceError(.invalidModel, key, .noArray(of: .texts))
    }
    var reader = ByteReader(bytes, offset: offset)
    var all: [UInt8] = []
    var ends: [Int] = []
    ends.reserveCapacity(count)
    for _ in 0..<count {
      all.append(contentsOf: try reader.text(key))
      ends.append(all.count)
    }
    var start = 0
    return ends.map { end in
      defer { start = end }
      return ExactText(all[start..<end])
    }
  }

  /// The elements of an array of whole numbers of at most 32 bits.
  func integers(_ key: String) throws(InferenceError) -> [Int] {
    guard case .array(let kind, let count, let offset)? = metadata[key] else {
      throw InferenceError(.invalidModel, key, .noArray(of: nil))
    }
    var reader = ByteReader(bytes, offset: offset)
    var result: [Int] = []
    result.reserveCapacity(count)
    for _ in 0..<count {
      switch kind {
      case .int32: result.append(Int(try reader.integer(Int32.self, key)))
      case .uint32: result.append(Int(try reader.integer(UInt32.self, key)))
      case .int16: result.append(Int(try reader.integer(Int16.self, key)))
      case .uint16: result.append(Int(try reader.integer(UInt16.self, key)))
      case .int8: result.append(Int(try reader.integer(Int8.self, key)))
      case .uint8: result.append(Int(try reader.integer(UInt8.self, key)))
      default: throw InferenceError(.invalidModel, key, .noArray(of: .wholeNumbers))
      }
    }
    return result
  }

  /// The elements of an array of values that are true or false.
  func flags(_ key: String) throws(InferenceError) -> [Bool] {
    guard case .array(.bool, let count, let offset)? = metadata[key] else {
      throw InferenceError(.invalidModel, key, .noArray(of: .bools))
    }
    var reader = ByteReader(bytes, offset: offset)
    var result: [Bool] = []
    for _ in 0..<count { result.append(try reader.integer(UInt8.self, key) != 0) }
    return result
  }

  /// The elements of an array of 32-bit floats.
  func floats(_ key: String) throws(InferenceError) -> [Float] {
    guard case .array(.float32, let count, let offset)? = metadata[key] else {
      throw InferenceError(.invalidModel, key, .noArray(of: .floats))
    }
    var reader = ByteReader(bytes, offset: offset)
    var result: [Float] = []
    result.reserveCapacity(count)
    for _ in 0..<count { result.append(Float(bitPattern: try reader.integer(UInt32.self, key))) }
    return result
  }
}
