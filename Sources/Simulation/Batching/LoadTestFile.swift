import Basics

/// The points of a load test in a CSV file: a row for each request length and number of users.
public struct LoadTestFile: Sendable {
  /// The points, in the order of the file.
  public let points: [StepLaw.Point]
  /// What the columns were taken for, in words.
  public let columns: String
  /// How many rows held no point.
  public let left: Int
  /// Bytes read.
  public let bytes: Int

  /// The most bytes of such a file.
  public static let mostBytes = 4_000_000

  private static let usual: [(meaning: String, names: [String])] = [
    (
      "the prompt", ["prompt_tokens", "input_tokens", "input_len", "input_length", "isl", "prompt"]
    ),
    (
      "the answer",
      ["answer_tokens", "output_tokens", "output_len", "output_length", "osl", "answer"]
    ),
    ("the users", ["users", "concurrency", "max_concurrency", "concurrent_requests", "n"]),
    (
      "the tokens per second",
      [
        "output_tokens_per_s", "output_throughput", "output_token_throughput", "tokens_per_s",
        "output_tps", "tps",
      ]
    ),
  ]

  /// Reads a file, packed with gzip or not.
  /// - Parameters:
  ///   - path: where it is.
  ///   - text: only rows that hold this text in a cell are read; empty for all.
  /// - Throws: `SimulationError.unreadable`.
  public init(_ path: String, holding text: String = "") throws(SimulationError) {
    let source = try ByteSource(TraceFile(path))
    let content = try LoadTestFile.content(source, path)
    let rows: [CSV.Row]
    do throws(CSV.OpenQuote) {
      rows = try CSV.rows(content)
    } catch {
      throw .unreadable(path: path, .nothing("a quote is opened and never closed"))
    }
    guard let head = rows.first?.cells else { throw .unreadable(path: path, .empty) }
    let names = head.map { $0.lowercased().replacingAll(" ", with: "_") }
    var places: [Int] = []
    for column in LoadTestFile.usual {
      guard let place = column.names.lazy.compactMap({ names.firstIndex(of: $0) }).first else {
        throw .unreadable(path: path, .noColumn(column.names[0], of: head))
      }
      places.append(place)
    }
    let wanted = text.lowercased()
    let chosen = rows.dropFirst().filter { row in
      wanted.isEmpty || row.cells.contains { $0.lowercased().holds(wanted) }
    }
    points = chosen.compactMap { LoadTestFile.point($0.cells, places) }
    left = rows.count - 1 - points.count
    bytes = content.utf8.count
    columns = zip(LoadTestFile.usual, places).map {
      "\(FieldText.quote(head[$1].utf8)) is \($0.meaning)"
    }.joined(separator: ", ")
    if points.isEmpty {
      throw .unreadable(
        path: path, .nothing(text.isEmpty ? nil : "no row holds the text asked for"))
    }
  }

  private static func content(
    _ source: ByteSource, _ path: String
  ) throws(SimulationError) -> String {
    var bytes: [UInt8] = []
    let size = 65_536
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
    defer { buffer.deallocate() }
    while true {
      let count = try source.read(into: buffer, atMost: size)
      if count == 0 { break }
      bytes += UnsafeBufferPointer(start: buffer, count: count)
      if bytes.count > mostBytes {
        throw .unreadable(path: path, .nothing("it is larger than 4 MB"))
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func point(_ cells: [String], _ places: [Int]) -> StepLaw.Point? {
    var numbers: [Double] = []
    for place in places {
      guard place < cells.count, let number = Double(cells[place]) else { return nil }
      numbers.append(number)
    }
    let point = StepLaw.Point(
      prompt: numbers[0], output: numbers[1], users: numbers[2], outputRate: numbers[3])
    return point.isUsable ? point : nil
  }
}
