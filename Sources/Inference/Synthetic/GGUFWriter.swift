/// Writes GGUF files, version 3.
public struct GGUFWriter {
  private var header: [UInt8] = []
  private var keys = 0
  private var infos: [UInt8] = []
  private var tensors = 0
  private var data: [UInt8] = []
  /// Where the next tensor's data begin.
  private var end = 0
  private static let alignment = 32

  /// A file without keys and tensors.
  public init() {}

  /// Adds a key with a text.
  public mutating func add(_ key: String, _ text: String) {
    begin(key, .string)
    Self.append(text, &header)
  }
  /// Adds a key with a whole number.
  public mutating func add(_ key: String, _ number: UInt32) {
    begin(key, .uint32)
    Self.append(number, &header)
  }
  /// Adds a key with a 32-bit float.
  public mutating func add(_ key: String, _ number: Float) {
    begin(key, .float32)
    Self.append(number.bitPattern, &header)
  }
  /// Adds a key that is true or false.
  public mutating func add(_ key: String, _ flag: Bool) {
    begin(key, .bool)
    header.append(flag ? 1 : 0)
  }
  /// Adds a key with an array of texts.
  public mutating func add(_ key: String, _ texts: [String]) {
    beginArray(key, .string, texts.count)
    for text in texts { Self.append(text, &header) }
  }
  /// Adds a key with an array of 32-bit floats.
  public mutating func add(_ key: String, _ numbers: [Float]) {
    beginArray(key, .float32, numbers.count)
    for number in numbers { Self.append(number.bitPattern, &header) }
  }
  /// Adds a key with an array of 32-bit integers.
  public mutating func add(_ key: String, _ numbers: [Int32]) {
    beginArray(key, .int32, numbers.count)
    for number in numbers { Self.append(UInt32(bitPattern: number), &header) }
  }

  /// Adds a tensor, the contiguous dimension first. `bytes` are its data as stored.
  public mutating func add(
    _ name: String, _ dimensions: [Int], _ type: TensorType, _ bytes: [UInt8]
  ) {
    add(name, dimensions, type, byteCount: bytes.count)
    data += bytes
    data += [UInt8](repeating: 0, count: Self.padding(after: bytes.count))
  }

  /// Adds a tensor whose data are written behind the rest of the file by somebody else, each filled up
  /// with `padding`; all tensors of a file must be added in this way, or none.
  mutating func add(_ name: String, _ dimensions: [Int], _ type: TensorType, byteCount: Int) {
    Self.append(name, &infos)
    Self.append(UInt32(dimensions.count), &infos)
    for dimension in dimensions { Self.append(UInt64(dimension), &infos) }
    Self.append(type.rawValue, &infos)
    Self.append(UInt64(end), &infos)
    end += byteCount + Self.padding(after: byteCount)
    tensors += 1
  }

  /// Zeros that follow so many bytes of a tensor.
  static func padding(after count: Int) -> Int { (alignment - count % alignment) % alignment }

  /// Adds a key with its value as another file has it.
  mutating func add(raw key: UnsafeRawBufferPointer) {
    header += key
    keys += 1
  }

  /// The whole file.
  public func bytes() -> [UInt8] {
    var result: [UInt8] = Array("GGUF".utf8)
    Self.append(UInt32(3), &result)
    Self.append(UInt64(tensors), &result)
    Self.append(UInt64(keys), &result)
    result += header
    result += infos
    while result.count % Self.alignment != 0 { result.append(0) }
    return result + data
  }

  private mutating func begin(_ key: String, _ kind: GGUFValue.Kind) {
    Self.append(key, &header)
    Self.append(kind.rawValue, &header)
    keys += 1
  }

  private mutating func beginArray(_ key: String, _ kind: GGUFValue.Kind, _ count: Int) {
    begin(key, .array)
    Self.append(kind.rawValue, &header)
    Self.append(UInt64(count), &header)
  }

  private static func append(_ text: String, _ out: inout [UInt8]) {
    append(UInt64(text.utf8.count), &out)
    out += text.utf8
  }

  private static func append<T: FixedWidthInteger>(_ value: T, _ out: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { out += $0 }
  }
}
