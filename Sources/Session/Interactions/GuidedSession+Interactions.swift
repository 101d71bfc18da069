import Course
import Diagnostics
import Display

extension GuidedSession {
  /// What stands below a step: what can be done now.
  func showInteraction() -> [Block] {
    if let exercise { return show(exercise) }
    guard !isSettled || isTrying else { return [hint("Enter goes on.")] }
    switch current.interaction {
    case .attempt(let block): return showAttempt(block)
    case .predict(let block):
      return display(block.question) + [
        hint("Type your guess, with its unit; Enter shows the answer.")
      ]
    case .quiz(let block): return showQuiz(block)
    case .exercise(let id):
      return [.paragraph(Text("The exercise \(id) cannot be shown.", .failure))]
        + (warning?.display.blocks ?? []) + [hint("Enter goes on.")]
    case nil: return [hint(isLast ? "Enter ends the chapter." : "Enter goes on.")]
    }
  }

  private var isTrying: Bool {
    if case .attempt = current.interaction { return true }
    return false
  }

  private var isLast: Bool { lesson == steps.count - 1 && step == steps[lesson].count - 1 }

  func hint(_ words: String) -> Block { .lines([Text(words, .muted)]) }

  /// Which question of the lesson this step asks.
  var item: String { "\(step + 1)" }

  /// What Enter does at a question: the next line to try, or the answer. nil where there is nothing
  /// left to do.
  mutating func continueInteraction() -> Reply? {
    switch current.interaction {
    case .attempt(let block): return runNextLine(of: block)
    case .predict(let block):
      isSettled = true
      return reveal(block, guess: nil) + keepPosition()
    case .quiz(let block):
      isSettled = true
      return revealQuiz(block) + keepPosition()
    case .exercise where exercise != nil: return waitForAnswer()
    case .exercise, nil: return nil
    }
  }

  /// Takes a line as the answer to the step's question; nil where it is none.
  mutating func answerInteraction(_ line: String) -> Reply? {
    guard !isSettled else { return nil }
    switch current.interaction {
    case .predict(let block): return guess(line, block)
    case .quiz(let block): return choose(line, block)
    case .exercise: return answerExercise(line)
    case .attempt, nil: return nil
    }
  }

  // MARK: Try

  private func showAttempt(_ block: TryBlock) -> [Block] {
    guard line < block.lines.count else { return [hint("Enter goes on.")] }
    var rows: [Text] = []
    for (index, suggestion) in block.lines.enumerated() {
      if !suggestion.remark.isEmpty, index >= line { rows.append(Text(suggestion.remark)) }
      let mark = index < line ? "  ✓ " : index == line ? "  ▸ " : "    "
      rows.append(
        Text(mark, .muted) + Text(suggestion.text, index < line ? .muted : .input))
    }
    return [
      .paragraph(Text("Try", .strong)), .lines(rows),
      hint("Enter runs \(block.lines[line].text) — or type a line of your own."),
    ]
  }

  /// Runs the next suggested line as if it had been typed.
  private mutating func runNextLine(of block: TryBlock) -> Reply? {
    guard line < block.lines.count else { return nil }
    let text = block.lines[line].text
    line += 1
    let echo = Reply(Display([.lines([prompt + Text(text, .input)])]))
    let reply = echo + answerTyped(text)
    isSettled = line >= block.lines.count
    // The lesson shown again ends with what Enter does.
    if CommandLine(text, isName: { _ in false })?.command == .show { return reply + keepPosition() }
    var next: [Block] = []
    if line < block.lines.count {
      let following = block.lines[line]
      if !following.remark.isEmpty { next.append(.lines([Text(following.remark)])) }
      next.append(hint("Enter runs \(following.text)"))
    } else {
      next.append(hint("Enter goes on."))
    }
    return reply + Reply(Display(next)) + keepPosition()
  }

  private mutating func answerTyped(_ text: String) -> Reply {
    let names = Set(workbook.visibleNames())
    if let command = CommandLine(text, isName: names.contains) { return run(command) }
    return evaluate(text)
  }
}
