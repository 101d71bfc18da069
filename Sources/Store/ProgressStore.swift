import Diagnostics
internal import GRDB
import Records

/// A learner's progress in a file of SQLite: where they are, what they set, what they answered.
///
/// Everything is written in a transaction of its own at the moment it happens, so that a killed
/// program loses nothing that was answered.
public final class ProgressStore: Progress {
  let queue: DatabaseQueue

  /// Opens the file, making it and its tables where there are none. Its folder must exist.
  /// - Throws: `newer-store` where a newer program wrote it, `bad-store` where it cannot be used.
  public init(path: String) throws(Diagnostic) {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { database in
      // A commit is in the file system when it returns; only a power cut could lose the last ones,
      // and never damages the rest.
      try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
    }
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
      try ProgressStore.prepare(queue)
    } catch let diagnostic as Diagnostic {
      throw diagnostic
    } catch {
      throw ProgressStore.bad(error, path)
    }
  }

  func read<T: Sendable>(
    _ body: @Sendable (Database) throws -> T
  ) throws(Diagnostic) -> T {
    do {
      return try queue.read(body)
    } catch let diagnostic as Diagnostic {
      throw diagnostic
    } catch {
      throw ProgressStore.bad(error, queue.path)
    }
  }

  func write<T: Sendable>(
    _ body: @Sendable (Database) throws -> T
  ) throws(Diagnostic) -> T {
    do {
      return try queue.write(body)
    } catch let diagnostic as Diagnostic {
      throw diagnostic
    } catch {
      throw ProgressStore.bad(error, queue.path)
    }
  }
}
