import Course
import Display
import Language
import Workbook

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
      .remark("Enter runs ", block.lines[done].text, " — or type a line of your own."),
    ]
  }

  /// Something to guess.
  /// - Parameter isTaken: whether a guess can be given here; a script gives none.
  public func question(_ block: PredictBlock, isTaken: Bool = true) -> [Block] {
    let (page, frame) = asked(block.guess)
    return [.paragraph(Text("Guess", .strong))] + frame + page.display(block.question) + [
      .remark(
        isTaken
          ? "A guess, not graded: type \(kind(of: block.guess)). Enter shows the answer."
          : "A guess, which no script makes. An empty line shows the answer.")
    ]
  }

  /// What is to be typed as a guess: a number has a unit, a share and a multiple have none.
  private func kind(of guess: Guess) -> String {
    // What has no value is told when it is asked for.
    guard let value = try? workbook.value(of: Expression(name: guess.target)) else {
      return "a number with its unit"
    }
    guard let quantity = value.amount?.typical else {
      if case .bool = value { return "true or false" }
      return "what it will be"
    }
    if quantity.unit.isPercent { return "a percentage" }
    return quantity.unit.isNone ? "a number" : "a number with its unit"
  }

  /// The page on which something is guessed. What is said of it was written with the author's values
  /// in mind: where the learner has set what it depends on to others, they count, and that is said.
  public func asked(_ guess: Guess) -> (page: LessonPage, frame: [Block]) {
    withAuthorsValues(
      of: [Expression(name: guess.target)] + guess.bindings.map { Expression(name: $0.target) },
      "It starts from the author's values: ")
  }

  /// A question with its options numbered.
  /// - Parameter isTaken: whether it can be answered here; a script answers none.
  public func question(_ quiz: QuizBlock, isTaken: Bool = true) -> [Block] {
    let title = quiz.title.isEmpty ? "Question" : "Question: \(quiz.title)"
    var blocks = [Block.paragraph(Text(title, .strong))]
    blocks += display(quiz.question)
    blocks.append(.list(quiz.options.map { [.paragraph(text(of: $0))] }, start: 1))
    let isSingle = quiz.options.count { $0.isRight } == 1
    blocks.append(
      .remark(
        !isTaken
          ? "A question, which no script answers. An empty line shows the answer."
          : isSingle
            ? "Not graded: type the number of your choice. Enter shows the answer."
            : "Not graded. Several are right: type them, as in 1 3. Enter shows the answer.")
    )
    return blocks
  }

  /// An option's words.
  public func text(of option: ChoiceOption) -> Text {
    option.text.choosing(holds).display(figure)
  }
}

extension Block {
  /// What can be done here, in a muted line in which the key and what can be typed stand out.
  /// - Parameters:
  ///   - line: what can be typed, behind the words.
  ///   - rest: the words behind that.
  public static func remark(_ words: String, _ line: String = "", _ rest: String = "") -> Block {
    .lines([Text(naming: words) + Text(line, .input) + Text(naming: rest)])
  }
}

extension Text {
  /// Muted words in which the key to press stands out.
  fileprivate init(naming words: String) {
    let key = "Enter"
    var parts: [Text] = []
    var rest = words[...]
    while let place = rest.firstRange(of: key) {
      parts += [Text(String(rest[..<place.lowerBound]), .muted), Text(key, .input)]
      rest = rest[place.upperBound...]
    }
    parts.append(Text(String(rest), .muted))
    self = Text.joined(parts.filter { !$0.isEmpty }, by: Text([]))
  }
}
