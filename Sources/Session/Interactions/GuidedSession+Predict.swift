import Answers
import Course
import Diagnostics
import Display
import Language
import Quantities
import Records
import Workbook

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension GuidedSession {
  /// Takes an expression as a guess. Bindings, questions and functions are lines like any other.
  mutating func guess(_ line: String, _ block: PredictBlock) -> Reply? {
    do throws(Diagnostic) {
      let source = Source(line)
      let statement = try Statement.parse(source, in: workbook.parsingScope())
      // Who reads cells looks things up; a guess is made of numbers.
      guard case .expression(let expression) = statement, expression.names().isEmpty else {
        return nil
      }
      let value = try workbook.value(of: expression)
      let prediction = try Prediction(of: block.guess, in: workbook)
      let guess = try fit(value, expression, to: prediction.after)
      isSettled = true
      return reveal(block, guess: guess) + keepAttempt(.predict, line, item: item)
        + keepPosition()
    } catch {
      return Reply(error)
    }
  }

  /// The guess in the unit of the answer.
  private func fit(
    _ value: Value, _ expression: Expression, to answer: Value
  ) throws(Diagnostic) -> Value {
    guard case .quantity(let wanted) = answer else {
      guard value.kind == answer.kind else {
        throw Diagnostic(.wrongKind, "Another kind of answer is asked for.", at: expression.span)
          .expected(answer.kind, found: value.kind)
      }
      return value
    }
    guard case .quantity(let guess) = value else {
      throw Diagnostic(.wrongKind, "A quantity is asked for.", at: expression.span)
        .label("this is \(value.kind)")
    }
    if guess.isPlain { return .quantity(Quantity(guess.magnitude, wanted.unit)) }
    guard let converted = guess.converted(to: wanted.unit) else {
      throw Diagnostic(.unitMismatch, "The answer is of another kind.", at: expression.span)
        .label("\(guess.dimension.words)")
        .expected(wanted.dimension.words, found: guess.dimension.words)
        .try(expression.literal.map { Quantity($0.magnitude, wanted.unit).text })
    }
    return .quantity(converted)
  }

  /// Shows what it comes to, and how the guess compares.
  func reveal(_ block: PredictBlock, guess: Value?) -> Reply {
    do throws(Diagnostic) {
      let prediction = try Prediction(of: block.guess, in: workbook)
      let settings = try settings(block)
      let condition = settings.isEmpty ? "" : "With \(settings.joined(separator: ", ")): "
      var lines = [Text(condition, .muted) + prediction.told]
      if let guess { lines.append(verdict(guess, prediction)) }
      var blocks: [Block] = [.lines(lines)]
      blocks.append(
        hint((block.guess.bindings.isEmpty ? "" : "Nothing was changed. ") + "Enter goes on."))
      return Reply(Display(blocks))
    } catch {
      return Reply(error)
    }
  }

  /// What the question sets to another value than it has now, as the workbook writes it.
  private func settings(_ block: PredictBlock) throws(Diagnostic) -> [String] {
    var other = workbook
    var lines: [String] = []
    for binding in block.guess.bindings {
      let before = workbook.cell(named: binding.target.text)?.value
      _ = try other.set(binding)
      guard let after = other.cell(named: binding.target.text)?.value, after != before else {
        continue
      }
      lines.append("\(binding.target.text) = \(after.text)")
    }
    return lines
  }

  /// Close within a twentieth, near within a quarter; else whether at least the direction was right.
  private func verdict(_ guess: Value, _ prediction: Prediction) -> Text {
    let said = Text("You said ", .muted) + Text(guess.text, .value) + Text(": ", .muted)
    guard case .quantity(let guess) = guess, case .quantity(let after) = prediction.after else {
      return said
        + (guess == prediction.after ? Text("right.", .success) : Text("not so.", .warning))
    }
    let error =
      after.base == 0
      ? abs(guess.base) : abs(guess.base - after.base) / abs(after.base)
    if guess.text == after.text || error < 1e-9 { return said + Text("exactly right.", .success) }
    if error <= 0.05 { return said + Text("as good as right.", .success) }
    let off = percentOff(guess, after)
    if error <= 0.25 { return said + Text("near, \(off).", .success) }
    return switch prediction.direction(of: guess) {
    case nil: said + Text("\(off).", .warning)
    case .right: said + Text("the right direction, but \(off).", .warning)
    case .opposite: said + Text("it goes the other way; \(off).", .warning)
    case .unchanged: said + Text("it does not stay as it is.", .warning)
    }
  }

  private func percentOff(_ guess: Quantity, _ after: Quantity) -> String {
    guard after.base != 0, guess.base != 0, (guess.base > 0) == (after.base > 0) else {
      return "far off"
    }
    let ratio = guess.base / after.base
    let text = numberText(((ratio >= 1 ? ratio : 1 / ratio) * 10).rounded() / 10)
    return ratio >= 1 ? "\(text) times too high" : "\(text) times too low"
  }
}
