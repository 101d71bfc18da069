import Basics
import Diagnostics
import Quantities

/// A platform's own export with the points filled in: every other byte stays as it is, so that the
/// platform knows its learners again.
public struct FilledTemplate {
  private let source: Source
  private let rows: [CSV.Row]
  private let separator: String

  /// Words that name a column of identities, in upper or lower case.
  private static let identities = [
    "sis login id", "sis user id", "login id", "email", "email address", "e-mail address",
    "username", "id number", "idnumber", "student id", "sid", "id",
  ]

  /// - Parameter source: what the platform exported as CSV.
  /// - Throws: `bad-roster` where it cannot be read.
  public init(_ source: Source) throws(Diagnostic) {
    self.source = source
    do throws(CSV.OpenQuote) {
      rows = try CSV.rows(source.text)
    } catch {
      throw Diagnostic(
        .badRoster, "A quoted cell is not closed.",
        at: SourceSpan(source, error.offset..<error.offset + 1))
    }
    guard let header = rows.first else {
      throw Diagnostic(.badRoster, "The export is empty.", at: source.whole)
    }
    let first = source.string(header.range)
    separator = [",", ";", "\t"].first { first.holds($0) } ?? ","
  }

  /// The export with one column filled: the totals of a gradebook.
  /// - Parameter column: its title, or the beginning of just one; Canvas writes a number in brackets
  ///   behind it.
  /// - Returns: the text, the lines of learners whom the gradebook does not have, and what there is to
  ///   say of what the column is worth.
  /// - Throws: `bad-roster` where there is no such column, or none that says who is who.
  public func filled(
    column title: String, from book: Gradebook
  ) throws(Diagnostic) -> (text: String, unknown: [Int], remark: String?) {
    let header = rows[0]
    let names = header.cells.map { $0.lowercased() }
    let exact = names.indices.filter { names[$0] == title.lowercased() }
    let near = names.indices.filter { names[$0].hasPrefix(title.lowercased()) }
    guard let place = exact.first ?? (near.count == 1 ? near[0] : nil) else {
      throw Diagnostic(
        .badRoster, "The export has no column “\(title.showable)”.",
        at: SourceSpan(source, header.range)
      ).label(near.count > 1 ? "several start so" : "the columns are named here")
    }
    let named = FilledTemplate.identities.compactMap { names.firstIndex(of: $0) }
    guard !named.isEmpty else {
      throw Diagnostic(
        .badRoster, "No column of the export says who is who.", at: SourceSpan(source, header.range)
      ).note("It needs one such as SIS Login ID, Email address or ID number.")
    }
    let worth = worth(of: place, names)
    let reach = book.reach
    var points: [String: Double] = [:]
    for row in book.rows where book.isHandedOver(row) {
      for name in row.names { points[name.lowercased()] = reach.points(row.tally, of: worth) }
    }
    let keys = inOrder(named) { points[$0] != nil }
    var text = ""
    var end = 0
    var unknown: [Int] = []
    let bytes = Array(source.text.utf8)
    for row in rows.dropFirst() {
      let ids = keys.compactMap { row.cells.indices.contains($0) ? row.cells[$0] : nil }
      // Whoever has an id in one column is nobody else by what stands in another.
      let id = ids.first { !$0.isEmpty }
      guard let found = id.flatMap({ points[$0.lowercased()] }) else {
        if id != nil, !FilledTemplate.isWorth(row) {
          unknown.append(SourceSpan(source, row.range).position.line)
        }
        continue
      }
      guard let cell = FilledTemplate.cell(place, in: row.range, bytes, separator) else {
        // The row ends before the column, so there is no place for the points.
        throw Diagnostic(
          .badRoster, "This line has no cell for “\(title.showable)”.",
          at: SourceSpan(source, row.range)
        ).label("it ends before that column")
      }
      text += String(decoding: bytes[end..<cell.lowerBound], as: UTF8.self) + pointsText(found)
      end = cell.upperBound
    }
    return (
      text + String(decoding: bytes[end...], as: UTF8.self), unknown,
      reach.words(of: worth) ?? FilledTemplate.words(reach.most, worth)
    )
  }

  /// What is to be said where a column is worth something else than the total.
  private static func words(_ most: Int, _ worth: Double?) -> String? {
    guard let worth, most > 0, worth != Double(most) else { return nil }
    return "The column is worth \(numberText(worth)) points there, and the total \(most): change "
      + "what it is worth to \(most)."
  }

  /// The columns of identities, the one first by which most learners are known: a platform's numbers
  /// are nobody's ids by chance.
  private func inOrder(_ columns: [Int], isKnown: (String) -> Bool) -> [Int] {
    let counted = columns.map { column in
      (
        column,
        rows.dropFirst().count {
          $0.cells.indices.contains(column) && isKnown($0.cells[column].lowercased())
        }
      )
    }
    // Of as many, the one that is named first.
    return counted.enumerated().sorted {
      ($1.element.1, $0.offset) < ($0.element.1, $1.offset)
    }.map { $0.element.0 }
  }

  /// Whether it is Canvas's row of what columns are worth.
  private static func isWorth(_ row: CSV.Row) -> Bool {
    row.cells.first?.lowercased().trimmed.hasPrefix("points possible") ?? false
  }

  /// What a column is worth, by Canvas's row or by the column of Moodle's worksheet.
  private func worth(of place: Int, _ names: [String]) -> Double? {
    if let row = rows.dropFirst().first(where: FilledTemplate.isWorth) {
      return row.cells.indices.contains(place) ? Double(decimal: row.cells[place]) : nil
    }
    guard names[place] == "grade", let most = names.firstIndex(of: "maximum grade") else {
      return nil
    }
    return rows.dropFirst().first.flatMap {
      $0.cells.indices.contains(most) ? Double(decimal: $0.cells[most]) : nil
    }
  }

  /// The bytes of a cell of a row; nil where the row is shorter.
  private static func cell(
    _ place: Int, in range: Range<Int>, _ bytes: [UInt8], _ separator: String
  ) -> Range<Int>? {
    let mark = separator.utf8.first ?? UInt8(ascii: ",")
    var index = range.lowerBound
    var start = index
    var number = 0
    var isQuoted = false
    var isStart = true
    while index < range.upperBound {
      // As the reader of rows has it: a quote opens a cell, and within an open one it closes it.
      if bytes[index] == UInt8(ascii: "\""), isQuoted || isStart {
        isQuoted.toggle()
        isStart = false
      } else if bytes[index] == mark, !isQuoted {
        if number == place { return start..<index }
        number += 1
        start = index + 1
        isStart = true
      } else if bytes[index] != 0x20 {
        isStart = false
      }
      index += 1
    }
    return number == place ? start..<range.upperBound : nil
  }
}
