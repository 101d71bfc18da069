import Diagnostics
internal import GRDB
import Records

extension ProgressStore {
  /// Writes an attempt down: all of it, or nothing where the program is stopped meanwhile.
  ///
  /// What belongs to an exercise also gets its link in the learner's chain of events.
  public func append(_ attempt: Attempt) throws(Diagnostic) {
    try write { database in
      guard attempt.kind.isSubmitted else { return try insert(attempt, nil, database) }
      let learner = try learnerRow(database) ?? makeLearner(database)
      let last = try lastLink(of: attempt.origin.course, database)
      let event = Event(attempt, number: (last?.number ?? 0) + 1)
      let link = Link(
        number: event.number,
        hash: event.hash(
          after: last?.hash ?? "", learner: learner.id, course: attempt.origin.course))
      try insert(attempt, link, database)
    }
  }

  /// Every answer, in the order in which it was given.
  public func attempts(in chapter: String?) throws(Diagnostic) -> [Attempt] {
    try read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT at, chapter, lesson, kind, item, answer, course, version, variant, meant
          FROM attempt
          WHERE ? IS NULL OR chapter = ? ORDER BY id
          """, arguments: [chapter, chapter])
      return try rows.compactMap(attempt)
    }
  }

  /// The learner and what belongs into a submission, in one look at the store.
  /// - Parameter course: the course's id.
  public func submitted(
    of course: String
  ) throws(Diagnostic) -> (learner: Learner?, events: [Event]) {
    try read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT at, chapter, lesson, kind, item, answer, course, version, variant, meant,
            number, hash
          FROM attempt WHERE course = ? AND number IS NOT NULL ORDER BY number
          """, arguments: [course])
      let events = try rows.compactMap { row -> Event? in
        guard let attempt = try attempt(row) else { return nil }
        var event = Event(attempt, number: try row.value("number"))
        event.hash = try row.value("hash") ?? ""
        return event
      }
      return (try learnerRow(database), events)
    }
  }

  // MARK: Rows

  /// An event's place in the chain.
  struct Link {
    var number: Int
    var hash: String
  }

  func lastLink(of course: String, _ database: Database) throws -> Link? {
    try Row.fetchOne(
      database,
      sql: """
        SELECT number, hash FROM attempt WHERE course = ? AND number IS NOT NULL
        ORDER BY number DESC LIMIT 1
        """, arguments: [course]
    ).map { Link(number: try $0.value("number"), hash: try $0.value("hash") ?? "") }
  }

  private func insert(_ attempt: Attempt, _ link: Link?, _ database: Database) throws {
    try database.execute(
      sql: """
        INSERT INTO attempt
          (at, chapter, lesson, kind, item, answer, course, version, variant, meant, number, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        attempt.time, attempt.chapter, attempt.lesson, attempt.kind.rawValue, attempt.item,
        attempt.answer, attempt.origin.course, attempt.origin.version, attempt.origin.variant,
        attempt.meant.stored, link?.number, link?.hash,
      ])
  }

  private func meant(_ row: Row) throws -> Meant {
    let text: String = try row.value("meant")
    do throws(Diagnostic) {
      return try Meant(stored: text)
    } catch {
      throw DamagedValue(column: "meant")
    }
  }

  private func attempt(_ row: Row) throws -> Attempt? {
    try Attempt.Kind(rawValue: row.value("kind")).map {
      Attempt(
        kind: $0, chapter: try row.value("chapter"), lesson: try row.value("lesson"),
        item: try row.value("item"), answer: try row.value("answer"), time: try row.value("at"),
        origin: Attempt.Origin(
          course: try row.value("course"), version: try row.value("version"),
          variant: try row.value("variant")), meant: try meant(row))
    }
  }
}
