/// A tensor of a GGUF file, checked to lie inside the file.
public struct TensorInfo: Sendable, Equatable {
  /// The name in the file, such as "blk.0.attn_q.weight".
  public let name: String
  /// How its values are stored.
  public let type: TensorType
  /// Lengths, the contiguous one first: a matrix is [columns, rows].
  public let dimensions: [Int]
  /// Bytes from the start of the file.
  public let offset: Int
  /// Bytes of data.
  public let byteCount: Int

  /// Contiguous values: the length of a row.
  public var columns: Int { dimensions.first ?? 1 }
  /// Rows of `columns` values.
  public var rows: Int { dimensions.dropFirst().reduce(1, *) }
  /// Values in all.
  public var elements: Int { columns * rows }
  /// Bytes of a row.
  var rowBytes: Int { columns / type.blockSize * type.blockBytes }

  /// Some of its rows, or of its values where it has one dimension.
  func part(_ first: Int, _ count: Int) -> TensorInfo {
    let size = dimensions.count == 1 ? type.blockBytes : rowBytes
    return TensorInfo(
      name: name, type: type, dimensions: dimensions.dropLast() + [count],
      offset: offset + first * size, byteCount: count * size)
  }
}

extension GGUFFile {
  /// A tensor as its header says, before its place has been checked.
  struct TensorHeader {
    var name: String
    var type: TensorType
    var dimensions: [Int]
    var relativeOffset: UInt64
    var byteCount: Int
  }

  static func readTensors(_ reader: inout ByteReader, count: Int)
    throws(InferenceError) -> [TensorHeader]
  {
    var headers: [TensorHeader] = []
    var names: Set<String> = []
    for i in 0..<count {
      let header = try readTensor(&reader, number: i + 1)
      guard names.insert(header.name).inserted else {
        throw InferenceError(.malformed, header.name, .twoTensors)
      }
      headers.append(header)
    }
    return headers
  }

  private static func readTensor(_ reader: inout ByteReader, number: Int)
    throws(InferenceError) -> TensorHeader
  {
    let name = try reader.string("name of tensor \(number)", atMost: 64)
    let rank = try reader.integer(UInt32.self, name)
    guard (1...4).contains(rank) else {
      throw InferenceError(.malformed, name, .dimensions(rank, most: 4))
    }
    var dimensions: [Int] = []
    var elements = 1
    for _ in 0..<rank {
      let raw = try reader.integer(UInt64.self, name)
      let (product, overflow) = elements.multipliedReportingOverflow(by: Int(clamping: raw))
      guard raw > 0, raw <= UInt64(Int.max), !overflow else {
        throw InferenceError(.malformed, name, .dimension(raw))
      }
      dimensions.append(Int(raw))
      elements = product
    }
    let rawType = try reader.integer(UInt32.self, name)
    guard let type = TensorType(rawValue: rawType) else {
      throw InferenceError(
        .unsupported, name,
        .storedAs(TensorType.name(ofRaw: rawType), known: TensorType.allCases.map { $0.name }))
    }
    guard dimensions[0] % type.blockSize == 0 else {
      throw InferenceError(
        .malformed, name, .rows(of: dimensions[0], blocks: type.blockSize, type.name))
    }
    let (bytes, overflow) = (elements / type.blockSize)
      .multipliedReportingOverflow(by: type.blockBytes)
    guard !overflow else { throw InferenceError(.malformed, name, .tooLarge) }
    let offset = try reader.integer(UInt64.self, name)
    return TensorHeader(
      name: name, type: type, dimensions: dimensions, relativeOffset: offset, byteCount: bytes)
  }

  /// Checks that every tensor is aligned, inside the file and apart from the others.
  static func place(
    _ headers: [TensorHeader], dataStart: Int, alignment: Int, fileSize: Int
  ) throws(InferenceError) -> [TensorInfo] {
    var tensors: [TensorInfo] = []
    tensors.reserveCapacity(headers.count)
    for header in headers {
      guard header.relativeOffset % UInt64(alignment) == 0 else {
        throw InferenceError(.malformed, header.name, .unaligned(header.relativeOffset, alignment))
      }
      let (start, overflow) = dataStart.addingReportingOverflow(
        Int(clamping: header.relativeOffset))
      guard !overflow, start <= fileSize, header.byteCount <= fileSize - start else {
        throw InferenceError(
          .malformed, header.name, .beyondFile(bytes: header.byteCount, from: header.relativeOffset)
        )
      }
      tensors.append(
        TensorInfo(
          name: header.name, type: header.type, dimensions: header.dimensions, offset: start,
          byteCount: header.byteCount))
    }
    let sorted = tensors.sorted { $0.offset < $1.offset }
    for (a, b) in zip(sorted, sorted.dropFirst()) where a.offset + a.byteCount > b.offset {
      throw InferenceError(.malformed, b.name, .overlaps(a.name))
    }
    return tensors
  }
}
