import Basics
import Diagnostics

/// Who belongs to a class.
public struct Roster: Hashable, Sendable {
  /// A learner of the class.
  public struct Entry: Hashable, Sendable {
    /// What identifies the learner in submissions.
    public var id: String
    /// The learner's name; empty where the roster has none.
    public var name: String
    /// The learner's address; empty where the roster has none.
    public var email: String
    /// The time that the learner has more than the others; nil for none.
    public var more: Extension?

    /// Creates an entry.
    public init(id: String, name: String, email: String, more: Extension? = nil) {
      self.id = id
      self.name = name
      self.email = email
      self.more = more
    }
  }

  /// The learners, in the order of the file.
  public var entries: [Entry]
  private let places: [String: Int]

  init(_ entries: [Entry]) {
    self.entries = entries
    var addresses: [String: Int] = [:]
    for (index, entry) in entries.enumerated() where !entry.email.isEmpty {
      // An address that several have tells nobody apart.
      let key = entry.email.lowercased()
      addresses[key] = addresses[key] == nil ? index : -1
    }
    // An id is its own learner's, whoever has it for an address.
    let ids = entries.enumerated().map { ($1.id.lowercased(), $0) }
    places = addresses.filter { $0.value >= 0 }.merging(ids) { _, id in id }
  }

  /// The place of the entry whose id or address is a learner's id, in upper or lower case.
  func place(of learner: String) -> Int? { places[learner.lowercased()] }

  /// The id that the roster has for a learner; nil where it has none.
  func person(of learner: String) -> String? { place(of: learner).map { entries[$0].id } }

  /// The largest roster that is read, in bytes.
  public static let largest = 16 << 20

  /// Words that name the columns of ids, names and addresses, in upper or lower case.
  private static let headings = [
    // Canvas has numbers of its own under ID.
    [
      "sis login id", "id", "learner", "learner id", "student id", "sid", "username", "id number",
      "idnumber",
    ], ["name", "full name", "student", "student name"],
    ["email", "e-mail", "mail", "email address"],
    ["extension"], ["first name", "given name", "givenname"],
    ["last name", "surname", "family name", "familyname"], ["role"], ["enableduser"], ["status"],
  ]

  private static func rows(_ source: Source) throws(Diagnostic) -> [CSV.Row] {
    do throws(CSV.OpenQuote) {
      return try CSV.rows(source.text)
    } catch {
      throw Diagnostic(
        .badRoster, "A quoted cell is not closed.",
        at: SourceSpan(source, error.offset..<error.offset + 1)
      ).label("opened here")
    }
  }

  /// Reads a CSV file whose first line names the columns.
  /// - Parameter offset: seconds by which the clock of its extensions is ahead of UTC.
  /// - Throws: `bad-roster`, at the line.
  public static func parse(_ source: Source, offset: Int = 0) throws(Diagnostic) -> Roster {
    var rows = try rows(source)
    guard !rows.isEmpty else {
      throw Diagnostic(.badRoster, "The roster is empty.", at: source.whole)
    }
    let header = rows.removeFirst()
    let names = header.cells.map { $0.lowercased() }
    let columns = headings.map { words in words.firstNonNil { names.firstIndex(of: $0) } }
    // The grading worksheet of Moodle has nothing but addresses.
    guard columns[0] != nil || columns[2] != nil else {
      throw Diagnostic(
        .badRoster, "The roster has no column id or email.", at: SourceSpan(source, header.range)
      )
      .label("the columns are named here")
      .note("A roster starts with a line such as id,name,email.")
      .note(
        "A platform's export is known by its English headings: set its language before exporting.")
    }
    var entries: [Entry] = []
    var seen: Set<String> = []
    for row in rows where row.cells.contains(where: { !$0.isEmpty }) {
      let cells = columns.map { column in
        column.flatMap { row.cells.indices.contains($0) ? row.cells[$0] : nil } ?? ""
      }
      // Canvas has the points under the header; OneRoster has teachers, and people who have left.
      if cells[1].lowercased().hasPrefix("points possible") { continue }
      if !cells[6].isEmpty, cells[6].lowercased() != "student" { continue }
      if cells[7].lowercased() == "false" { continue }
      if cells[8].lowercased() == "tobedeleted" { continue }
      let name = cells[1].isEmpty ? "\(cells[4]) \(cells[5])".trimmed : cells[1]
      // Moodle's ID number is often empty; an address is a person's as well.
      let id = cells[0].isEmpty ? cells[2] : cells[0]
      var entry = Entry(id: id, name: name, email: cells[2])
      do {
        entry.id = try Learner.checkedID(entry.id)
      } catch {
        throw Diagnostic(
          .badRoster, "This line of the roster has no id.", at: SourceSpan(source, row.range))
      }
      guard seen.insert(entry.id.lowercased()).inserted else {
        throw Diagnostic(
          .badRoster, "The id “\(entry.id)” stands twice.", at: SourceSpan(source, row.range))
      }
      if !cells[3].isEmpty {
        guard let more = Extension(cells[3], offset: offset) else {
          throw Diagnostic(
            .badRoster, "“\(cells[3].showable)” is no extension.", at: SourceSpan(source, row.range)
          ).expected("3 day, 12 h, 2026-10-20 or 2026-10-20 18:00", found: "“\(cells[3].showable)”")
        }
        entry.more = more
      }
      entries.append(entry)
    }
    return Roster(entries)
  }
}

extension Sequence {
  fileprivate func firstNonNil<T>(_ body: (Element) -> T?) -> T? {
    for element in self {
      if let found = body(element) { return found }
    }
    return nil
  }
}
