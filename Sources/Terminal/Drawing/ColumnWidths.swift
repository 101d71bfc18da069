/// How wide the columns of a table become.
enum ColumnWidths {
  /// A sentence in fewer columns than this is hard to read.
  static let readable = 24

  /// Every column as wide as its widest cell but the last, a sentence, which takes what is left.
  /// - Returns: nil where that is too little to read.
  static func withLastGivingWay(natural: [Int], total: Int) -> [Int]? {
    guard let last = natural.last else { return nil }
    let left = total - natural.dropLast().reduce(0, +)
    return left >= min(last, readable) ? natural.dropLast() + [min(last, left)] : nil
  }

  /// Every column as wide as its widest cell where there is room for all; else the room is shared
  /// out in proportion to what the columns hold, and cells wrap.
  /// - Parameters:
  ///   - natural: the width of each column's widest cell.
  ///   - minimum: the width of each column's longest word.
  ///   - total: the room for all of them, gaps left out.
  /// - Returns: nil where not even the longest words have room.
  static func fitted(natural: [Int], minimum: [Int], total: Int) -> [Int]? {
    guard natural.reduce(0, +) > total else { return natural }
    var widths = minimum
    var left = total - minimum.reduce(0, +)
    guard left >= 0 else { return nil }
    while left > 0 {
      // The column whose cells would be the tallest gets the next place.
      let growing = widths.indices.filter { widths[$0] < natural[$0] }
      let neediest = growing.max {
        natural[$0] * max(1, widths[$1]) < natural[$1] * max(1, widths[$0])
      }
      guard let neediest else { break }
      widths[neediest] += 1
      left -= 1
    }
    return widths
  }
}
