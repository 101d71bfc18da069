import Foundation
import PseudoTerminal
import Testing

/// Runs something on a terminal that is this process's own, while a user types and looks.
///
/// Only within an exit test, whose process is there for it alone. Where the user throws, as when the
/// time is up, whatever runs finds its input ended.
/// - Parameters:
///   - environment: what differs from the usual one; empty for what is not set at all.
///   - user: types and looks, on a thread of its own, which is no part of the test: it throws what it
///     finds wrong.
///   - body: what runs on the terminal.
func onOwnTerminal(
  columns: Int = 60, rows: Int = 20, environment: [String: String] = [:],
  user: @escaping @Sendable (PseudoTerminal) throws -> Void, body: () throws -> Void
) throws {
  let usual = ["TERM": "xterm", "LANG": "C.UTF-8", "HOME": "/nonexistent"]
  for name in ["LC_ALL", "LC_CTYPE", "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR"] {
    unsetenv(name)
  }
  for (name, value) in usual.merging(environment, uniquingKeysWith: { $1 }) {
    if value.isEmpty { unsetenv(name) } else { setenv(name, value, 1) }
  }
  // What runs is told of an end by what it reads.
  signal(SIGHUP, SIG_IGN)
  nonisolated(unsafe) let terminal = try PseudoTerminal(
    ofThisProcess: columns, rows: rows, deadline: 60)
  nonisolated(unsafe) var problem: (any Error)?
  let isDone = DispatchSemaphore(value: 0)
  let thread = Thread {
    do {
      try user(terminal)
    } catch {
      problem = error
      terminal.hangUp()
    }
    isDone.signal()
  }
  thread.start()
  try body()
  isDone.wait()
  if let problem { Issue.record("\(problem)") }
}
