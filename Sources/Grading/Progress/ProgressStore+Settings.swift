import Diagnostics
internal import GRDB

/// A line that a learner's workbook is made of: a binding or a function.
public struct Setting: Hashable, Sendable {
  /// What it sets: "waste.rent", "my.x", "f()".
  public var name: String
  /// The line that sets it, with the full name.
  public var line: String

  public init(name: String, line: String) {
    self.name = name
    self.line = line
  }
}

extension ProgressStore {
  /// In the order in which they were made.
  public func settings(of chapter: String) throws(Diagnostic) -> [Setting] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT name, line FROM setting WHERE chapter = ? ORDER BY ordinal",
        arguments: [chapter]
      ).map { Setting(name: $0["name"], line: $0["line"]) }
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
