import Course
import Display
import Presentation

/// Lines that the text suggests; Enter runs the next one.
struct SuggestedLines {
  let block: TryBlock
  /// How many were run.
  private(set) var done: Int

  /// - Parameter done: how many were run; more than there are is all of them.
  init(_ block: TryBlock, done: Int = 0) {
    self.block = block
    self.done = min(max(0, done), block.lines.count)
  }

  var isOver: Bool { done >= block.lines.count }

  /// What Enter would run; nil where all were run.
  var next: String? { isOver ? nil : block.lines[done].text }

  /// Takes the next line as run.
  mutating func take() -> String? {
    defer { if !isOver { done += 1 } }
    return next
  }

  /// What Enter does now, below an answer.
  var whatNext: [Block] {
    guard !isOver else { return [.remark("Enter goes on.")] }
    let following = block.lines[done]
    let remark: [Block] =
      following.remark.isEmpty ? [] : [.lines([Text(following.remark)])]
    return remark + [.remark("Enter runs ", following.text)]
  }
}
