import Display
import Language

extension Shades {
  /// Rows and columns that are drawn at most; the last ones.
  private static let most = 48

  /// The picture; of many rows and columns the last ones. Where both are the same things, they go by
  /// their numbers.
  var drawing: HeatMap {
    let isSquare = rows == columns
    let (row, column) = (max(0, rows.count - Shades.most), max(0, columns.count - Shades.most))
    let names = isSquare ? rows.enumerated().map { "\($0 + 1) \($1)" } : rows
    var words = caption
    if row > 0 || column > 0 {
      words += " The last \(Shades.most) of \(max(rows.count, columns.count)) are drawn."
    }
    return HeatMap(
      rows: zip(names, shares).dropFirst(row).map { name, shares in
        HeatMap.Row(name: name, shares: Array(shares.dropFirst(column)))
      }, columns: Array(columns.dropFirst(column)), firstNumber: isSquare ? column + 1 : nil,
      caption: Text(words, .muted))
  }
}
