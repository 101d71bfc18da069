import Diagnostics
import Foundation
internal import GRDB
import Records

/// Taking progress from one computer to another.
extension ProgressStore {
  /// Writes all that is kept to a new file, for its owner alone.
  /// - Throws: `unwritable` where something stands there already or no file can, `bad-store`.
  public func export(to path: String) throws(Diagnostic) {
    // SQLite writes into an empty file, and whatever else stands there is left as it is.
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      let isThere = errno == EEXIST
      throw Diagnostic(
        .unwritable,
        isThere ? "\(path) is there already." : "No file can be written at \(path)."
      ).note(isThere ? "Nothing was written. Name a new file." : "Nothing was written.")
    }
    close(file)
    do {
      try queue.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [path]) }
    } catch {
      unlink(path)
      throw ProgressStore.bad(error, queue.path)
    }
  }

  /// Takes over what another computer's `export` wrote: all of it, or nothing where the program is
  /// stopped meanwhile.
  ///
  /// What was answered here must have been answered there too, so that nothing is lost.
  /// - Returns: how many answers are new here.
  /// - Throws: `unreadable`, `bad-store`, `newer-store` for a file that is no progress,
  ///   `unwritable` where answers of this store would be lost.
  public func takeOver(_ path: String) throws(Diagnostic) -> Int {
    let copy = queue.path + ".import-\(ProcessInfo.processInfo.processIdentifier)"
    defer { for end in ["", "-wal", "-shm"] { unlink(copy + end) } }
    try ProgressStore.copy(path, to: copy)
    // The copy is brought up to date; the file that was named stays as it is.
    let other: ProgressStore
    do throws(Diagnostic) {
      other = try ProgressStore(path: copy)
      try other.proveWhole()
    } catch {
      guard error.code == .badStore else { throw error }
      throw Diagnostic(
        .badStore, "\(path) is no progress that gpulearn exported, or it is damaged."
      )
      .note("Nothing was changed here.")
    }
    let (mine, theirs) = (try attempts(), try other.attempts())
    let (me, them) = (try knownLearner(), try other.knownLearner())
    guard theirs.starts(with: mine), mine.isEmpty || me?.id == them?.id else {
      throw Diagnostic(.unwritable, "Your progress here has answers that are not in \(path).")
        .note("They would be lost, so nothing was changed. A profile of its own can take the file.")
        .try("gpulearn progress --import \(path) --profile NAME")
    }
    do {
      try other.queue.backup(to: queue)
    } catch {
      throw ProgressStore.bad(error, queue.path)
    }
    return theirs.count - mine.count
  }

  /// Reads everything once, so that a damaged file is told before anything depends on it.
  private func proveWhole() throws(Diagnostic) {
    try read { database in
      let found = try String.fetchOne(database, sql: "PRAGMA integrity_check")
      guard found == "ok" else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: found) }
    }
    _ = try attempts()
  }

  /// Bytes that a file of progress may have: a million answers are a fifth of it.
  private static let largest = 1 << 30

  private static func copy(_ path: String, to place: String) throws(Diagnostic) {
    var about = stat()
    // A pipe or device could keep the program waiting, or never end.
    guard stat(path, &about) == 0, about.st_mode & S_IFMT == S_IFREG, about.st_size <= largest,
      let source = FileHandle(forReadingAtPath: path)
    else { throw Diagnostic(.unreadable, "There is no file \(path) that can be read.") }
    let file = open(place, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    let target = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    do {
      guard file >= 0 else { throw CocoaError(.fileWriteUnknown) }
      while let part = try source.read(upToCount: 1 << 20), !part.isEmpty {
        try target.write(contentsOf: part)
      }
    } catch {
      throw Diagnostic(.unwritable, "\(path) cannot be copied beside your progress.")
        .note("Make room on the disk.")
    }
  }
}
