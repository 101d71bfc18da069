/// A GGUF file whose header has been read and checked: metadata, and where each tensor lies.
///
///     let file = try GGUFFile(path: "model.gguf")
///     file.metadata["general.architecture"]  // .string("llama")
///
/// Format: version 2 and 3 of the specification of ggml-org. Nothing is used before it has been
/// checked against the file's own length; memory stays below the file's size.
public final class GGUFFile: Sendable {
  /// Format version, 2 or 3.
  public let version: Int
  /// Every key with its value.
  public let metadata: [String: GGUFValue]
  /// The tensors in the order of the file.
  public let tensors: [TensorInfo]
  /// The bytes behind it.
  public let bytes: FileBytes
  /// The bytes of each key with its value, in the order of the file.
  let keyRanges: [(key: String, range: Range<Int>)]
  private let index: [String: Int]

  /// Maps and checks the file at `path`. Throws `.cannotRead`, `.malformed`, `.unsupported`.
  public convenience init(path: String) throws(InferenceError) {
    try self.init(FileBytes(path: path))
  }

  /// Checks the bytes of a file.
  public init(_ bytes: FileBytes) throws(InferenceError) {
    var reader = ByteReader(bytes)
    guard try reader.integer(UInt32.self, "magic") == 0x4655_4747 else {
      throw InferenceError(.malformed, "magic", .notGGUF)
    }
    let version = try reader.integer(UInt32.self, "version")
    guard version == 2 || version == 3 else {
      let swapped = version.byteSwapped
      let bigEndian = swapped >= 1 && swapped <= 9
      throw InferenceError(.unsupported, "version", bigEndian ? .bigEndian : .version(version))
    }
    // A tensor takes at least 8 + 4 + 8 + 4 + 8 bytes of header, a key at least 8 + 4 + 1.
    let tensorCount = try reader.count("tensor count", minimumBytesEach: 32)
    let keyCount = try reader.count("key count", minimumBytesEach: 13)
    var keyRanges: [(key: String, range: Range<Int>)] = []
    let metadata = try Self.readMetadata(&reader, count: keyCount, &keyRanges)
    let alignment = try Self.alignment(metadata)
    let headers = try Self.readTensors(&reader, count: tensorCount)
    let padding = (alignment - reader.offset % alignment) % alignment
    let dataStart = reader.offset + padding
    self.tensors = try Self.place(
      headers, dataStart: dataStart, alignment: alignment, fileSize: bytes.count)
    self.version = Int(version)
    self.metadata = metadata
    self.keyRanges = keyRanges
    self.bytes = bytes
    index = Dictionary(
      tensors.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The tensor of that name, or nil.
  public func tensor(_ name: String) -> TensorInfo? { index[name].map { tensors[$0] } }

  /// Where a tensor's bytes begin in memory.
  func address(of tensor: TensorInfo) -> UnsafeRawPointer { bytes.base + tensor.offset }

  private static func readMetadata(
    _ reader: inout ByteReader, count: Int, _ ranges: inout [(key: String, range: Range<Int>)]
  ) throws(InferenceError) -> [String: GGUFValue] {
    var metadata: [String: GGUFValue] = [:]
    for i in 0..<count {
      let start = reader.offset
      let key = try reader.string("key \(i + 1)", atMost: 65_535)
      guard !key.isEmpty else {
        throw InferenceError(.malformed, "key \(i + 1)", .nameless)
      }
      let value = try reader.value(key)
      guard metadata.updateValue(value, forKey: key) == nil else {
        throw InferenceError(.malformed, key, .twice)
      }
      ranges.append((key, start..<reader.offset))
    }
    return metadata
  }

  private static func alignment(_ metadata: [String: GGUFValue]) throws(InferenceError) -> Int {
    guard let value = metadata["general.alignment"] else { return 32 }
    guard case .unsigned(let raw) = value, raw >= 8, raw <= 1 << 20, raw & (raw - 1) == 0 else {
      throw InferenceError(.malformed, "general.alignment", .noPowerOfTwo(8, 1_048_576))
    }
    return Int(raw)
  }
}
