import Diagnostics
internal import GRDB

/// An answer as it was given. Whether it was right is never stored: that is computed again.
public struct Attempt: Hashable, Sendable {
  public enum Kind: String, Sendable {
    case predict, quiz, exercise
    /// A hint to an exercise was looked at; the answer is its number from 1.
    case hint
    /// The worked solution of an exercise was looked at.
    case solution
  }

  public var kind: Kind
  public var chapter: String
  public var lesson: String
  /// Which of the lesson's questions: the exercise's id, or a number within the lesson.
  public var item: String
  public var answer: String
  /// Seconds since 1970.
  public var time: Double

  public init(
    kind: Kind, chapter: String, lesson: String, item: String, answer: String, time: Double
  ) {
    self.kind = kind
    self.chapter = chapter
    self.lesson = lesson
    self.item = item
    self.answer = answer
    self.time = time
  }
}

extension ProgressStore {
  public func append(_ attempt: Attempt) throws(Diagnostic) {
    try write { database in
      try database.execute(
        sql: """
          INSERT INTO attempt (at, chapter, lesson, kind, item, answer) VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          attempt.time, attempt.chapter, attempt.lesson, attempt.kind.rawValue, attempt.item,
          attempt.answer,
        ])
    }
  }

  /// Every answer, in the order in which it was given.
  public func attempts(in chapter: String? = nil) throws(Diagnostic) -> [Attempt] {
    try read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT at, chapter, lesson, kind, item, answer FROM attempt
          WHERE ? IS NULL OR chapter = ? ORDER BY id
          """, arguments: [chapter, chapter])
      return rows.compactMap { row in
        Attempt.Kind(rawValue: row["kind"]).map {
          Attempt(
            kind: $0, chapter: row["chapter"], lesson: row["lesson"], item: row["item"],
            answer: row["answer"], time: row["at"])
        }
      }
    }
  }
}
