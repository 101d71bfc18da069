import Diagnostics
import Display
import Foundation
import Inference
import Synchronization

/// Draws a preview anew whenever its file was saved, or another of its course: an exercise follows its
/// chapter's models, a chapter its exercises, and both the prices. Whoever shows it looks at the file every now and
/// then and hands on which it is.
///
///     var watch = PreviewWatch(path: path, time: clock) { try Preview(of: path) }
///     while !isOver { show(watch.look(at: FileIdentity(path: path))) }
public struct PreviewWatch {
  /// Something to be shown below what is there, or in place of it.
  public struct Sheet: Sendable, Equatable {
    /// What is shown.
    public let display: Display
    /// Whether the screen is emptied before.
    public let isAnew: Bool
  }

  private let path: String
  private let time: () -> String
  private let read: () throws(Diagnostic) -> Preview

  /// What is found wrong while the preview is already shown.
  private let check = CheckUnderWay()
  /// The course that the file lies in; nil where it lies in none.
  private var course: WatchedCourse?
  /// How often it was drawn.
  private var count = 0
  private var shown: FileIdentity?
  /// Only a file that has stayed as it is for a while is drawn: it may be half written.
  private var seen: FileIdentity?
  private var misses = 0
  /// The preview whose problems are yet to be told.
  private var unchecked: Preview?
  /// Whether what was drawn last has problems, as far as they are known.
  public private(set) var hasProblems = false
  /// What was drawn last.
  private var parts: [Display] = []

  /// Looks at a missing file before it is said: an editor that saves by renaming lets it be missing
  /// for a moment.
  private static let patience = 5

  /// - Parameters:
  ///   - path: of the file.
  ///   - time: the time of day, to be shown.
  ///   - read: reads the file as it is now.
  public init(
    path: String, time: @escaping () -> String, read: @escaping () throws(Diagnostic) -> Preview
  ) {
    self.path = path
    self.time = time
    self.read = read
    let home = CourseCheck.home(of: path) ?? CourseCheck.exercise(at: path)?.course
    course = home.map { WatchedCourse([$0.folder]) }
  }

  /// Draws the file for the first time.
  /// - Throws: `unreadable` where there is none.
  public mutating func begin(_ file: FileIdentity?) throws(Diagnostic) -> [Sheet] {
    guard let file else {
      throw Diagnostic(.unreadable, "The file \(path) cannot be read.")
    }
    return draw(file)
  }

  /// Looks at the file, a fifth of a second after the last look or so.
  /// - Parameter now: the file as it is; nil where it is missing.
  public mutating func look(at now: FileIdentity?) -> [Sheet] {
    var sheets = tellProblems()
    let isAmongChanges = course?.hasChanged() ?? false
    if let now, now == seen, now != shown || isAmongChanges { sheets += draw(now) }
    seen = now
    misses = now == nil ? misses + 1 : 0
    if misses == PreviewWatch.patience {
      sheets.append(line(Text("\(path) is missing; it is drawn when it is back.", .warning)))
      shown = nil
    }
    return sheets
  }

  private mutating func draw(_ state: FileIdentity) -> [Sheet] {
    shown = state
    count += 1
    unchecked = nil
    do throws(Diagnostic) {
      let preview = try read()
      let sheet = Sheet(display: changed(preview.parts), isAnew: true)
      parts = preview.parts
      unchecked = preview
      return [sheet]
    } catch {
      hasProblems = true
      return [Sheet(display: error.display, isAnew: true), whenDrawn]
    }
  }

  /// The lessons that are not as they were; all of them where none is, or where one came or went.
  private func changed(_ now: [Display]) -> Display {
    let all = now.reduce(into: Display()) { $0 += $1 }
    guard now.count == parts.count, now.count > 1 else { return all }
    let others = zip(now, parts).filter { $0 != $1 }.map { $0.0 }
    guard !others.isEmpty, others.count < now.count else { return all }
    let left = now.count - others.count
    let words = left == 1 ? "The other lesson is" : "The other \(left) lessons are"
    return others.reduce(into: Display()) { $0 += $1 }
      + Display([.paragraph(Text("\(words) as before.", .muted))])
  }

  /// Says what is wrong with what was drawn last, when that is known; begins to find out.
  private mutating func tellProblems() -> [Sheet] {
    guard let preview = unchecked else { return [] }
    switch check.state {
    // The problems of what was drawn before are nobody's.
    case .done(let checked, let problems):
      check.forget()
      guard checked == count else { return [] }
      unchecked = nil
      hasProblems = !problems.isEmpty
      return [Sheet(display: Preview.report(problems), isAnew: false), whenDrawn]
    case .idle: check.begin(preview, of: count)
    case .running: break
    }
    return []
  }

  private var whenDrawn: Sheet {
    line(
      Text("Drawn at \(time()). ", .muted)
        + Text("Saved again, it is drawn again; Ctrl-C ends.", .muted))
  }

  private func line(_ text: Text) -> Sheet {
    Sheet(display: Display([.lines([text])]), isAnew: false)
  }
}

/// Finds the problems of one preview at a time, beside everything else.
private final class CheckUnderWay: Sendable {
  enum State {
    case idle, running
    case done(Int, [Diagnostic])
  }

  private let current = Mutex(State.idle)

  var state: State { current.withLock { $0 } }

  func forget() { current.withLock { $0 = .idle } }

  func begin(_ preview: Preview, of count: Int) {
    current.withLock { $0 = .running }
    let thread = Thread { [self] in
      let problems = preview.problems()
      current.withLock { $0 = .done(count, problems) }
    }
    // Formulas are evaluated hundreds of levels deep.
    thread.stackSize = 16 << 20
    thread.start()
  }
}
