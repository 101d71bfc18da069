/// A drawing made of characters, cut where it is too wide for the terminal.
struct WideDrawing {
  private let rows: [[Character]]

  init(_ lines: [String]) { rows = lines.map(Array.init) }

  /// Drawings that are no wider than `width`, from left to right: nothing of it is lost, and no word
  /// is cut where another column will do.
  func parts(width: Int) -> [[String]] {
    var result: [[String]] = []
    var rest = rows
    while rest.contains(where: { columns($0) > width }) {
      let cut = cut(rest, width)
      result.append(text(rest.map { head($0, cut) }))
      rest = rest.map { Array($0.dropFirst(head($0, cut).count)) }
      // What stands there begins at the left.
      let inked = rest.filter { row in row.contains { $0 != " " } }
      let lead = inked.map { row in row.prefix { $0 == " " }.count }.min() ?? 0
      rest = rest.map { Array($0.dropFirst(lead)) }
    }
    return result + (rest.contains { row in row.contains { $0 != " " } } ? [text(rest)] : [])
  }

  private func text(_ rows: [[Character]]) -> [String] {
    let lines = rows.map { row -> String in
      var row = row
      while row.last == " " { row.removeLast() }
      return String(row)
    }
    let first = lines.firstIndex { !$0.isEmpty } ?? lines.endIndex
    let last = lines.lastIndex { !$0.isEmpty } ?? -1
    return first <= last ? Array(lines[first...last]) : []
  }

  /// The column at or left of `width`, down to its half, at which the fewest words are cut.
  private func cut(_ rows: [[Character]], _ width: Int) -> Int {
    var best = (cut: max(2, width), words: Int.max)
    for cut in stride(from: max(2, width), through: max(2, width / 2), by: -1) {
      let words = rows.count { row in
        let head = head(row, cut)
        guard head.count < row.count, let left = head.last else { return false }
        return left.isWord && row[head.count].isWord
      }
      if words < best.words { best = (cut, words) }
    }
    return best.cut
  }

  /// As much of a row as fits into so many columns.
  private func head(_ row: [Character], _ width: Int) -> [Character] {
    var columns = 0
    return Array(
      row.prefix { character in
        columns += character.columns
        return columns <= width
      })
  }

  private func columns(_ row: [Character]) -> Int { row.reduce(0) { $0 + $1.columns } }
}

extension Character {
  fileprivate var isWord: Bool { isLetter || isNumber }
}

extension String {
  /// Whether lines are drawn in it, rather than words written.
  var isDrawing: Bool { unicodeScalars.contains { (0x2500...0x259F).contains($0.value) } }
}
