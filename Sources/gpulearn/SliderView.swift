import Display
import Presentation
import Terminal
import Workbook

/// A slider on the terminal: which key does what.
struct SliderView: LiveView {
  private(set) var tuning: Tuning
  /// Whether it was left with Enter.
  private(set) var isKept = false

  init(_ tuning: Tuning) { self.tuning = tuning }

  mutating func take(_ key: Key) -> Bool {
    switch key {
    case .left: tuning.move(by: -1)
    case .right: tuning.move(by: 1)
    case .down, .pageDown: tuning.move(by: -10)
    case .up, .pageUp: tuning.move(by: 10)
    case .home: tuning.moveToEnd(isUpper: false)
    case .end: tuning.moveToEnd(isUpper: true)
    case .enter:
      isKept = true
      return false
    // Ctrl-C and Ctrl-D.
    case .escape, .character("q"), .character("Q"), .control(3), .control(4): return false
    default: break
    }
    return true
  }

  mutating func work(isStopped: @escaping @Sendable () -> Bool) -> Bool {
    tuning.work(isStopped: isStopped)
  }

  var displays: [Display] { tuning.displays }

  var feet: [Display] {
    let moves = [("← →", "one step"), ("↑ ↓", "ten steps"), ("Home End", "the ends")]
    let ends =
      tuning.isMoved
      ? [("Enter", "keeps \(tuning.text)"), ("Esc", "goes back to \(tuning.originText)")]
      : [("Esc", "leaves it as it is")]
    return [
      foot(moves + ends), foot([("← →", "moves"), ("Enter", "keeps it"), ("Esc", "goes back")]),
      foot([("Esc", "goes back")]),
    ]
  }

  private func foot(_ keys: [(key: String, words: String)]) -> Display {
    let parts = keys.map { Text($0.key, .input) + Text(" \($0.words)", .muted) }
    return Display([.lines([Text.joined(parts, by: Text(" · ", .muted))])])
  }
}
