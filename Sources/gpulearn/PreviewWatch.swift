import ArgumentParser
import Diagnostics
import Display
import Foundation
import Headless
import Inference
import Session
import Synchronization
import Terminal

/// Draws a preview whenever its file is saved, until Ctrl-C.
struct PreviewWatch {
  let path: String
  let screen: Screen
  /// Reads the file as it is now.
  let read: () throws(Diagnostic) -> Preview

  /// What is found wrong while the preview is already shown.
  private let check = CheckUnderWay()
  private var shown: FileIdentity?
  /// The preview whose problems are yet to be told.
  private var unchecked: Preview?
  private var hasProblems = false
  /// What was drawn last.
  private var parts: [Display] = []

  private static let interval = 0.2
  /// Looks at a missing file before it is said: an editor that saves by renaming lets it be missing
  /// for a moment.
  private static let patience = 5

  init(path: String, screen: Screen, read: @escaping () throws(Diagnostic) -> Preview) {
    self.path = path
    self.screen = screen
    self.read = read
  }

  /// - Returns: how the program ends.
  /// - Throws: where the file cannot be read at the start.
  mutating func run() throws -> ExitCode {
    guard let first = FileIdentity(path: path) else {
      let problem = Diagnostic(.unreadable, "The file \(path) cannot be read.")
      screen.complain(problem)
      throw Exit.code(of: problem)
    }
    Interrupt.catchSignal()
    draw(first)
    var misses = 0
    // Only a file that has stayed as it is for a while is drawn: it may be half written.
    var seen: FileIdentity?
    while !Interrupt.isSet() {
      tellProblems()
      let now = FileIdentity(path: path)
      if let now, now != shown, now == seen { draw(now) }
      seen = now
      misses = now == nil ? misses + 1 : 0
      if misses == PreviewWatch.patience {
        screen.write(line(Text("\(path) is missing; it is drawn when it is back.", .warning)))
        shown = nil
      }
      usleep(UInt32(PreviewWatch.interval * 1e6))
    }
    screen.write("\n")
    return hasProblems ? Exit.wrong : ExitCode.success
  }

  private mutating func draw(_ state: FileIdentity) {
    shown = state
    unchecked = nil
    do throws(Diagnostic) {
      let preview = try read()
      screen.clear()
      screen.write(changed(preview.parts).drawn(screen.style))
      parts = preview.parts
      unchecked = preview
    } catch {
      hasProblems = true
      screen.clear()
      screen.write(error.display.drawn(screen.style))
      sayWhen()
    }
  }

  /// The lessons that are not as they were; all of them where none is, or where one came or went.
  private func changed(_ now: [Display]) -> Display {
    let all = now.reduce(into: Display()) { $0 += $1 }
    guard now.count == parts.count, now.count > 1 else { return all }
    let others = zip(now, parts).filter { $0 != $1 }.map(\.0)
    guard !others.isEmpty, others.count < now.count else { return all }
    let left = now.count - others.count
    let words = left == 1 ? "The other lesson is" : "The other \(left) lessons are"
    return others.reduce(into: Display()) { $0 += $1 }
      + Display([.paragraph(Text("\(words) as before.", .muted))])
  }

  /// Says what is wrong with what was drawn last, when that is known; begins to find out.
  private mutating func tellProblems() {
    guard let preview = unchecked else { return }
    switch check.state {
    // The problems of what was drawn before are nobody's.
    case .done(let checked, let problems):
      check.forget()
      guard checked == shown else { return }
      unchecked = nil
      hasProblems = !problems.isEmpty
      screen.write(PreviewFile.report(problems).drawn(screen.style))
      sayWhen()
    case .idle: if let shown { check.begin(preview, of: shown) }
    case .running: break
    }
  }

  private func sayWhen() {
    screen.write(
      line(
        Text("Drawn at \(PreviewWatch.clock(Places.now())). ", .muted)
          + Text("Saved again, it is drawn again; Ctrl-C ends.", .muted)))
  }

  private func line(_ text: Text) -> String { Display([.lines([text])]).drawn(screen.style) }

  /// Hours, minutes and seconds at this place.
  private static func clock(_ time: Double) -> String {
    var seconds = time_t(time)
    var parts = tm()
    localtime_r(&seconds, &parts)
    return [parts.tm_hour, parts.tm_min, parts.tm_sec]
      .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }
}

/// Finds the problems of one preview at a time, beside everything else.
private final class CheckUnderWay: Sendable {
  enum State {
    case idle, running
    case done(FileIdentity, [Diagnostic])
  }

  private let current = Mutex(State.idle)

  var state: State { current.withLock { $0 } }

  func forget() { current.withLock { $0 = .idle } }

  func begin(_ preview: Preview, of file: FileIdentity) {
    current.withLock { $0 = .running }
    let thread = Thread { [self] in
      let problems = preview.problems()
      current.withLock { $0 = .done(file, problems) }
    }
    // Formulas are evaluated hundreds of levels deep.
    thread.stackSize = 16 << 20
    thread.start()
  }
}
