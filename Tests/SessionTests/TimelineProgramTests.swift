import Foundation
import PseudoTerminal
import TestSupport
import Testing

/// A timeline in a real terminal, moved by real keys.
@Suite struct TimelineProgramTests {
  @Test func movesAndZooms() throws {
    let home = try ProgramTests.home()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let terminal = try ProgramTests.start(["1/utilization"], home: home)
    try terminal.expectPrompt()
    terminal.send("timeline serverless(6/min, 2 s, horizon: 200 requests) from 0 s to 40 s\n")
    try terminal.expectScreen("a timeline") {
      $0.isSecond && $0.text.contains("40 s") && $0.text.contains("in and out")
    }
    // On by a quarter, in by half, and back.
    terminal.send("\u{1B}[C")
    try terminal.expectScreen("moved") { $0.isSecond && $0.text.contains("50 s") }
    terminal.send("\u{1B}[A")
    try terminal.expectScreen("closer") { $0.isSecond && $0.text.contains("40 s") }
    terminal.send("\u{1B}[H")
    try terminal.expectScreen("as at first") { $0.isSecond && $0.text.contains(" 0 ") }
    terminal.send("\u{1B}[C")
    try terminal.expectScreen("moved again") { $0.isSecond && $0.text.contains("50 s") }
    // What was seen last stays.
    terminal.send("\n")
    try terminal.expectScreen("the first screen") { !$0.isSecond && $0.text.contains("50 s") }
  }
}
