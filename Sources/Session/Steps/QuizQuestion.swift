import Course
import Diagnostics
import Display
import Presentation

/// A choice without points: answered until it is right, or shown.
struct QuizQuestion {
  let block: QuizBlock
  /// Whether it was answered rightly, or shown.
  private(set) var isOver: Bool

  init(_ block: QuizBlock, isOver: Bool = false) {
    self.block = block
    self.isOver = isOver
  }

  /// The numbers of the right options, from 1.
  private var right: Set<Int> {
    Set(block.options.indices.filter { block.options[$0].isRight }.map { $0 + 1 })
  }

  /// Takes a line of numbers as a choice.
  /// - Returns: nil for anything else, which is a line like any other.
  mutating func answer(_ line: String, on page: LessonPage) -> Turn? {
    let words = line.split { $0 == " " || $0 == "," }.map(String.init)
    let numbers = words.compactMap { Int($0) }
    guard !words.isEmpty, numbers.count == words.count else { return nil }
    let count = block.options.count
    guard numbers.allSatisfy({ (1...max(1, count)).contains($0) }) else {
      return Turn(
        Diagnostic(.outOfRange, "The options are numbered 1 to \(count).", at: Source(line).whole)
          .try("1"))
    }
    let chosen = Set(numbers)
    let right = right
    var blocks = chosen.sorted().flatMap { number -> [Block] in
      let option = block.options[number - 1]
      let verdict = option.isRight ? Text("Right: ", .success) : Text("No: ", .failure)
      return [.lines([verdict + page.text(of: option)])] + page.display(option.reply)
    }
    isOver = chosen == right
    if isOver {
      blocks.append(.remark("Enter goes on."))
    } else if chosen.isSubset(of: right) {
      blocks.append(.remark("That is part of it: \(right.count) are right. Choose all of them."))
    } else {
      blocks.append(.remark("Choose again; Enter shows the answer."))
    }
    return Turn(
      blocks, attempt: (.quiz, chosen.sorted().map(String.init).joined(separator: " ")))
  }

  /// Shows the right options with their replies.
  mutating func reveal(on page: LessonPage) -> Turn {
    isOver = true
    let blocks = right.sorted().flatMap { number -> [Block] in
      let option = block.options[number - 1]
      return [.lines([Text("\(number) is right: ", .success) + page.text(of: option)])]
        + page.display(option.reply)
    }
    return Turn(blocks + [.remark("Enter goes on.")])
  }
}
