import Basics
import Diagnostics
import Language
import Quantities

/// `data("prices.csv")`: a table as a record of its columns.
enum DataFunction {
  /// Rows that a table may have.
  static let mostRows = 10_000
  /// Columns that it may have.
  static let mostColumns = 256

  /// - Parameters:
  ///   - units: those that headings and cells may have.
  ///   - read: gives the text of a file.
  static func function(
    units: UnitCatalog, _ read: @escaping @Sendable (String) throws(Diagnostic) -> String
  ) -> Function {
    Function(
      "data", "a table from a CSV file: its columns as fields, units in the header",
      [
        Function.Parameter(
          "file", .path, "path of a CSV file with a header: price ($/h), hours (h)")
      ],
      example: "data(\"Guides/reference/bill.csv\")",
      gives: .forms("table")
    ) { (arguments, _) throws(Diagnostic) -> Value in
      let path = arguments.text("file") ?? ""
      do throws(Diagnostic) {
        return .record(try table(try read(path), of: path, in: units))
      } catch {
        throw error.placed(at: arguments.span("file"))
      }
    }
  }

  /// The columns of a text.
  static func table(
    _ text: String, of path: String, in units: UnitCatalog = .standard
  ) throws(Diagnostic) -> Record {
    let rows: [CSV.Row]
    do throws(CSV.OpenQuote) {
      rows = try CSV.rows(text)
    } catch {
      throw Diagnostic(.badTable, "A quote in \(path) is opened and never closed.")
    }
    guard let header = rows.first, rows.count > 1 else {
      throw Diagnostic(.badTable, "\(path) has no rows below a header.")
    }
    guard rows.count <= mostRows + 1, header.cells.count <= mostColumns else {
      throw Diagnostic(
        .tooLarge, "A table has at most \(mostRows) rows and \(mostColumns) columns.")
    }
    let source = Source(name: path, text)
    for row in rows.dropFirst() where row.cells.count != header.cells.count {
      throw Diagnostic(
        .badTable, "A row has \(row.cells.count) cells, the header \(header.cells.count).",
        at: SourceSpan(source, row.range))
    }
    var fields: [Record.Field] = []
    for (place, title) in header.cells.enumerated() {
      let head = try Heading(title, in: SourceSpan(source, header.range), units)
      guard !fields.contains(where: { $0.name == head.name }) else {
        throw Diagnostic(
          .badTable, "Two columns are called \(head.name).",
          at: SourceSpan(source, header.range))
      }
      let series = try column(
        rows.dropFirst().map { ($0.cells[place], SourceSpan(source, $0.range)) }, head, units)
      fields.append(Record.Field(head.name, .series(series), title))
    }
    return Record(name: "data", fields: fields)
  }

  /// A column: quantities in the unit of its heading, or texts where not every cell is a number.
  private static func column(
    _ cells: [(text: String, span: SourceSpan)], _ head: Heading, _ units: UnitCatalog
  ) throws(Diagnostic) -> Series {
    var numbers: [Double] = []
    for cell in cells {
      guard let quantity = quantity(cell.text, units) else {
        guard head.unit == nil else {
          throw Diagnostic(
            .badTable, "“\(cell.text.showable)” is no number of \(head.name).", at: cell.span
          ).label("the column is in \(head.unit?.text ?? "")")
        }
        return Series(.texts(cells.map { $0.text.showable }))
      }
      if quantity.isPlain {
        numbers.append(quantity.magnitude)
        continue
      }
      guard let unit = head.unit else { return try mixed(cells, head, units) }
      guard let same = quantity.converted(to: unit) else {
        throw Diagnostic(
          .badTable, "\(quantity.text) is nothing in \(unit.text).", at: cell.span)
      }
      numbers.append(same.magnitude)
    }
    return Series(.numbers(numbers, head.unit ?? .none))
  }

  /// A column whose cells bring their unit: $3/h, 15%.
  private static func mixed(
    _ cells: [(text: String, span: SourceSpan)], _ head: Heading, _ units: UnitCatalog
  ) throws(Diagnostic) -> Series {
    var found: [Quantity] = []
    for cell in cells {
      guard let quantity = quantity(cell.text, units) else {
        return Series(.texts(cells.map { $0.text.showable }))
      }
      found.append(quantity)
    }
    guard let series = Series(found) else {
      throw Diagnostic(
        .badTable, "The cells of \(head.name) are of several kinds.", at: cells[0].span)
    }
    return series
  }

  /// A cell as a quantity: 12,000, $3.20/h, 15%, -4e3; nil for any other text.
  private static func quantity(_ text: String, _ units: UnitCatalog) -> Quantity? {
    guard text.utf8.count <= 64, text.contains(where: { $0.isNumber }) else { return nil }
    // What is no number is a text.
    guard let expression = try? Expression.parse(Source(text), in: ParsingScope(units: units)),
      let quantity = expression.literal, quantity.magnitude.isFinite
    else { return nil }
    return quantity
  }
}

/// The heading of a column: a name, and the unit behind it in parentheses or brackets.
private struct Heading {
  let name: String
  let unit: Unit?

  init(_ title: String, in span: SourceSpan, _ units: UnitCatalog) throws(Diagnostic) {
    var words = title
    var unit: Unit?
    for (open, close) in [("(", ")"), ("[", "]")] where unit == nil && words.hasSuffix(close) {
      guard let start = words.opening(of: Character(close), by: Character(open)),
        start > words.startIndex,
        words[words.index(before: start)].isWhitespace || open == "["
      else { continue }
      let inner = String(words[words.index(after: start)...].dropLast()).trimmed
      do throws(Diagnostic) {
        unit = try Unit.parse(inner, in: units)
      } catch {
        throw Diagnostic(
          .badTable, "“\(inner.showable)” in the heading “\(title.showable)” is no unit.", at: span)
      }
      words = String(words[..<start])
    }
    self.unit = unit
    var name = ""
    for character in words.trimmed.lowercased() {
      if character.isLetter || character.isNumber {
        name.append(character)
      } else if !name.isEmpty, name.last != "_" {
        name.append("_")
      }
    }
    while name.last == "_" { name.removeLast() }
    if name.isEmpty || name.first?.isNumber == true || reservedWords.contains(name) {
      name = "column_" + name
    }
    self.name = name
  }
}

extension String {
  /// Where the parenthesis is opened that the last character closes: a unit may have some of its own.
  fileprivate func opening(of close: Character, by open: Character) -> Index? {
    var depth = 0
    for place in indices.reversed() {
      if self[place] == close { depth += 1 }
      if self[place] == open { depth -= 1 }
      if depth == 0 { return place }
    }
    return nil
  }
}
