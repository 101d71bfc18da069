import Diagnostics
internal import GRDB
import Records

extension ProgressStore {
  /// The chapter that was open last.
  public func lastChapter() throws(Diagnostic) -> String? {
    try read { database in
      try String.fetchOne(
        database, sql: "SELECT chapter FROM position ORDER BY at DESC, rowid DESC LIMIT 1")
    }
  }

  /// Where the learner left a chapter; nil where it was never opened.
  public func position(in chapter: String) throws(Diagnostic) -> Position? {
    try read { database in
      try Row.fetchOne(
        database, sql: "SELECT lesson, step, line FROM position WHERE chapter = ?",
        arguments: [chapter]
      ).map {
        Position(
          lesson: try $0.value("lesson"), step: try $0.value("step"), line: try $0.value("line"))
      }
    }
  }

  /// Writes where the learner is.
  /// - Parameter time: seconds since 1970.
  public func save(
    _ position: Position, in chapter: String, at time: Double
  ) throws(Diagnostic) {
    try write { database in
      try database.execute(
        sql: """
          INSERT INTO position (chapter, lesson, step, line, at) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (chapter) DO UPDATE SET lesson = excluded.lesson, step = excluded.step,
            line = excluded.line, at = excluded.at
          """,
        arguments: [chapter, position.lesson, position.step, position.line, time])
    }
  }

  /// The lessons of a chapter that were worked through.
  public func finishedLessons(of chapter: String) throws(Diagnostic) -> Set<String> {
    try read { database in
      Set(
        try String.fetchAll(
          database, sql: "SELECT lesson FROM finished WHERE chapter = ?", arguments: [chapter]))
    }
  }

  /// Writes that a lesson was worked through.
  /// - Parameter time: seconds since 1970.
  public func finish(
    lesson: String, of chapter: String, at time: Double
  ) throws(Diagnostic) {
    try write { database in
      try database.execute(
        sql: "INSERT OR IGNORE INTO finished (chapter, lesson, at) VALUES (?, ?, ?)",
        arguments: [chapter, lesson, time])
    }
  }

  /// Forgets positions, finished lessons and settings of a chapter; attempts stay.
  public func forget(chapter: String) throws(Diagnostic) {
    try write { database in
      for table in ["position", "finished", "setting"] {
        try database.execute(sql: "DELETE FROM \(table) WHERE chapter = ?", arguments: [chapter])
      }
    }
  }
}
