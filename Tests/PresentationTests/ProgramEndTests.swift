import Diagnostics
import Presentation
import Testing

/// What the shell is told of a problem.
@Suite struct ProgramEndTests {
  @Test(arguments: [Code.unreadable, .unwritable, .badStore, .newerStore])
  func whatCannotBeReadOrWritten(_ code: Code) {
    #expect(ProgramEnd(of: Diagnostic(code, "x")) == .inputOutput)
    // Wherever it was named.
    let span = Source(name: "--trace", "x").whole
    #expect(ProgramEnd(of: Diagnostic(code, "x", at: span)) == .inputOutput)
  }

  @Test(arguments: [Code.unknownName, .checkFailed, .badSubmission, .outOfRange])
  func whatIsWrong(_ code: Code) {
    #expect(ProgramEnd(of: Diagnostic(code, "x")) == .wrong)
    #expect(ProgramEnd(of: Diagnostic(code, "x", at: Source("x").whole)) == .wrong)
    let option = Source(name: "--seed", "x").whole
    #expect(ProgramEnd(of: Diagnostic(code, "x", at: option)) == .usage)
  }

  @Test func interruption() {
    #expect(ProgramEnd(of: Diagnostic(.interrupted, "Stopped.")) == .interrupted)
  }

  @Test func theWorstCounts() {
    let order: [ProgramEnd] = [.fine, .wrong, .usage, .inputOutput, .interrupted]
    #expect(order.sorted() == order && order.map(\.rawValue) == [0, 1, 64, 74, 130])
  }
}
