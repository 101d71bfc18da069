/// A grid of dots, two by four to a cell, drawn as braille.
struct DotCanvas {
  let columns: Int
  let rows: Int
  /// For each cell a bit for each dot, in the order of Unicode's braille block.
  private var cells: [UInt8]
  /// Which curve drew in the cell last.
  private(set) var owners: [Int?]

  /// The bit of each dot of a cell, by row and column.
  private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = [UInt8](repeating: 0, count: columns * rows)
    owners = [Int?](repeating: nil, count: columns * rows)
  }

  var dotColumns: Int { columns * 2 }
  var dotRows: Int { rows * 4 }

  /// Sets a dot; (0, 0) is at the top left. Dots outside are ignored.
  mutating func set(_ x: Int, _ y: Int, owner: Int) {
    guard x >= 0, y >= 0, x < dotColumns, y < dotRows else { return }
    let cell = y / 4 * columns + x / 2
    cells[cell] |= DotCanvas.bits[y % 4][x % 2]
    owners[cell] = owner
  }

  /// A straight line of dots without gaps (Bresenham).
  mutating func line(_ x0: Int, _ y0: Int, _ x1: Int, _ y1: Int, owner: Int) {
    let (dx, dy) = (abs(x1 - x0), -abs(y1 - y0))
    let (sx, sy) = (x0 < x1 ? 1 : -1, y0 < y1 ? 1 : -1)
    var (x, y, error) = (x0, y0, dx + dy)
    while true {
      set(x, y, owner: owner)
      if x == x1, y == y1 { return }
      let twice = 2 * error
      if twice >= dy {
        error += dy
        x += sx
      }
      if twice <= dx {
        error += dx
        y += sy
      }
    }
  }

  /// The cell's character; nil where it is empty.
  func character(_ column: Int, _ row: Int) -> Character? {
    let bits = cells[row * columns + column]
    guard bits != 0, let scalar = Unicode.Scalar(0x2800 + UInt32(bits)) else { return nil }
    return Character(scalar)
  }

  func owner(_ column: Int, _ row: Int) -> Int? { owners[row * columns + column] }
}
