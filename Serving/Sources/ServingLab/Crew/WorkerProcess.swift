import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A worker's process, whose standard input is a socket to this one.
struct WorkerProcess: Sendable {
  let id: pid_t
  /// This end of the socket.
  let socket: Int32

  /// Starts one.
  /// - Parameters:
  ///   - program: path of the executable.
  ///   - log: whether what it says on standard error is shown, as a crash would.
  /// - Throws: the system's words.
  static func start(
    _ program: String, _ arguments: [String], log: Bool
  ) throws(StartFailure) -> WorkerProcess {
    var ends: [Int32] = [-1, -1]
    #if canImport(Glibc)
      let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    #else
      let kind = SOCK_STREAM
    #endif
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw StartFailure(errno) }
    defer { close(ends[1]) }
    #if canImport(Glibc)
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #else
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    if !log {
      posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    }
    // Elsewhere a worker closes what it was not given itself.
    #if canImport(Darwin)
      posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_CLOEXEC_DEFAULT))
    #endif
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var id: pid_t = 0
    let failure = posix_spawn(&id, program, &actions, &attributes, words, environ)
    guard failure == 0 else {
      close(ends[0])
      throw StartFailure(failure)
    }
    return WorkerProcess(id: id, socket: ends[0])
  }

  /// Ends it at once, even where it hangs or is stopped.
  func kill() { _ = Foundation.kill(id, SIGKILL) }

  /// Waits, on a thread of its own, until it is gone, and says so.
  func reap(_ done: @escaping @Sendable () -> Void) {
    let id = id
    Thread.detachNewThread {
      var status: Int32 = 0
      while waitpid(id, &status, 0) < 0, errno == EINTR {}
      done()
    }
  }
}

/// Why a process could not be started.
struct StartFailure: Error {
  let words: String

  init(_ code: Int32) { words = String(cString: strerror(code)) }
}
