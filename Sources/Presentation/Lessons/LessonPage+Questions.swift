import Course
import Display

/// What stands at a step's end before anything was done there.
extension LessonPage {
  /// Lines to try, with what was run of them.
  /// - Parameter done: how many were.
  public func suggestions(_ block: TryBlock, done: Int) -> [Block] {
    guard done < block.lines.count else { return [.remark("Enter goes on.")] }
    var rows: [Text] = []
    for (index, suggestion) in block.lines.enumerated() {
      if !suggestion.remark.isEmpty, index >= done { rows.append(Text(suggestion.remark)) }
      let mark = index < done ? "  ✓ " : index == done ? "  ▸ " : "    "
      rows.append(
        Text(mark, .muted) + Text(suggestion.text, index < done ? .muted : .input))
    }
    return [
      .paragraph(Text("Try", .strong)), .lines(rows),
      .remark("Enter runs \(block.lines[done].text) — or type a line of your own."),
    ]
  }

  /// Something to guess.
  public func question(_ block: PredictBlock) -> [Block] {
    display(block.question) + [
      .remark("A guess, not graded: type a number with its unit. Enter shows the answer.")
    ]
  }

  /// A question with its options numbered.
  public func question(_ quiz: QuizBlock) -> [Block] {
    var blocks = quiz.title.isEmpty ? [] : [Block.paragraph(Text(quiz.title, .strong))]
    blocks += display(quiz.question)
    blocks.append(.list(quiz.options.map { [.paragraph(text(of: $0))] }, start: 1))
    let isSingle = quiz.options.count { $0.isRight } == 1
    blocks.append(
      .remark(
        isSingle
          ? "Not graded: type the number of your choice. Enter shows the answer."
          : "Not graded. Several are right: type them, as in 1 3. Enter shows the answer.")
    )
    return blocks
  }

  /// An option's words.
  public func text(of option: ChoiceOption) -> Text { option.text.display(figure) }
}

extension Block {
  /// What can be done here, in a muted line.
  public static func remark(_ words: String) -> Block { .lines([Text(words, .muted)]) }
}
