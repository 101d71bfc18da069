import Basics

/// The points of a load test in a file of CSV or JSON: a row for each request length and number of
/// users.
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

  private static let usual = [
    Meaning(
      words: "the prompt",
      names: [
        "prompt_tokens", "input_tokens", "input_len", "input_length", "random_input_len",
        "random_input", "sharegpt_input_len", "mean_input_tokens", "avg_input_tokens", "isl",
        "prompt_len", "prompt_length", "context_tokens", "prompt", "input",
      ], total: "total_input_tokens"),
    Meaning(
      words: "the answer",
      names: [
        "answer_tokens", "output_tokens", "completion_tokens", "generated_tokens", "output_len",
        "output_length", "random_output_len", "random_output", "sharegpt_output_len",
        "mean_output_tokens", "avg_output_tokens", "osl", "answer_len", "answer_length",
        "completion_len", "answer", "output", "completion",
      ], total: "total_output_tokens"),
    Meaning(
      words: "the users",
      names: [
        "users", "concurrency", "max_concurrency", "num_concurrency", "concurrent_requests",
        "concurrent_users", "num_users", "num_clients", "clients", "batch_size", "batch", "n",
      ]),
    Meaning(
      words: "the tokens per second",
      names: [
        "output_tokens_per_s", "output_throughput", "output_token_throughput", "tokens_per_s",
        "output_tokens_per_second", "output_tokens_per_sec", "output_token_throughput_tok_s",
        "output_throughput_tok_s", "output_token_throughput_tokens_s",
        "output_token_throughput_tokens_sec", "output_tps", "tokens_per_second", "tokens_per_sec",
        "tok_s", "tps",
      ]),
  ]

  /// What a column is for, and what it is usually called.
  private struct Meaning {
    var words: String
    var names: [String]
    /// The column with the sum over all requests, as vLLM writes it; nil where there is none.
    var total: String?

    /// Columns that say of how many requests a total is.
    static let counts = ["completed", "num_prompts"]
  }

  /// Where a figure stands in a row.
  private struct Place {
    var column: Int
    /// The column of the number of requests that it is a sum over; nil where it is of one.
    var count: Int?

    /// nil where no column has a usual name.
    init?(_ meaning: Meaning, in names: [String]) {
      func first(of wanted: [String]) -> Int? {
        wanted.lazy.compactMap { names.firstIndex(of: $0) }.first
      }
      if let column = first(of: meaning.names) {
        self.column = column
      } else if let total = meaning.total, let column = names.firstIndex(of: total),
        let count = first(of: Meaning.counts)
      {
        (self.column, self.count) = (column, count)
      } else {
        return nil
      }
    }
  }

  /// Reads a file, packed with gzip or not.
  /// - Parameters:
  ///   - path: where it is.
  ///   - text: only rows that hold this text in a cell are read; empty for all.
  /// - Throws: `SimulationError.unreadable`.
  public init(_ path: String, holding text: String = "") throws(SimulationError) {
    let source = try ByteSource(TraceFile(path))
    let content = try LoadTestFile.content(source, path)
    let rows = try LoadTestFile.rows(content, of: path)
    guard let head = rows.first else { throw .unreadable(path: path, .empty) }
    let names = head.map { LoadTestFile.name($0) }
    var places: [Place] = []
    for meaning in LoadTestFile.usual {
      guard let place = Place(meaning, in: names) else {
        throw .unreadable(
          path: path, .noUsualColumn(for: meaning.words, meaning.names, of: head))
      }
      places.append(place)
    }
    let wanted = text.lowercased()
    let chosen = rows.dropFirst().filter { row in
      wanted.isEmpty || row.contains { $0.lowercased().holds(wanted) }
    }
    // Where semicolons part the columns, a comma is that of a decimal.
    let hasDecimalCommas = content.utf8.prefix { $0 != UInt8(ascii: "\n") }
      .contains(UInt8(ascii: ";"))
    // Where points are those of decimals, a comma before three digits parts thousands.
    let hasPoints = chosen.contains { row in
      places.contains { $0.column < row.count && row[$0.column].contains(".") }
    }
    var (points, reason): ([StepLaw.Point], String?) = ([], nil)
    for row in chosen {
      var cells = row
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
      let sum = $1.count.map { " over \(FieldText.quote(head[$0].utf8))" } ?? ""
      return "\(FieldText.quote(head[$1.column].utf8))\(sum) is \($0.words)"
    }.joined(separator: ", ")
    if points.isEmpty {
      throw .unreadable(
        path: path, .nothing(chosen.isEmpty ? "no row holds the text asked for" : reason))
    }
  }

  /// A name in small letters, with underscores for what is neither letter nor digit.
  private static func name(_ cell: String) -> String {
    cell.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "_")
  }

  /// Why a row is no point.
  private struct NoPoint: Error { let words: String }

  private static func point(
    _ cells: [String], _ places: [Place], _ hasDecimalCommas: Bool
  ) -> Result<StepLaw.Point, NoPoint> {
    var numbers: [Double] = []
    for (meaning, place) in zip(usual, places) {
      var figures: [Double] = []
      for column in [place.column, place.count].compactMap({ $0 }) {
        guard column < cells.count else {
          return .failure(NoPoint(words: "a row has too few cells"))
        }
        let cell = cells[column]
        let text = hasDecimalCommas ? cell.replacingAll(",", with: ".") : cell
        guard let number = Double(decimal: text) else {
          return .failure(NoPoint(words: "\(noNumber(cell)) as \(meaning.words)"))
        }
        figures.append(number)
      }
      numbers.append(figures.count > 1 ? figures[0] / figures[1] : figures[0])
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
