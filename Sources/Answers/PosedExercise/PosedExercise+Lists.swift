import Basics
import Course
import Display
import Language

/// What is picked from is shown in an order of the variant's own. It depends on the texts and not on
/// their order in the file, so that a copy of the course without answers shows the same.
extension PosedExercise {
  /// The places in the file of the options, steps or right halves, in the order in which they are
  /// shown.
  func shuffled(_ texts: [String]) -> [Int] {
    // White space is where remarks were; a copy without them has less of it.
    let words = texts.map { $0.split(whereSeparator: { $0.isWhitespace }).joined(separator: " ") }
    let keys = words.map { StableHash.of(["\(variant.seed)", $0]) }
    return words.indices.sorted { (keys[$0], words[$0]) < (keys[$1], words[$1]) }
  }

  /// The options of a choice in the order in which they are shown: the author's where the last one
  /// speaks of the others.
  func shown(_ options: [ChoiceOption]) -> [ChoiceOption] {
    let texts = options.map { $0.text.map { $0.plain }.joined() }
    return options.lastSpeaksOfOthers ? options : shuffled(texts).map { options[$0] }
  }

  func shown(_ steps: [Step]) -> [Step] {
    shuffled(steps.map { $0.text.plainText }).map { steps[$0] }
  }

  /// The right halves of pairs, each once, in the order in which they are shown.
  func shownRights(_ pairs: [Pair]) -> [[Inline]] {
    var rights: [[Inline]] = []
    for pair in pairs where !rights.contains(where: { $0.plainText == pair.right.plainText }) {
      rights.append(pair.right)
    }
    return shuffled(rights.map { $0.plainText }).map { rights[$0] }
  }

  /// A line of prose, with its figures.
  public func text(_ inlines: [Inline]) -> Text {
    inlines.display { figure in text(of: figure, in: workbook) }
  }

  /// What a step says, in one line.
  func text(_ step: Step) -> Text { line(of: step.text) }

  /// The first paragraph of what may be longer, as one line; where it starts with none, all words.
  public func line(of markup: Markup) -> Text {
    if case .paragraph(let inlines)? = markup.blocks.first?.form { return text(inlines) }
    return Text(markup.plainText)
  }

  /// What is picked from or sorted, in the order in which it is shown: options, steps, or of pairs the
  /// left halves, with the right ones as `halves`. Both are empty for what is typed.
  public var picks: (options: [Text], halves: [Text]) {
    switch exercise.task {
    case .choice(let options): (shown(options).map { text($0.text) }, [])
    case .order(let steps): (shown(steps).map { text($0) }, [])
    case .match(_, let pairs): (pairs.map { text($0.left) }, shownRights(pairs).map { text($0) })
    case .number, .formula, .goal, .predict: ([], [])
    }
  }

  /// The list to pick from, as it stands below the prompt; empty for what is typed.
  var list: [Block] {
    switch exercise.task {
    case .choice(let options):
      return [.list(shown(options).map { [.paragraph(text($0.text))] }, start: 1)]
    case .order(let steps): return [.list(shown(steps).map { display($0.text) }, start: 1)]
    case .match(let heads, let pairs):
      let rights = shownRights(pairs)
      let rows = pairs.indices.map { index -> [Text] in
        let right =
          rights.indices.contains(index)
          ? [Text(Selection.letter(index), .input), text(rights[index])] : ["", ""]
        return [Text("\(index + 1)", .input), text(pairs[index].left)] + right
      }
      return [.table(Table(header: ["", text(heads.left), "", text(heads.right)], rows: rows))]
    case .number, .formula, .goal, .predict: return []
    }
  }
}

extension PosedExercise {
  /// What is right of the list: the options by their numbers, the steps in their order, the pairs.
  var rightList: [Block] {
    guard !isWithheld else { return [] }
    switch exercise.task {
    case .choice(let options):
      let rows = shown(options).enumerated().filter { $0.element.isRight }.map { index, option in
        [Text(" \(index + 1)", .input), text(option.text)]
      }
      return [.table(Table(rows: rows, style: .bare))]
    case .order(let steps): return [.list(steps.map { display($0.text) }, start: 1)]
    case .match(let heads, let pairs):
      return [
        .table(
          Table(
            header: [text(heads.left), text(heads.right)],
            rows: pairs.map { [text($0.left), text($0.right)] }))
      ]
    case .number, .formula, .goal, .predict: return []
    }
  }
}

extension [Inline] {
  /// The characters alone, figures as they are written.
  var plainText: String { map { $0.plain }.joined() }
}

extension Markup {
  /// The characters of all paragraphs.
  var plainText: String {
    var parts: [String] = []
    visitBlocks { block in
      switch block.form {
      case .paragraph(let inlines), .heading(let inlines, _): parts.append(inlines.plainText)
      case .code(let code): parts.append(code.text)
      case .list, .quote, .table, .rule: break
      }
    }
    return parts.joined(separator: " ")
  }
}
