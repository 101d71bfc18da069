import Basics

/// Reads questions in Moodle's XML.
///
/// Source: moodle/moodle, question/format/xml/format.php.
enum MoodleReader {
  /// - Throws: what keeps the file from being read.
  static func read(_ bytes: [UInt8]) throws(XMLProblem) -> [BankQuestion] {
    let quiz = try XML.parse(bytes)
    guard quiz.name == "quiz" else { throw XMLProblem(reason: .noElement, line: quiz.line) }
    var category: [String] = []
    var questions: [BankQuestion] = []
    for element in quiz.all("question") {
      if element.attributes["type"] == "category" {
        category = BankQuestion.category(element.first("category")?.inner ?? "")
        continue
      }
      var question = MoodleQuestion(element).question
      question.category = category
      questions.append(question)
    }
    return questions
  }
}

/// One question of Moodle's XML.
private struct MoodleQuestion {
  private let element: XML
  private(set) var question: BankQuestion

  init(_ element: XML) {
    self.element = element
    question = BankQuestion(prompt: BankText("", .html), task: .other("nothing"))
    question.name = element.first("name")?.inner.trimmed ?? ""
    question.identity = element.first("idnumber")?.inner.trimmed ?? ""
    question.line = element.line
    question.prompt = text(element.first("questiontext")) ?? BankText("", .html)
    question.solution = text(element.first("generalfeedback"))
    question.hints = element.all("hint").compactMap { text($0) }
    question.points = element.first("defaultgrade").flatMap { BankNumber.read($0.inner) }
    if element.elements.contains(where: { !$0.all("file").isEmpty }) {
      question.losses.append("the files within it are left out")
    }
    question.task = task(element.attributes["type"] ?? "")
  }

  /// The text of an element in the form that it names; nil for none.
  private func text(_ element: XML?) -> BankText? {
    guard let element else { return nil }
    let form: BankText.Form =
      switch element.attributes["format"] {
      case "markdown": .markdown
      case "plain_text": .plain
      case "moodle_auto_format": .loose
      default: .html
      }
    let text = BankText(element.inner, form)
    return text.isEmpty ? nil : text
  }

  private func task(_ type: String) -> BankQuestion.Task {
    switch type {
    case "multichoice": choice
    case "truefalse": truth
    case "shortanswer": .short(options)
    case "numerical": number
    case "matching", "ddmatch": match
    case "ordering": .order(inOrder.map { $0.text })
    case "essay": .other("an essay")
    case "description": .other("a text that asks nothing")
    case "multianswer", "cloze": .other("a question with several gaps")
    case "calculated", "calculatedsimple", "calculatedmulti":
      .other("a question that Moodle calculates")
    case "": .other("a question of no type")
    default: .other("a question of the type “\(String(type.prefix(40)).showable)”")
    }
  }

  /// Steps by the places that their fractions say, or as they stand where these are no places.
  private var inOrder: [BankQuestion.Option] {
    let options = options
    guard Set(options.map { $0.share }).count == options.count else { return options }
    return options.sorted { $0.share < $1.share }
  }

  private var options: [BankQuestion.Option] {
    element.all("answer").map { answer in
      BankQuestion.Option(
        text: text(answer) ?? BankText("", .html), share: share(answer),
        reply: text(answer.first("feedback")))
    }
  }

  private func share(_ answer: XML) -> Double {
    guard let number = answer.attributes["fraction"].flatMap({ BankNumber.read($0) }) else {
      return 0
    }
    return max(-1, min(1, number / 100))
  }

  private func isSet(_ name: String) -> Bool? {
    element.first(name).map { ["true", "1"].contains($0.inner.trimmed.lowercased()) }
  }

  private var choice: BankQuestion.Task {
    .choice(
      options, takesSeveral: !(isSet("single") ?? true), isShuffled: isSet("shuffleanswers") ?? true
    )
  }

  private var truth: BankQuestion.Task {
    let answers = options
    guard let right = answers.first(where: { $0.share >= 1 }) else {
      return .other("a question that is neither true nor false")
    }
    let wrong = answers.first { $0.share < 1 }
    return .truth(
      right.text.text.trimmed.lowercased() == "true", wrong: wrong?.reply, right: right.reply)
  }

  private var number: BankQuestion.Task {
    var numbers: [BankQuestion.Number] = []
    for answer in element.all("answer") {
      let words = answer.inner.trimmed
      let value = BankNumber.read(words)
      guard value != nil || words == "*" else {
        return .other("a number that cannot be read (“\(String(words.prefix(40)).showable)”)")
      }
      // Older files have the share in an element of its own.
      let share =
        answer.attributes["fraction"] == nil
        ? answer.first("fraction").flatMap { BankNumber.read($0.text) }.map {
          $0 > 1 ? $0 / 100 : $0
        }
        : nil
      numbers.append(
        BankQuestion.Number(
          value: value,
          tolerance: abs(answer.first("tolerance").flatMap { BankNumber.read($0.inner) } ?? 0),
          share: share ?? self.share(answer), reply: text(answer.first("feedback"))))
    }
    let units = element.first("units")?.all("unit") ?? []
    let unit = units.first { $0.first("multiplier").flatMap { BankNumber.read($0.inner) } == 1 }
    return .number(numbers, unit: unit?.first("unit_name")?.inner.trimmed ?? "")
  }

  private var match: BankQuestion.Task {
    .match(
      element.all("subquestion").map { pair in
        BankQuestion.Pair(
          left: text(pair) ?? BankText("", .html),
          // What is picked is plain text in Moodle.
          right: BankText(pair.first("answer")?.inner.trimmed ?? "", .plain))
      })
  }
}

extension XML {
  /// The text of its `text` element; where it has none, its own.
  fileprivate var inner: String { first("text")?.text ?? text }
}
