import Diagnostics
internal import GRDB

/// What is wrong with a store, in words.
extension ProgressStore {
  /// A value of another kind than its column's.
  struct DamagedValue: Error {
    let column: String
  }

  static func bad(_ error: any Error, _ path: String) -> Diagnostic {
    let (what, note) = words(error)
    return Diagnostic(.badStore, "The progress file \(path) \(what).")
      .note("\(note), or use another profile: gpulearn --profile NAME")
  }

  private static func words(_ error: any Error) -> (what: String, note: String) {
    if let value = error as? DamagedValue {
      return (
        "is damaged: what stands in its column “\(value.column)” cannot be", "Move it away"
      )
    }
    guard let error = error as? DatabaseError else {
      return ("cannot be used: \(error)", "Move it away to start afresh")
    }
    let reason = error.message.map { ": \($0)" } ?? ""
    return switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      ("is being used by another program", "Try again when that has ended")
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      ("is damaged\(reason)", "Move it away to start afresh")
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH:
      (
        "cannot be opened or written\(reason)",
        "Look who may read and write it and the folder it is in"
      )
    case .SQLITE_FULL, .SQLITE_IOERR:
      ("cannot be written\(reason)", "Make room on the disk")
    default: ("cannot be used\(reason)", "Move it away to start afresh")
    }
  }
}

extension Row {
  /// What stands in a column.
  ///
  /// The tables say what kind of value that is, but SQLite keeps whatever a damaged file, or another
  /// program, puts there.
  func value<T: DatabaseValueConvertible>(_ column: String) throws -> T {
    let value: DatabaseValue = self[column]
    guard let converted = T.fromDatabaseValue(value) else {
      throw ProgressStore.DamagedValue(column: column)
    }
    return converted
  }
}
