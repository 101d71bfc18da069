import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// A program that runs in a terminal of its own, driven by what it shows.
final class PseudoTerminal {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private let master: Int32
  private var process: pid_t = 0
  private var isOver = false
  /// Everything shown so far, and how much of it was looked at.
  private var shown: [UInt8] = []
  private var seen = 0

  /// - Parameter environment: replaces the whole environment.
  init(
    _ program: String, _ arguments: [String] = [], environment: [String: String],
    columns: UInt16 = 80, rows: UInt16 = 24
  ) throws {
    guard let (master, name) = Self.open() else {
      throw Failure(description: "no pseudo-terminal")
    }
    self.master = master
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    // The first terminal that a session's leader opens is the one it is controlled by.
    // It must not start with the signals blocked that this thread has blocked.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(0x80 | POSIX_SPAWN_SETSIGMASK))
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    posix_spawn_file_actions_addclose(&actions, master)
    let words = ([program] + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (words + variables).forEach { free($0) } }
    guard posix_spawn(&process, program, &actions, &attributes, words, variables) == 0 else {
      throw Failure(description: "\(program) cannot be started")
    }
  }

  /// A new pair: the side that the test holds, and the path of the program's.
  private static func open() -> (master: Int32, path: String)? {
    #if canImport(Darwin)
      let master = posix_openpt(O_RDWR | O_NOCTTY)
      guard master >= 0, grantpt(master) == 0, unlockpt(master) == 0 else { return nil }
      return ptsname(master).map { (master, String(cString: $0)) }
    #else
      // What posix_openpt and its companions do, which Swift does not see on Linux.
      let master = Glibc.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
      var (unlocked, number): (Int32, UInt32) = (0, 0)
      guard master >= 0, ioctl(master, 0x4004_5431, &unlocked) == 0,
        ioctl(master, 0x8004_5430, &number) == 0
      else { return nil }
      return (master, "/dev/pts/\(number)")
    #endif
  }

  deinit {
    if !isOver { _ = kill() }
    close(master)
  }

  /// Types.
  func send(_ text: String) {
    let bytes = Array(text.utf8)
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { write(master, $0.baseAddress! + done, $0.count - done) }
      guard count > 0 else { return }
      done += count
    }
  }

  /// A moment for the line editor, which shows its prompt before it takes over the control keys.
  func settle() { usleep(300_000) }

  /// Waits until `text` is shown after what was looked at before, and gives what is shown up to it,
  /// without escape sequences. The deadline only guards against a program that hangs.
  @discardableResult
  func expect(_ text: String, seconds: Double = 30) throws -> String {
    let deadline = Date().addingTimeInterval(seconds)
    let wanted = Array(text.utf8)
    while true {
      let (plain, places) = Self.strip(shown[seen...])
      if let start = plain.indices.first(where: { plain[$0...].starts(with: wanted) }) {
        let end = start + wanted.count
        seen = places[end - 1] + 1
        return String(decoding: plain[..<end], as: UTF8.self)
      }
      guard Date() < deadline, readMore() else {
        throw Failure(
          description: "“\(text)” was not shown, but:\n\(String(decoding: plain, as: UTF8.self))")
      }
    }
  }

  /// Waits for the next prompt, which the line editor announces to the terminal, and gives all that
  /// is shown up to it.
  @discardableResult
  func expectPrompt(seconds: Double = 20) throws -> String {
    let announcement = Array("\u{1B}[?2004h".utf8)
    let deadline = Date().addingTimeInterval(seconds)
    while true {
      let news = Array(shown[seen...])
      let start = news.indices.first { news[$0...].starts(with: announcement) }
      if let start, Self.plain(Array(news[start...])).hasSuffix("❯ ") {
        seen = shown.count
        return Self.plain(news)
      }
      guard Date() < deadline, readMore() else {
        throw Failure(description: "no prompt, but:\n\(Self.plain(news))")
      }
    }
  }

  /// Waits for some output; false where the program has ended.
  private func readMore() -> Bool {
    var request = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, 1000) > 0 else { return true }
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = read(master, &buffer, buffer.count)
    guard count > 0 else { return false }
    shown += buffer[..<count]
    return true
  }

  /// Ends the program as kill -9 does, and waits for that.
  func kill() -> Int32 {
    signal(SIGKILL)
    return wait()
  }

  func signal(_ number: Int32) {
    #if canImport(Glibc)
      _ = Glibc.kill(process, number)
    #else
      _ = Darwin.kill(process, number)
    #endif
  }

  /// Waits for the program's end and gives its exit status; 255 where it had to be ended.
  func wait(seconds: Double = 30) -> Int32 {
    guard !isOver else { return 0 }
    let deadline = Date().addingTimeInterval(seconds)
    // What it still shows must be read, or it could not end.
    while readMore() {
      guard Date() < deadline else {
        signal(SIGKILL)
        break
      }
    }
    var status: Int32 = 0
    waitpid(process, &status, 0)
    isOver = true
    return (status >> 8) & 0xFF
  }

  private static func plain(_ bytes: [UInt8]) -> String {
    String(decoding: strip(bytes[...]).plain, as: UTF8.self)
  }

  /// Without escape sequences, carriage returns and bells, and where each byte that is left stands.
  private static func strip(_ bytes: ArraySlice<UInt8>) -> (plain: [UInt8], places: [Int]) {
    var plain: [UInt8] = []
    var places: [Int] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      guard byte == 0x1B, index < bytes.endIndex else {
        if byte == 10 || byte >= 32 {
          plain.append(byte)
          places.append(index - 1)
        }
        continue
      }
      let kind = bytes[index]
      index += 1
      if kind == UInt8(ascii: "[") {
        while index < bytes.endIndex, !(0x40...0x7E).contains(bytes[index]) { index += 1 }
        index += 1
      } else if kind == UInt8(ascii: "]") {
        while index < bytes.endIndex, bytes[index] != 7, bytes[index] != 0x1B { index += 1 }
        index += index < bytes.endIndex && bytes[index] == 0x1B ? 2 : 1
      }
    }
    return (plain, places)
  }
}
