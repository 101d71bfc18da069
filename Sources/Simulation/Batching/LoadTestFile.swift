import Basics

/// The points of a load test in a CSV file: a row for each request length and number of users.
public struct LoadTestFile: Sendable {
  /// The points, in the order of the file.
  public let points: [StepLaw.Point]
  /// What the columns were taken for, in words.
  public let columns: String
  /// How many rows held no point.
  public let left: Int
  /// Why the first of those did not that were asked for; nil where all of them did.
  public let reason: String?
  /// Bytes read.
  public let bytes: Int

  /// The most bytes of such a file.
  public static let mostBytes = 4_000_000

  private static let usual: [(meaning: String, names: [String])] = [
    (
      "the prompt",
      [
        "prompt_tokens", "input_tokens", "input_len", "input_length", "random_input_len",
        "random_input", "sharegpt_input_len", "mean_input_tokens", "avg_input_tokens", "isl",
        "prompt_len", "prompt",
      ]
    ),
    (
      "the answer",
      [
        "answer_tokens", "output_tokens", "output_len", "output_length", "random_output_len",
        "random_output", "sharegpt_output_len", "mean_output_tokens", "avg_output_tokens", "osl",
        "answer_len", "answer",
      ]
    ),
    (
      "the users",
      [
        "users", "concurrency", "max_concurrency", "num_concurrency", "concurrent_requests",
        "num_users", "n",
      ]
    ),
    (
      "the tokens per second",
      [
        "output_tokens_per_s", "output_throughput", "output_token_throughput", "tokens_per_s",
        "output_tokens_per_second", "output_token_throughput_tok_s", "output_throughput_tok_s",
        "output_token_throughput_tokens_s", "output_tps", "tps",
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
    let names = head.map { LoadTestFile.name($0) }
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
    // Where semicolons part the columns, a comma is that of a decimal.
    let hasDecimalCommas = content.utf8.prefix { $0 != UInt8(ascii: "\n") }
      .contains(UInt8(ascii: ";"))
    // Where points are those of decimals, a comma before three digits parts thousands.
    let hasPoints = chosen.contains { row in
      places.contains { $0 < row.cells.count && row.cells[$0].contains(".") }
    }
    var (points, reason): ([StepLaw.Point], String?) = ([], nil)
    for row in chosen {
      var cells = row.cells
      if !hasDecimalCommas, hasPoints { cells = cells.map { LoadTestFile.withoutThousands($0) } }
      switch LoadTestFile.point(cells, places, hasDecimalCommas) {
      case .success(let point): points.append(point)
      case .failure(let problem): reason = reason ?? problem.words
      }
    }
    (self.points, self.reason) = (points, reason)
    left = rows.count - 1 - points.count
    bytes = content.utf8.count
    columns = zip(LoadTestFile.usual, places).map {
      "\(FieldText.quote(head[$1].utf8)) is \($0.meaning)"
    }.joined(separator: ", ")
    if points.isEmpty {
      throw .unreadable(
        path: path, .nothing(chosen.isEmpty ? "no row holds the text asked for" : reason))
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

  /// A name in small letters, with underscores for what is neither letter nor digit.
  private static func name(_ cell: String) -> String {
    cell.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "_")
  }

  /// Why a row is no point.
  private struct NoPoint: Error { let words: String }

  private static func point(
    _ cells: [String], _ places: [Int], _ hasDecimalCommas: Bool
  ) -> Result<StepLaw.Point, NoPoint> {
    var numbers: [Double] = []
    for (column, place) in zip(usual, places) {
      guard place < cells.count else {
        return .failure(NoPoint(words: "a row has too few cells"))
      }
      let cell = cells[place]
      let text = hasDecimalCommas ? cell.replacingAll(",", with: ".") : cell
      guard let number = Double(decimal: text) else {
        return .failure(NoPoint(words: "\(noNumber(cell)) as \(column.meaning)"))
      }
      numbers.append(number)
    }
    let point = StepLaw.Point(
      prompt: numbers[0], output: numbers[1], users: numbers[2], outputRate: numbers[3])
    return point.isUsable
      ? .success(point)
      : .failure(NoPoint(words: "a row has a number that is not above 0, or no whole users"))
  }

  /// A number such as 12,900.5 without the commas that part its thousands; any other cell as it is.
  private static func withoutThousands(_ cell: String) -> String {
    let parts = cell.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
    let isOfDigits = groups.allSatisfy { group in
      !group.isEmpty && group.utf8.allSatisfy { (48...57).contains($0) }
    }
    guard groups.count > 1, groups[0].utf8.count <= 3, isOfDigits,
      groups.dropFirst().allSatisfy({ $0.utf8.count == 3 })
    else { return cell }
    return cell.replacingAll(",", with: "")
  }

  /// What is wrong with a cell that should hold a number.
  private static func noNumber(_ cell: String) -> String {
    let text = FieldText.quote(cell.utf8)
    if cell.isEmpty { return "a cell is empty" }
    if cell.contains(","), Double(cell.replacingAll(",", with: ".")) != nil {
      return
        "\(text) has a comma, and numbers here are written with a point and without separators,"
    }
    if let first = cell.first, first.isNumber || first == "-" || first == "." {
      return "\(text) holds more than a number, such as a unit,"
    }
    return "\(text) is no number"
  }
}
