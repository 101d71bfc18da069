import CPseudoTerminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program on a terminal of its own, typed to and read by a test.
///
///     let terminal = try PseudoTerminal(path, columns: 80, rows: 24)
///     try terminal.expect("❯ ")
///     terminal.send("gpus = 8\n")
///     let answer = try terminal.expect("❯ ")
///
/// Nothing waits for a length of time: everything waits for what the program writes, and a deadline
/// only ends a test that would hang. The program is killed when the terminal is released.
public final class PseudoTerminal {
  public enum Status: Equatable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)
  }

  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  /// An environment of nothing but a terminal and a language: nothing of the tester's own.
  public static let environment = [
    "TERM": "xterm", "LANG": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin",
    "HOME": "/nonexistent",
  ]

  /// Seconds after which an expectation gives up.
  private let deadline: Double
  /// The program; nil where it is this process itself.
  let process: pid_t?
  private var file: Int32
  private var status: Status?

  /// What the terminal shows.
  public private(set) var screen: VirtualScreen
  private var raw: [UInt8] = []
  private var plain = PlainText()

  /// Starts a program.
  /// - Parameters:
  ///   - program: its path.
  ///   - deadline: the seconds after which an expectation fails.
  /// - Throws: Failure where there is no terminal to have or no such program.
  public init(
    _ program: String, _ arguments: [String] = [],
    environment: [String: String] = PseudoTerminal.environment, columns: Int = 80, rows: Int = 24,
    deadline: Double = 60
  ) throws {
    self.deadline = deadline
    (process, file) = try PseudoTerminal.spawn(program, arguments, environment, columns, rows)
    screen = VirtualScreen(columns: columns, rows: rows)
  }

  /// Makes a new terminal that of this process: its standard streams. For processes that run a
  /// single test.
  public init(ofThisProcess columns: Int, rows: Int, deadline: Double = 60) throws {
    self.deadline = deadline
    process = nil
    file = pseudo_terminal_take(Int32(columns), Int32(rows))
    guard file >= 0 else { throw Failure(description: "There is no terminal to have.") }
    screen = VirtualScreen(columns: columns, rows: rows)
  }

  deinit {
    if status == nil, let process {
      kill(process, SIGKILL)
      var ignored: Int32 = 0
      waitpid(process, &ignored, 0)
    }
    if file >= 0 { close(file) }
  }

  /// Lets go of our end: the program finds its input ended.
  public func hangUp() {
    close(file)
    file = -1
  }

  // MARK: Typing

  public func send(_ text: String) {
    let bytes = Array(text.utf8)
    var done = 0
    while done < bytes.count {
      // The program may not read on before somebody reads what it writes.
      var poller = pollfd(fd: file, events: Int16(POLLIN | POLLOUT), revents: 0)
      poll(&poller, 1, -1)
      if poller.revents & Int16(POLLIN) != 0 { read() }
      guard poller.revents & Int16(POLLOUT) != 0 else {
        if poller.revents & Int16(POLLHUP) != 0 { return }
        continue
      }
      let count = bytes[done...].prefix(1024).withUnsafeBytes {
        write(file, $0.baseAddress, $0.count)
      }
      if count < 0 && errno != EINTR && errno != EAGAIN { return }
      done += max(0, count)
    }
  }

  /// Gives the terminal another size, of which the program is told by a signal.
  public func resize(columns: Int, rows: Int) {
    pseudo_terminal_resize(file, Int32(columns), Int32(rows))
    screen.resize(columns: columns, rows: rows)
  }

  /// Sends a signal to the program.
  public func signal(_ number: Int32) { kill(process ?? getpid(), number) }

  /// The process group in front: the program that a shell runs, or the program itself.
  public var foreground: pid_t { tcgetpgrp(file) }

  // MARK: Reading

  /// Waits until the program has written a text.
  /// - Returns: what it wrote since the last expectation up to and with the text, without escape
  ///   sequences, carriage returns and bells.
  @discardableResult
  public func expect(_ text: String) throws -> String {
    let wanted = Array(text.utf8)
    try wait("“\(text)” was expected") { plain.position(behind: wanted) != nil }
    guard let end = plain.position(behind: wanted) else { return "" }
    return plain.take(end).text
  }

  /// The same with everything that was written.
  public func expectRaw(_ text: String) throws -> String {
    let start = plain.rawStart
    try expect(text)
    return String(decoding: raw[start..<plain.rawStart], as: UTF8.self)
  }

  /// Waits until a line editor has shown its prompt and listens, which it announces by asking the
  /// terminal to mark pastes.
  /// - Parameter prompt: how the prompt ends.
  /// - Returns: everything written since the last expectation, as `expect` gives it.
  @discardableResult
  public func expectPrompt(_ prompt: String = "❯ ") throws -> String {
    try wait("a prompt was expected") { screen.marksPastes && plain.rest.hasSuffix(prompt) }
    defer { forget() }
    return plain.rest
  }

  /// Waits until the screen looks a certain way, whatever was written to make it so.
  public func expectScreen(
    _ description: String = "another screen", _ condition: (VirtualScreen) -> Bool
  ) throws {
    try wait("\(description) was expected") { condition(screen) }
  }

  /// Waits until the line of the cursor is a certain text, spaces at its end left out.
  public func expectLine(_ line: String) throws {
    try expectScreen("the line “\(line)”") { $0.line == line }
  }

  /// Waits until the program in front does nothing but wait for the next key, so that a signal
  /// finds it there and not between two keys. (Only Linux tells.)
  public func expectIdle() throws {
    try wait("an idle program was expected") {
      let process = tcgetpgrp(file)
      guard process > 0, let stat = fopen("/proc/\(process)/stat", "r") else { return true }
      defer { fclose(stat) }
      var buffer = [UInt8](repeating: 0, count: 1024)
      let count = fread(&buffer, 1, buffer.count, stat)
      // "123 (name) S …": S sleeps until something happens.
      let fields = String(decoding: buffer[..<count], as: UTF8.self)
      return fields.contains(") S ")
    }
  }

  /// Waits for the program to end.
  /// - Returns: how it ended.
  @discardableResult
  public func wait() throws -> Status {
    try wait("an end was expected") { hasEnded() }
    // What it wrote last.
    while read() {}
    guard let status else { throw Failure(description: "The program has no status.") }
    return status
  }

  /// Everything that was written and has not been expected yet, as `expect` gives it.
  public var unread: String { plain.rest }

  /// Leaves out of the next expectation what was written up to now.
  public func forget() { plain.forget() }

  /// Whether the terminal waits for whole lines and shows what is typed, as it does for a shell.
  public var isCooked: Bool {
    var modes = termios()
    guard tcgetattr(file, &modes) == 0 else { return false }
    return modes.c_lflag & tcflag_t(ICANON | ECHO | ISIG) == tcflag_t(ICANON | ECHO | ISIG)
  }

  /// Whether the program asked for pastes to be marked and has not taken it back.
  public var marksPastes: Bool { screen.marksPastes }

  // MARK: Waiting

  private func wait(_ expectation: String, until isReached: () -> Bool) throws {
    let end = now() + deadline
    while !isReached() {
      var poller = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
      // A program may end or stop without a word, so it is looked after between its words.
      poll(&poller, 1, 20)
      if read() { continue }
      let isOver = hasEnded()
      if isOver && read() { continue }
      if isReached() { return }
      if isOver || now() > end {
        throw Failure(
          description: """
            \(expectation); \(status.map { "the program ended: \($0)" } ?? "the time is up").
            Unread: \(plain.rest.debugDescription)
            The screen:
            \(screen.text)
            """)
      }
    }
  }

  private func hasEnded() -> Bool {
    if status != nil { return true }
    var code: Int32 = 0
    guard let process, waitpid(process, &code, WNOHANG) == process else { return false }
    let signal = code & 0x7F
    status = signal == 0 ? .exited((code >> 8) & 0xFF) : .killed(signal: signal)
    return true
  }

  /// Reads what is there; whether there was anything.
  @discardableResult
  private func read() -> Bool {
    var poller = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
    guard poll(&poller, 1, 0) == 1, poller.revents & Int16(POLLIN) != 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    #if canImport(Glibc)
      let count = Glibc.read(file, &buffer, buffer.count)
    #else
      let count = Darwin.read(file, &buffer, buffer.count)
    #endif
    guard count > 0 else { return false }
    for byte in buffer[..<count] {
      raw.append(byte)
      plain.add(byte, rawCount: raw.count)
      screen.add(byte)
    }
    return true
  }

  private func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
