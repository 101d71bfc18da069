import Course
import Diagnostics
import Display

extension GuidedSession {
  /// The question with its options numbered.
  func showQuiz(_ quiz: QuizBlock) -> [Block] {
    var blocks =
      quiz.title.isEmpty
      ? [] : [Block.paragraph(Text(quiz.title, .strong))]
    blocks += display(quiz.question)
    blocks.append(.list(quiz.options.map { [.paragraph($0.text.display(figure))] }, start: 1))
    let isSingle = quiz.options.filter { $0.isRight }.count == 1
    blocks.append(
      hint(
        isSingle
          ? "Type the number of your choice; Enter shows the answer."
          : "Several are right: type their numbers, as in 1 3; Enter shows the answer."))
    return blocks
  }

  /// Takes a line of numbers as a choice; anything else is a line like any other.
  mutating func choose(_ line: String, _ quiz: QuizBlock) -> Reply? {
    let words = line.split { $0 == " " || $0 == "," }.map(String.init)
    let numbers = words.compactMap { Int($0) }
    guard !words.isEmpty, numbers.count == words.count else { return nil }
    let count = quiz.options.count
    guard numbers.allSatisfy({ (1...count).contains($0) }) else {
      return Reply(
        Diagnostic(.outOfRange, "The options are numbered 1 to \(count).", at: Source(line).whole)
          .try("1"))
    }
    let chosen = Set(numbers)
    let right = Set(quiz.options.indices.filter { quiz.options[$0].isRight }.map { $0 + 1 })
    var blocks = chosen.sorted().flatMap { number -> [Block] in
      let option = quiz.options[number - 1]
      let verdict = option.isRight ? Text("Right: ", .success) : Text("No: ", .failure)
      return [.lines([verdict + option.text.display(figure)])]
        + display(option.reply)
    }
    isSettled = chosen == right
    if isSettled {
      blocks.append(hint("Enter goes on."))
    } else if chosen.isSubset(of: right) {
      blocks.append(hint("That is part of it: \(right.count) are right. Choose all of them."))
    } else {
      blocks.append(hint("Choose again; Enter shows the answer."))
    }
    let answer = chosen.sorted().map(String.init).joined(separator: " ")
    return Reply(Display(blocks)) + keepAttempt(.quiz, answer, item: item) + keepPosition()
  }

  /// The right options with their replies.
  func revealQuiz(_ quiz: QuizBlock) -> Reply {
    let blocks = quiz.options.enumerated().filter { $0.element.isRight }.flatMap {
      index, option -> [Block] in
      [
        .lines([Text("\(index + 1) is right: ", .success) + option.text.display(figure)])
      ] + display(option.reply)
    }
    return Reply(Display(blocks + [hint("Enter goes on.")]))
  }
}
