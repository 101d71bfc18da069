import Display
import Presentation
import Terminal
import Workbook

/// A timeline on the terminal: which key does what.
struct TimelineView: LiveView {
  private(set) var walk: TimelineWalk
  private(set) var givenBack: Character?

  init(_ walk: TimelineWalk) { self.walk = walk }

  mutating func take(_ key: Key) -> Bool {
    switch key {
    case .left: walk.move(by: -0.25)
    case .right: walk.move(by: 0.25)
    case .pageUp: walk.move(by: -1)
    case .pageDown: walk.move(by: 1)
    case .up, .character("+"): walk.zoom(by: 0.5)
    case .down, .character("-"): walk.zoom(by: 2)
    case .home: walk.goBack()
    // Ctrl-C and Ctrl-D.
    case .enter, .escape, .character("q"), .character("Q"), .control(3), .control(4): return false
    // A line is begun: it is the next one.
    case .character(let letter) where letter.isLetter || letter == ":":
      givenBack = letter
      return false
    default: break
    }
    return true
  }

  mutating func work(isStopped: @escaping @Sendable () -> Bool) -> Bool {
    if !isStopped() { walk.work() }
    return false
  }

  var displays: [Display] { [walk.answer.display()] }

  var feet: [Display] {
    [
      foot([
        ("← →", walk.isAtEnd ? "moves (this is the end)" : "moves"), ("↑ ↓", "in and out"),
        ("Home", "as at first"), ("Enter", "goes on with this one in view"),
      ]),
      foot([("← →", "moves"), ("↑ ↓", "in and out"), ("Enter", "ends")]),
      foot([("Esc", "ends")]),
    ]
  }

  private func foot(_ keys: [(key: String, words: String)]) -> Display {
    let parts = keys.map { Text($0.key, .input) + Text(" \($0.words)", .muted) }
    return Display([.lines([Text.joined(parts, by: Text(" · ", .muted))])])
  }
}
