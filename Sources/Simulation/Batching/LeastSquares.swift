import Basics

/// Linear least squares with unknowns that are not negative.
enum LeastSquares {
  /// The unknowns, at least 0, that bring `rows · unknowns` closest to 1 in every row.
  ///
  /// The best has some unknowns at 0 and is the plain solution in the others (Lawson and Hanson,
  /// "Solving Least Squares Problems", 1974, chapter 23). There are few of them here, so all such
  /// choices are tried.
  /// - Parameters:
  ///   - rows: the factors of each equation, at most eight, as many in each.
  ///   - targets: what each row is to come to.
  static func nonNegative(_ rows: [[Double]], _ targets: [Double]) -> [Double] {
    let width = rows.first?.count ?? 0
    guard width > 0, width <= 8 else { return [] }
    // Columns of one size keep the digits of the equations below.
    let scales = (0..<width).map { column in
      rows.reduce(0) { max($0, abs($1[column])) }
    }
    var best = Array(repeating: 0.0, count: width)
    var least = error(rows, targets, best)
    for choice in 1..<(1 << width) {
      let columns = (0..<width).filter { choice >> $0 & 1 == 1 && scales[$0] > 0 }
      guard columns.count == choice.nonzeroBitCount,
        let found = solve(rows, targets, columns, scales)
      else { continue }
      let off = error(rows, targets, found)
      if off < least { (best, least) = (found, off) }
    }
    return best
  }

  private static func error(
    _ rows: [[Double]], _ targets: [Double], _ unknowns: [Double]
  ) -> Double {
    var sum = 0.0
    for (row, target) in zip(rows, targets) {
      let off = zip(row, unknowns).reduce(-target) { $0 + $1.0 * $1.1 }
      sum += off * off
    }
    return sum
  }

  /// The plain solution in some of the columns; nil where there is none, or one is negative.
  private static func solve(
    _ rows: [[Double]], _ targets: [Double], _ columns: [Int], _ scales: [Double]
  ) -> [Double]? {
    let count = columns.count
    var matrix = Array(repeating: Array(repeating: 0.0, count: count + 1), count: count)
    for (row, target) in zip(rows, targets) {
      for (i, one) in columns.enumerated() {
        let factor = row[one] / scales[one]
        for (j, other) in columns.enumerated() {
          matrix[i][j] += factor * row[other] / scales[other]
        }
        matrix[i][count] += factor * target
      }
    }
    for i in 0..<count {
      guard let pivot = (i..<count).max(by: { abs(matrix[$0][i]) < abs(matrix[$1][i]) }),
        abs(matrix[pivot][i]) > 1e-12
      else { return nil }
      matrix.swapAt(i, pivot)
      for j in 0..<count where j != i {
        let share = matrix[j][i] / matrix[i][i]
        for k in i...count { matrix[j][k] -= share * matrix[i][k] }
      }
    }
    var unknowns = Array(repeating: 0.0, count: scales.count)
    for (i, column) in columns.enumerated() {
      let value = matrix[i][count] / matrix[i][i] / scales[column]
      if value < 0 || !value.isFinite { return nil }
      unknowns[column] = value
    }
    return unknowns
  }
}
