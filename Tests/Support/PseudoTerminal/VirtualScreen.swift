/// What a terminal shows: enough of an xterm for line editors and pagers.
public struct VirtualScreen: Sendable {
  private(set) var columns: Int
  private(set) var rows: Int
  /// Each cell a character with its accents; "" is the right half of a wide one.
  private var cells: [[String]]
  /// The lines that have left the screen at its top.
  public private(set) var history: [String] = []
  public private(set) var row = 0
  public private(set) var column = 0
  /// Whether the next character goes to a new line first: the last one filled its line.
  private var isFull = false
  private var inserts = false
  public private(set) var marksPastes = false
  public private(set) var showsCursor = true
  /// Whether the second screen is shown, whose lines never become history.
  public var isSecond: Bool { first != nil }
  /// The first screen and its cursor, while the second is shown.
  private var first: (cells: [[String]], row: Int, column: Int)?
  private var decoder = Decoder()

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
  }

  /// The lines from top to bottom, spaces at their ends left out.
  public var lines: [String] { cells.map { text($0) } }

  /// The line of the cursor.
  public var line: String { text(cells[row]) }

  /// The screen's lines up to the last that is not empty.
  public var text: String {
    var lines = lines
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  /// Everything that was ever shown, as a learner would scroll back to it.
  public var transcript: String {
    (history.isEmpty ? "" : history.joined(separator: "\n") + "\n") + text
  }

  private func text(_ cells: [String]) -> String {
    var text = Substring(cells.joined())
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  mutating func resize(columns: Int, rows: Int) {
    while cells.count > rows {
      if row < cells.count - 1, text(cells[cells.count - 1]).isEmpty {
        cells.removeLast()
      } else {
        history.append(text(cells.removeFirst()))
        row = max(0, row - 1)
      }
    }
    while cells.count < rows { cells.append([]) }
    for index in cells.indices {
      cells[index] = Array(cells[index].prefix(columns))
      cells[index] += Array(repeating: " ", count: columns - cells[index].count)
    }
    (self.columns, self.rows) = (columns, rows)
    (row, column, isFull) = (min(row, rows - 1), min(column, columns - 1), false)
  }

  // MARK: Writing

  mutating func add(_ byte: UInt8) {
    switch decoder.add(byte) {
    case nil: break
    case .character(let scalar): put(scalar)
    case .control(let byte): control(byte)
    case .sequence(let sequence): obey(sequence)
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let width = Self.width(scalar)
    if width == 0 {
      let place = isFull ? column : max(0, column - 1)
      let base = cells[row][place].isEmpty && place > 0 ? place - 1 : place
      cells[row][base].unicodeScalars.append(scalar)
      return
    }
    if isFull || column + width > columns {
      column = 0
      lineFeed()
    }
    isFull = false
    if inserts {
      cells[row].insert(contentsOf: Array(repeating: " ", count: width), at: column)
      cells[row].removeLast(width)
    }
    cells[row][column] = String(Character(scalar))
    if width == 2 { cells[row][column + 1] = "" }
    if column + width >= columns {
      column = columns - 1
      isFull = true
    } else {
      column += width
    }
  }

  private mutating func lineFeed() {
    isFull = false
    guard row == rows - 1 else {
      row += 1
      return
    }
    let line = text(cells.removeFirst())
    if !isSecond { history.append(line) }
    cells.append(Array(repeating: " ", count: columns))
  }

  private mutating func control(_ byte: UInt8) {
    switch byte {
    case 0x08: column = max(0, column - 1)
    case 0x09: column = min(columns - 1, (column / 8 + 1) * 8)
    case 0x0A, 0x0B, 0x0C: return lineFeed()
    case 0x0D: column = 0
    default: return
    }
    isFull = false
  }

  private mutating func obey(_ sequence: Decoder.Sequence) {
    let count = max(1, sequence.numbers.first ?? 1)
    if sequence.isPrivate {
      let isOn = sequence.final == "h"
      if sequence.numbers.contains(2004) { marksPastes = isOn }
      if sequence.numbers.contains(25) { showsCursor = isOn }
      if sequence.numbers.contains(1049) { showSecond(isOn) }
      return
    }
    switch sequence.final {
    case "A": row = max(0, row - count)
    case "B": row = min(rows - 1, row + count)
    case "C": column = min(columns - 1, column + count)
    case "D": column = max(0, column - count)
    case "G": column = min(columns, count) - 1
    case "d": row = min(rows, count) - 1
    case "H", "f":
      row = min(rows, count) - 1
      column = min(columns, max(1, sequence.numbers.dropFirst().first ?? 1)) - 1
    case "J": erase(sequence.numbers.first ?? 0)
    case "K": eraseLine(sequence.numbers.first ?? 0)
    case "P":
      cells[row].removeSubrange(column..<min(columns, column + count))
      cells[row] += Array(repeating: " ", count: columns - cells[row].count)
    case "@":
      cells[row].insert(contentsOf: Array(repeating: " ", count: count), at: column)
      cells[row] = Array(cells[row].prefix(columns))
    case "X":
      for place in column..<min(columns, column + count) { cells[row][place] = " " }
    case "h", "l": if sequence.numbers.contains(4) { inserts = sequence.final == "h" }
    default: return
    }
    isFull = false
  }

  private mutating func showSecond(_ isOn: Bool) {
    guard isOn != isSecond else { return }
    if let first {
      (cells, row, column) = (first.cells, min(first.row, rows - 1), min(first.column, columns - 1))
      self.first = nil
      let size = (columns, rows)
      resize(columns: size.0, rows: size.1)
    } else {
      first = (cells, row, column)
      cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
    }
    isFull = false
  }

  private mutating func eraseLine(_ part: Int) {
    let range = part == 0 ? column..<columns : part == 1 ? 0..<column + 1 : 0..<columns
    for place in range { cells[row][place] = " " }
  }

  private mutating func erase(_ part: Int) {
    eraseLine(part)
    let others = part == 0 ? row + 1..<rows : part == 1 ? 0..<row : 0..<rows
    for other in others { cells[other] = Array(repeating: " ", count: columns) }
  }

  /// As the C library's wcwidth counts, which line editors use.
  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return scalar.value == 0xAD ? 1 : 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
      0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
