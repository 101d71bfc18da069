import Display

/// The numbers below a picture, each under its place.
struct Ruler {
  /// The columns at which a number stands.
  private(set) var marked: Set<Int> = []
  /// The numbers in a row.
  private(set) var labels = ""

  /// - Parameter ticks: a column and what is said of it, from left to right.
  init(_ ticks: [(column: Int, text: String)], columns: Int) {
    // The last is the one with the unit: it is placed first, the others where there is room.
    var chosen: [(start: Int, text: String)] = []
    var limit = columns
    if let last = ticks.last, last.text.columns <= columns {
      let start = Ruler.start(last, columns)
      chosen.append((start, last.text))
      marked.insert(last.column)
      limit = start - 2
    }
    var free = 0
    var others: [(start: Int, text: String)] = []
    for tick in ticks.dropLast() {
      let start = Ruler.start(tick, columns)
      guard start >= free, start + tick.text.columns <= limit else { continue }
      others.append((start, tick.text))
      marked.insert(tick.column)
      free = start + tick.text.columns + 2
    }
    for (start, text) in others + chosen {
      labels += String(repeating: " ", count: max(0, start - labels.columns)) + text
    }
  }

  /// Centred under its column, within the picture.
  private static func start(_ tick: (column: Int, text: String), _ columns: Int) -> Int {
    let width = tick.text.columns
    return min(max(0, tick.column - (width - 1) / 2), columns - width)
  }
}
