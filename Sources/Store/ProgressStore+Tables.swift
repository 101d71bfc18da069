import Diagnostics
internal import GRDB
import Records

/// The tables of each version of the store. A store of an older version is brought up to date when
/// it is opened, in one transaction, and keeps all it holds.
extension ProgressStore {
  /// The version of the tables this program knows.
  static let version = 3

  static func prepare(_ queue: DatabaseQueue) throws {
    // Most openings find nothing to do and need not wait for another program's writing.
    let known = try queue.read { database in try foundVersion(database) }
    guard known < version else { return }
    try queue.write { database in
      let found = try foundVersion(database)
      if found < 1 { try database.execute(sql: tables1) }
      if found < 2 {
        try database.execute(sql: tables2)
        try linkOldEvents(database)
      }
      if found < 3 { try database.execute(sql: tables3) }
      try database.execute(sql: "PRAGMA user_version = \(version)")
    }
  }

  private static func foundVersion(_ database: Database) throws -> Int {
    let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    guard found <= version else {
      throw Diagnostic(
        .newerStore,
        "Your progress was kept by a newer version of this program (format \(found), this one "
          + "knows \(version))."
      ).note("Update gpulearn, or use another profile: gpulearn --profile NAME")
    }
    return found
  }

  private static let tables1 = """
    CREATE TABLE position (
      chapter TEXT PRIMARY KEY, lesson TEXT NOT NULL, step INTEGER NOT NULL,
      line INTEGER NOT NULL, at REAL NOT NULL);
    CREATE TABLE finished (
      chapter TEXT NOT NULL, lesson TEXT NOT NULL, at REAL NOT NULL,
      PRIMARY KEY (chapter, lesson));
    CREATE TABLE setting (
      chapter TEXT NOT NULL, name TEXT NOT NULL, line TEXT NOT NULL,
      ordinal INTEGER NOT NULL, PRIMARY KEY (chapter, name));
    CREATE TABLE attempt (
      id INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, chapter TEXT NOT NULL,
      lesson TEXT NOT NULL, kind TEXT NOT NULL, item TEXT NOT NULL, answer TEXT NOT NULL)
    """

  /// From version 2 on an attempt tells which exercise it was exactly, and events of exercises are
  /// numbered and chained within each course.
  private static let tables2 = """
    ALTER TABLE attempt ADD COLUMN course TEXT NOT NULL DEFAULT '';
    ALTER TABLE attempt ADD COLUMN version TEXT NOT NULL DEFAULT '';
    ALTER TABLE attempt ADD COLUMN variant TEXT NOT NULL DEFAULT '';
    ALTER TABLE attempt ADD COLUMN number INTEGER;
    ALTER TABLE attempt ADD COLUMN hash TEXT;
    CREATE UNIQUE INDEX attempt_number ON attempt (course, number) WHERE number IS NOT NULL;
    CREATE TABLE learner (
      slot INTEGER PRIMARY KEY CHECK (slot = 1), id TEXT NOT NULL, name TEXT NOT NULL,
      chosen INTEGER NOT NULL)
    """

  /// From version 3 on an attempt at an exercise tells what was meant.
  private static let tables3 = "ALTER TABLE attempt ADD COLUMN meant TEXT NOT NULL DEFAULT ''"

  /// Gives the exercises' events of an older store their links.
  private static func linkOldEvents(_ database: Database) throws {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT id, at, chapter, lesson, kind, item, answer FROM attempt
        WHERE kind IN ('exercise', 'hint', 'solution') ORDER BY id
        """)
    guard !rows.isEmpty else { return }
    let learner = Learner(id: Learner.randomID(), name: "", isChosen: false)
    try database.execute(
      sql: "INSERT INTO learner (slot, id, name, chosen) VALUES (1, ?, '', 0)",
      arguments: [learner.id])
    var hash = ""
    for (index, row) in rows.enumerated() {
      guard let kind = Attempt.Kind(rawValue: try row.value("kind")) else { continue }
      let event = Event(
        Attempt(
          kind: kind, chapter: try row.value("chapter"), lesson: try row.value("lesson"),
          item: try row.value("item"), answer: try row.value("answer"),
          time: try row.value("at")), number: index + 1)
      hash = event.hash(after: hash, learner: learner.id, course: "")
      try database.execute(
        sql: "UPDATE attempt SET number = ?, hash = ? WHERE id = ?",
        arguments: [event.number, hash, try row.value("id") as Int64])
    }
  }
}
