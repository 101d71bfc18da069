import Diagnostics
import Language

/// The timeline of a run, or of two, that can be moved along and zoomed into. What is wanted is asked
/// for at once, and worked out by `work`.
public struct TimelineWalk: Sendable {
  private let runs: [(name: String, recording: any RunRecording)]
  private let remarks: [String]
  /// What is shown now.
  public private(set) var answer: Answer
  private let first: (start: Double, end: Double)
  /// What is shown, and what is wanted.
  private var shown: (start: Double, end: Double)
  private var wanted: (start: Double, end: Double)
  /// Whether the last move went beyond the end.
  public private(set) var isAtEnd = false

  /// - Parameters:
  ///   - runs: one or two, with their names.
  ///   - remarks: what is said of them.
  init(
    _ runs: [(name: String, recording: any RunRecording)], _ window: RunWindow,
    _ remarks: [String]
  ) throws(Diagnostic) {
    (self.runs, self.remarks) = (runs, remarks)
    let (answer, start, end) = try Self.answer(runs, window, remarks)
    self.answer = answer
    first = (start, end)
    (shown, wanted) = (first, first)
  }

  private static func answer(
    _ runs: [(name: String, recording: any RunRecording)], _ window: RunWindow,
    _ remarks: [String]
  ) throws(Diagnostic) -> (answer: Answer, start: Double, end: Double) {
    let isPair = runs.count > 1
    var top = try runs[0].recording.timeline(window, withCosts: isPair)
    guard isPair else {
      return (.timeline(top, against: nil, remarks: remarks), top.start, top.end)
    }
    var bottom = try runs[1].recording.timeline(.between(top.start, top.end), withCosts: true)
    (top.name, bottom.name) = (runs[0].name, runs[1].name)
    var all = remarks
    if top.arrivals != bottom.arrivals {
      all.append(top.names.text("The two did not meet the same requests."))
    }
    return (.timeline(top, against: bottom, remarks: all), top.start, top.end)
  }

  /// Moves along by a share of what is shown; backwards where it is negative.
  public mutating func move(by share: Double) {
    let length = wanted.end - wanted.start
    let start = max(0, wanted.start + share * length)
    wanted = (start, start + length)
  }

  /// Shows so many times as much, around the middle of what is shown.
  public mutating func zoom(by factor: Double) {
    let (middle, half) = (
      (wanted.start + wanted.end) / 2, (wanted.end - wanted.start) / 2 * factor
    )
    guard half > 1e-6, half < 1e9 else { return }
    wanted = (max(0, middle - half), max(0, middle - half) + 2 * half)
  }

  /// Goes back to what was shown first.
  public mutating func goBack() { wanted = first }

  /// Works out what is wanted. Beyond the end of a run all stays as it is.
  public mutating func work() {
    if wanted == shown { return }
    do throws(Diagnostic) {
      let found = try Self.answer(runs, .between(wanted.start, wanted.end), remarks)
      (answer, shown) = (found.answer, wanted)
      isAtEnd = found.end < wanted.end * (1 - 1e-9)
    } catch {
      (wanted, isAtEnd) = (shown, true)
    }
  }
}
