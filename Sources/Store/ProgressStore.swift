import Diagnostics
internal import GRDB
import Records

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

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
    ProgressStore.claim(path)
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
      try ProgressStore.prepare(queue)
    } catch let diagnostic as Diagnostic {
      throw diagnostic
    } catch {
      throw ProgressStore.bad(error, path)
    }
  }

  /// Makes the file where it is missing, and lets its owner alone look into it; what SQLite keeps
  /// beside it gets the same mode. Where that fails, opening the file tells why.
  ///
  /// A file that is there is not opened: closing it would give up the locks that another store of
  /// this process holds on it.
  private static func claim(_ path: String) {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file < 0 else {
      close(file)
      return
    }
    var about = stat()
    if lstat(path, &about) == 0, about.st_mode & S_IFMT == S_IFREG { chmod(path, 0o600) }
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
