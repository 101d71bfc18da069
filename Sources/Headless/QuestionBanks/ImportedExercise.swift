import Answers
import Basics
import Course
import Diagnostics
import Language
import Quantities

/// A question of a bank as a file of an exercise.
public struct ImportedExercise: Sendable {
  /// The exercise's id.
  public let id: String
  /// What stands in the file.
  public let text: String
  /// What of the question is not in it, each in a sentence.
  public let losses: [String]

  /// - Parameter id: its name among the exercises of the course.
  /// - Throws: `bad-answers` where no exercise can be made of it, with the reason.
  init(_ question: BankQuestion, id: String, units: UnitCatalog) throws(Diagnostic) {
    var writing = ExerciseWriting(question, units)
    let (head, body) = try writing.parts()
    self.id = id
    text = """
      ---
      id: \(id)
      title: \(Scaffold.quoted(writing.title.isEmpty ? id : writing.title))
      \(head)
      ---
      \(writing.prompt)
      \(body.isEmpty ? "" : "\n" + body + "\n")
      ## Solution

      \(writing.solution)

      """
    let (exercise, problems) = Exercise.parse(
      Source(name: "\(id).md", text), units: units)
    var losses = writing.losses
    if case .choice(let options)? = exercise?.task, options.lastSpeaksOfOthers {
      // “None of these” keeps all of them where they stand.
      losses.removeAll { $0 == ExerciseWriting.shuffled }
    }
    self.losses = losses
    guard exercise != nil, let problem = problems.first else { return }
    throw Diagnostic(.badAnswers, problem.message)
  }
}

/// Writes the parts of the file.
private struct ExerciseWriting {
  private let question: BankQuestion
  private let units: UnitCatalog
  private(set) var losses: [String]
  private(set) var prompt = ""
  private(set) var solution = ""

  static let shuffled = "its answers keep their order there; here they are shuffled"

  init(_ question: BankQuestion, _ units: UnitCatalog) {
    self.question = question
    self.units = units
    losses = question.losses
    prompt = markdown(question.prompt)
    solution = question.solution.map { markdown($0) } ?? ""
  }

  /// The question's name; where it has none, how it begins.
  var title: String {
    let words =
      question.name.isEmpty
      ? question.prompt.line().text.filter { !"\\*`".contains($0) } : question.name
    return words.count <= 70 ? words : words.prefix(69) + "…"
  }

  private mutating func markdown(_ text: BankText) -> String {
    let (written, lost) = text.markdown()
    note(lost)
    return written
  }

  private mutating func line(_ text: BankText) -> String {
    let (written, lost) = text.line()
    note(lost)
    return written
  }

  private mutating func note(_ lost: [String]) {
    for loss in lost where !losses.contains("\(loss) is left out") {
      losses.append("\(loss) is left out")
    }
  }

  private func refusal(_ reason: String) -> Diagnostic { Diagnostic(.badAnswers, reason) }

  mutating func parts() throws(Diagnostic) -> (head: String, body: String) {
    if prompt.isEmpty { prompt = MarkdownText.escaped(question.name) }
    guard !prompt.isEmpty else { throw refusal("It asks nothing.") }
    let (kind, lines, body) = try task()
    var head = "kind: \(kind.rawValue)\npoints: \(points)"
    if !lines.isEmpty { head += "\n" + lines }
    let hints = question.hints.map { line($0) }.filter { !$0.isEmpty }
    if !hints.isEmpty {
      head += "\nhints:\n" + hints.map { "  - " + Scaffold.quoted($0) }.joined(separator: "\n")
    }
    if solution.isEmpty { solution = "What is right stands above." }
    return (head, body)
  }

  private var points: Int {
    guard let points = question.points, points.isFinite else { return 10 }
    return Int(max(1, min(1000, points.rounded())))
  }

  private typealias Parts = (kind: Exercise.Kind, head: String, body: String)

  private mutating func task() throws(Diagnostic) -> Parts {
    if let points = question.points, points != Double(self.points) {
      losses.append("\(BankNumber.written(points)) points became \(self.points)")
    }
    switch question.task {
    case .choice(let options, let takesSeveral, let isShuffled):
      return try choice(options, takesSeveral, isShuffled)
    case .truth(let isTrue, let wrong, let right):
      let options = [true, false].map { value in
        BankQuestion.Option(
          text: BankText(value ? "True" : "False", .plain), share: value == isTrue ? 1 : 0,
          reply: value == isTrue ? right : wrong)
      }
      return try choice(options, false, true)
    case .short(let options): return try short(options)
    case .number(let numbers, let unit): return try number(numbers, unit)
    case .match(let pairs): return try match(pairs)
    case .order(let steps):
      guard steps.count > 1 else { throw refusal("There is only one step to bring into order.") }
      let lines = steps.enumerated().map { "\($0 + 1). \(line($1))" }
      return (.order, "", "## Order\n\n" + lines.joined(separator: "\n"))
    case .other(let words): throw refusal("It is \(words), which no exercise can be.")
    }
  }

  // MARK: Choice

  private mutating func choice(
    _ options: [BankQuestion.Option], _ takesSeveral: Bool, _ isShuffled: Bool
  ) throws(Diagnostic) -> Parts {
    let best = options.map { $0.share }.max() ?? 0
    guard best > 0 else { throw refusal("None of its answers is right.") }
    let clashing = options.lazy.compactMap { Int($0.text.text.trimmed) }.first {
      (1...options.count).contains($0)
    }
    if let clashing {
      let numbers = options.compactMap { option in
        BankNumber.read(option.text.text).map {
          BankQuestion.Number(
            value: $0, tolerance: 0, share: max(0, option.share), reply: option.reply)
        }
      }
      let right = numbers.count { $0.share > 0 }
      if numbers.count == options.count, right == 1 {
        losses.append("its answers are numbers, as their places are; here the number is typed")
        return try number(numbers, "")
      }
      losses.append(
        "its answer “\(clashing)” may be taken for the one at place \(clashing); say what it counts"
      )
    }
    let isRight: (BankQuestion.Option) -> Bool = { takesSeveral ? $0.share > 0 : $0.share >= best }
    let right = options.count(where: isRight)
    if takesSeveral {
      let share = 1 / Double(right)
      let isEven = options.allSatisfy { option in
        abs(option.share - (isRight(option) ? share : right == 1 ? min(0, option.share) : -share))
          < 0.001
      }
      if !isEven {
        losses.append(
          "the weights of its answers; here each right one counts the same, less each wrong one")
      }
    } else {
      if best < 1 { losses.append("no answer brings all of its points; here the best does") }
      if right > 1 {
        losses.append(
          "any one of \(right) answers is right there; here all of them are to be picked")
      }
      for option in options where option.share > 0 && !isRight(option) {
        losses.append(
          "“\(line(option.text))” brings \(BankNumber.written((option.share * 1000).rounded() / 10))% there, and nothing here"
        )
      }
    }
    if !isShuffled { losses.append(ExerciseWriting.shuffled) }
    // Where what reads as HTML is all that tells them apart, it is meant as it stands.
    let isMarkup = Set(options.map { $0.text.line().text }).count < options.count
    let lines = options.map { option -> String in
      let words =
        isMarkup && option.text.form == .loose
        ? line(BankText(option.text.text, .plain)) : line(option.text)
      let reply = option.reply.map { "\n  " + line($0) } ?? ""
      return "- [\(isRight(option) ? "x" : " ")] \(words.isEmpty ? "(a picture)" : words)\(reply)"
    }
    return (.choice, "", "## Options\n\n" + lines.joined(separator: "\n"))
  }

  // MARK: Pairs

  private mutating func match(_ pairs: [BankQuestion.Pair]) throws(Diagnostic) -> Parts {
    var rows: [String] = []
    for pair in pairs {
      let (left, right) = (cell(line(pair.left)), cell(line(pair.right)))
      if left.isEmpty, !right.isEmpty {
        losses.append("“\(right)”, which belongs to nothing, is left out")
      } else if !right.isEmpty {
        rows.append("| \(left) | \(right) |")
      }
    }
    guard rows.count > 1 else { throw refusal("There is only one pair to find.") }
    return (
      .match, "", "## Pairs\n\n| what | which |\n|---|---|\n" + rows.joined(separator: "\n")
    )
  }

  /// Words of a table's cell, which no | ends.
  private func cell(_ text: String) -> String {
    var result = ""
    for character in text {
      if character == "|", result.last != "\\" { result += "\\" }
      result.append(character)
    }
    return result
  }

  // MARK: Numbers

  /// Words to type are no exercise, but numbers among them are.
  private mutating func short(_ options: [BankQuestion.Option]) throws(Diagnostic) -> Parts {
    let numbers = options.map { option in
      BankQuestion.Number(
        value: BankNumber.read(option.text.text), tolerance: 0, share: option.share,
        reply: option.reply)
    }
    guard !numbers.isEmpty, numbers.allSatisfy({ $0.value != nil }) else {
      throw refusal("It takes words that are typed, which no exercise does.")
    }
    return try number(numbers, "")
  }

  private mutating func number(
    _ numbers: [BankQuestion.Number], _ unitName: String
  ) throws(Diagnostic) -> Parts {
    let best = numbers.filter { $0.value != nil }.max { $0.share < $1.share }
    guard let best, let value = best.value, best.share > 0 else {
      throw refusal("None of its numbers is right.")
    }
    if best.share < 1 { losses.append("no number brings all of its points; here the best does") }
    let unit = unit(unitName)
    if unit == nil, !unitName.isEmpty {
      prompt += "\n\nThe number is counted in \(MarkdownText.escaped(unitName))."
      losses.append("“\(unitName.showable)” is no unit here; the prompt names it")
    }
    let written = try self.written(value, unit)
    var head = "answer: \(Scaffold.quoted(written))"
    // A bare number is one in the answer's unit, but a share where that is a percentage.
    let share = unit?.isPercent == true ? 0.01 : 1
    // Where nothing is allowed, what rounding may do is.
    let amount =
      best.tolerance > 0
      ? try self.written(best.tolerance * share, nil)
      : Quantity(max(abs(value) * 1e-9, 1e-12) * share).text(significant: 2)
    head += "\nwithin: \(Scaffold.quoted(amount))"
    var mistakes: [String] = []
    for number in numbers where number != best {
      guard let other = number.value else {
        if number.reply != nil { losses.append("what is said to any other number is left out") }
        continue
      }
      if number.share > 0 {
        losses.append(
          "\(BankNumber.written(other)) brings \(BankNumber.written((number.share * 1000).rounded() / 10))% there, and nothing here"
        )
      }
      guard let reply = number.reply else { continue }
      mistakes.append(
        "  - when: \(Scaffold.quoted(try condition(number, other, best, value, unit)))\n"
          + "    say: \(Scaffold.quoted(line(reply)))")
    }
    if !mistakes.isEmpty { head += "\nmistakes:\n" + mistakes.joined(separator: "\n") }
    if let reply = best.reply { solution += (solution.isEmpty ? "" : "\n\n") + markdown(reply) }
    solution += (solution.isEmpty ? "" : "\n\n") + "It is {eval}`\(written)`."
    return (.number, head, "")
  }

  /// What betrays a wrong number: that it is as near as the right one may be, or lies in its range and
  /// is not right.
  private func condition(
    _ number: BankQuestion.Number, _ value: Double, _ best: BankQuestion.Number, _ right: Double,
    _ unit: Unit?
  ) throws(Diagnostic) -> String {
    if abs(number.tolerance - best.tolerance) <= 1e-9 * best.tolerance,
      abs(value - right) > 2 * best.tolerance
    {
      return try written(value, unit)
    }
    let least = max(number.tolerance, abs(value) * 1e-9)
    let range =
      "answer >= \(try written(value - least, unit)) and answer <= \(try written(value + least, unit))"
    guard abs(value - right) <= least + best.tolerance else { return range }
    let spared = max(best.tolerance, abs(right) * 1e-9)
    return "\(range) and (answer < \(try written(right - spared, unit)) or answer > "
      + "\(try written(right + spared, unit)))"
  }

  private func unit(_ name: String) -> Unit? {
    guard !name.isEmpty else { return nil }
    let scope = ParsingScope(units: units)
    for text in ["1 \(name)", "1\(name)", name.hasPrefix("$") ? "$1\(name.dropFirst())" : ""] {
      // A name that is no unit is told of by whoever asked.
      if let quantity = (try? Expression.parse(Source(text), in: scope))?.literal,
        quantity.magnitude == 1
      {
        return quantity.unit
      }
    }
    return nil
  }

  /// A number that reads back to the last bit.
  private func written(_ number: Double, _ unit: Unit?) throws(Diagnostic) -> String {
    let quantity = Quantity(number, unit ?? .none)
    let scope = ParsingScope(units: units)
    for digits in 4...17 {
      let text = quantity.text(significant: digits)
      // One that cannot be read is written with more digits.
      if let read = (try? Expression.parse(Source(text), in: scope))?.literal,
        read.unit == quantity.unit, read.base == quantity.base
      {
        return text
      }
    }
    throw refusal("The number \(BankNumber.written(number)) cannot be written here.")
  }
}
