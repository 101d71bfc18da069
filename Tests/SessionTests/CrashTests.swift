import Basics
import Foundation
import PseudoTerminal
import Records
import Store
import TestSupport
import Testing

/// Sessions that end in the middle, or beside each other: nothing that was answered is lost, nothing
/// is invented.
@Suite struct CrashTests {
  private final class Home {
    let path: String
    init() throws { path = try ProgramTests.home() }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    var environment: [String: String] { ProgramTests.environment(path) }

    var profile: ProfileFolder { ProfileFolder("ada", environment: environment) }

    func start(
      _ place: String = "1/utilization", _ extra: [String: String] = [:]
    ) throws -> PseudoTerminal {
      let terminal = try ProgramTests.start([place, "--profile", "ada"], home: path, extra)
      try terminal.expectPrompt()
      return terminal
    }

    /// What names are, by a new program that reads what was kept.
    func values(_ names: String...) throws -> [String] {
      let run = try ProgramRun.run(
        ["--course", projectFolder, "1/utilization", "--profile", "ada"], environment: environment,
        input: names.map { $0 + "\n" }.joined())
      #expect(run.status == 0 && run.error.isEmpty, "\(run.error)")
      return run.output.split(separator: "\n").map(String.init)
    }
  }

  /// Killed at a random moment while a line is answered: what was answered before is there, and of
  /// the last line all or nothing.
  @Test(arguments: [UInt64](1...3)) func killed(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let home = try Home()
    var said = "4 gpu"
    for round in 1...3 {
      let terminal = try home.start()
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        let number = Int.random(in: 5...60, using: &random)
        terminal.send("gpus = \(number)\n")
        try terminal.expectPrompt()
        said = "\(number) gpu"
      }
      let number = Int.random(in: 5...60, using: &random)
      terminal.send("gpus = \(number)\n")
      // No test hangs on how long this is: it only chooses the moment.
      usleep(UInt32.random(in: 0...20_000, using: &random))
      terminal.signal(SIGKILL)
      #expect(try terminal.wait() == .killed(signal: SIGKILL))
      let found = try #require(try home.values("gpus").first)
      #expect([said, "\(number) gpu"].contains(found), "seed \(seed), round \(round)")
      said = found
    }
  }

  /// A guess that was answered is written down once, killed at once behind it.
  @Test func anAnswerIsKeptBeforeItIsShown() throws {
    let home = try Home()
    let terminal = try home.start("1/1")
    terminal.send("$9,000/month\n")
    try terminal.expect("too low")
    terminal.signal(SIGKILL)
    #expect(try terminal.wait() == .killed(signal: SIGKILL))
    let attempts = try #require(try home.profile.knownStore()).attempts(in: nil)
    #expect(attempts.map { $0.answer } == ["$9,000/month"])
  }

  /// Two programs on one store: what each sets counts, of one name what was set last.
  @Test func twoAtOnce() throws {
    let home = try Home()
    let (one, other) = (try home.start(), try home.start())
    for (terminal, line) in [
      (one, "gpus = 8"), (other, "utilization = 40%"), (one, "rent = $9,000/month"),
      (other, "gpus = 16"), (one, "utilization = 35%"),
    ] {
      terminal.send(line + "\n")
      try terminal.expectPrompt()
    }
    for terminal in [one, other] {
      terminal.send("quit\n")
      #expect(try terminal.wait() == .exited(0))
    }
    #expect(try home.values("gpus", "utilization", "rent") == ["16 gpu", "35%", "$9,000/month"])
  }

  /// A clock that is set back between two sittings changes the order of nothing.
  @Test func aClockSetBack() throws {
    let home = try Home()
    for (time, guess) in [("2000000000", "$9,000/month"), ("1000000000", "$10,200/month")] {
      let terminal = try home.start("1/1", ["SOURCE_DATE_EPOCH": time])
      terminal.send("goto 1\n")
      try terminal.expectPrompt()
      terminal.send(guess + "\n")
      try terminal.expectPrompt()
      terminal.send("gpus_seen = \(time)\n")
      try terminal.expectPrompt()
      terminal.send("quit\n")
      #expect(try terminal.wait() == .exited(0))
    }
    let store = try #require(try home.profile.knownStore())
    #expect(try store.attempts(in: nil).map { $0.answer } == ["$9,000/month", "$10,200/month"])
  }
}
