import Answers
import Course
import Diagnostics
import Display
import Language
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

  /// Takes a line as a choice: numbers, letters, or words of what is chosen.
  /// - Returns: nil for what works something out, which is a line like any other.
  mutating func answer(_ line: String, on page: LessonPage) -> Turn? {
    guard !isSomethingElse(line, on: page) else { return nil }
    let chosen: Set<Int>
    do throws(Diagnostic) {
      let texts = block.options.map { page.text(of: $0).plain }
      chosen = Set(try Selection.places(line, among: texts).map { $0 + 1 })
    } catch {
      return Turn(error)
    }
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

  /// Whether a line is an expression that can be worked out, a setting or a question, and no number
  /// of an option.
  private func isSomethingElse(_ line: String, on page: LessonPage) -> Bool {
    guard !line.allSatisfy({ $0.isNumber || " ,;.".contains($0) }) || line.isEmpty else {
      return false
    }
    let workbook = page.workbook
    // Only whether it can be read is asked.
    switch try? Statement.parse(Source(line), in: workbook.parsingScope()) {
    case .expression(let expression)?: return (try? workbook.value(of: expression)) != nil
    case .binding?, .function?, .unit?, .question?, .empty?: return true
    case nil: return false
    }
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
