import Diagnostics
internal import GRDB
import Records

extension ProgressStore {
  /// What a learner has set in a chapter, in the order in which it was set.
  public func settings(of chapter: String) throws(Diagnostic) -> [Setting] {
    try read { try ProgressStore.settings(of: chapter, in: $0) }
  }

  private static func settings(of chapter: String, in database: Database) throws -> [Setting] {
    try Row.fetchAll(
      database, sql: "SELECT name, line FROM setting WHERE chapter = ? ORDER BY ordinal",
      arguments: [chapter]
    ).map { Setting(name: try $0.value("name"), line: try $0.value("line")) }
  }

  /// Makes the stored settings of a chapter these, but for what another program changed meanwhile.
  public func replaceSettings(
    of chapter: String, with settings: [Setting], knowing known: [Setting]?
  ) throws(Diagnostic) {
    try write { database in
      let kept = try known.map {
        settings.merged(
          knowing: $0, over: try ProgressStore.settings(of: chapter, in: database))
      }
      try database.execute(sql: "DELETE FROM setting WHERE chapter = ?", arguments: [chapter])
      for (ordinal, setting) in (kept ?? settings).enumerated() {
        try database.execute(
          sql: "INSERT INTO setting (chapter, name, line, ordinal) VALUES (?, ?, ?, ?)",
          arguments: [chapter, setting.name, setting.line, ordinal])
      }
    }
  }
}
