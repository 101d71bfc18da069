/// The requests of a file that counts them by the minute, spread evenly over each minute.
struct MinuteCounts {
  private var counts: [Double]
  private let speed: Double
  private var minute = 0
  /// How many of the present minute were given.
  private var given = 0.0
  private var origin: Double?

  /// Adds up the rows, each of which is a function.
  init(
    _ reader: RowReader, _ columns: TraceColumns, _ summary: inout TraceSummary, _ speed: Double
  ) throws(SimulationError) {
    self.speed = speed
    let range = columns.minutes ?? 0...0
    counts = [Double](repeating: 0, count: range.count)
    while let row = try reader.next() {
      if row.isBlank { continue }
      let fields = row.isTooLong ? [] : row.fields()
      guard fields.count > range.upperBound else {
        let reason = "has \(fields.count) columns of \(range.upperBound + 1)"
        summary.note(row.line, reason, skipped: true)
        continue
      }
      for (place, column) in range.enumerated() {
        guard let count = fields[column].number(), count >= 0, count <= 1e9 else { continue }
        counts[place] += count.rounded()
      }
    }
  }

  /// When the next request comes; nil at the end.
  mutating func next() -> Double? {
    while minute < counts.count, given >= counts[minute] {
      minute += 1
      given = 0
    }
    guard minute < counts.count else { return nil }
    let time = 60 * (Double(minute) + (given + 0.5) / counts[minute])
    given += 1
    let first = origin ?? time
    origin = first
    return (time - first) / speed
  }
}
