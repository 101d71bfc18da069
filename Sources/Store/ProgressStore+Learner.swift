import Diagnostics
internal import GRDB
import Records

extension ProgressStore {
  /// The learner; nil as long as there is none.
  public func knownLearner() throws(Diagnostic) -> Learner? {
    try read { database in try learnerRow(database) }
  }

  /// The learner, with an id drawn at random and kept where none was set.
  public func learner() throws(Diagnostic) -> Learner {
    if let known = try knownLearner() { return known }
    return try write { database in try learnerRow(database) ?? makeLearner(database) }
  }

  /// Sets the learner's id, the name, or both.
  /// - Throws: `learner-fixed` for another id once an exercise was answered, `bad-learner`.
  public func setLearner(id: String?, name: String?) throws(Diagnostic) -> Learner {
    let wanted = try id.map { (text) throws(Diagnostic) in try Learner.checkedID(text) }
    let (learner, isRefused) = try write { database -> (Learner, Bool) in
      let known = try learnerRow(database)
      let hasEvents = try Int.fetchOne(
        database, sql: "SELECT 1 FROM attempt WHERE number IS NOT NULL LIMIT 1")
      if let known, let wanted, wanted != known.id, hasEvents != nil { return (known, true) }
      var learner = try known ?? makeLearner(database)
      if let wanted { learner = Learner(id: wanted, name: learner.name, isChosen: true) }
      if let name { learner.name = Learner.shortened(name) }
      try database.execute(
        sql: "UPDATE learner SET id = ?, name = ?, chosen = ?",
        arguments: [learner.id, learner.name, learner.isChosen])
      return (learner, false)
    }
    guard isRefused, let wanted else { return learner }
    throw Diagnostic(
      .learnerFixed, "Exercises were answered as \(learner.id); the id can no longer change."
    ).note(
      "The figures of your exercises are drawn from it. Another profile starts afresh, with an id "
        + "of its own."
    ).try("gpulearn learner \(wanted) --profile NAME")
  }

  func learnerRow(_ database: Database) throws -> Learner? {
    try Row.fetchOne(database, sql: "SELECT id, name, chosen FROM learner")
      .map {
        Learner(
          id: try $0.value("id"), name: try $0.value("name"), isChosen: try $0.value("chosen"))
      }
  }

  func makeLearner(_ database: Database) throws -> Learner {
    let learner = Learner(id: Learner.randomID(), name: "", isChosen: false)
    try database.execute(
      sql: "INSERT INTO learner (slot, id, name, chosen) VALUES (1, ?, ?, ?)",
      arguments: [learner.id, learner.name, learner.isChosen])
    return learner
  }
}
