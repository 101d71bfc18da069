import Diagnostics
internal import GRDB
import Records

extension ProgressStore {
  /// What a learner has set in a chapter, in the order in which it was set.
  public func settings(of chapter: String) throws(Diagnostic) -> [Setting] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT name, line FROM setting WHERE chapter = ? ORDER BY ordinal",
        arguments: [chapter]
      ).map { Setting(name: try $0.value("name"), line: try $0.value("line")) }
    }
  }

  /// Makes the stored settings of a chapter these.
  public func replaceSettings(
    of chapter: String, with settings: [Setting]
  ) throws(Diagnostic) {
    try write { database in
      try database.execute(sql: "DELETE FROM setting WHERE chapter = ?", arguments: [chapter])
      for (ordinal, setting) in settings.enumerated() {
        try database.execute(
          sql: "INSERT INTO setting (chapter, name, line, ordinal) VALUES (?, ?, ?, ?)",
          arguments: [chapter, setting.name, setting.line, ordinal])
      }
    }
  }
}
