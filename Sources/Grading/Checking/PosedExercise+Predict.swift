import Diagnostics
import Display
import Language
import Quantities
import Workbook

extension PosedExercise {
  /// What a guess is worth: all within what is allowed, half within five times that.
  func predictVerdict(on answer: String, _ guess: Guess) throws(Diagnostic) -> Verdict {
    let (before, after) = try outcome(of: guess)
    guard case .quantity(let expected) = after else {
      return predictVerdict(on: answer, guess, word: after)
    }
    let typed = try TypedQuantity(answer, in: workbook)
    if let name = typed.expression.names().first {
      throw Diagnostic(.wrongKind, "A guess is made of numbers.", at: typed.expression.span)
        .label("\(name.joined(separator: ".")) would look it up")
    }
    let given = try FittedQuantity(typed, to: expected)
    let tolerance = try tolerance(of: expected)
    if given.value.dimension == expected.dimension, tolerance.allows(given.value, for: expected) {
      return .right([
        Feedback.paragraph([
          Text("Right", .success) + ".", told(guess, before, after), said(given, expected),
        ])
      ])
    }
    if let found = mistake(given) { return revealing(found, guess, before, after) }
    if given.isIncomplete(expected, tolerance) { throw incomplete(given, expected) }
    guard given.value.dimension == expected.dimension else {
      return revealing(wrongDimension(given, expected), guess, before, after)
    }
    let isClose = tolerance.isClose(given.value, to: expected)
    let verdict = Verdict(
      share: isClose ? 0.5 : 0, finding: isClose ? .close : .wrong,
      reply: [
        Feedback.paragraph([
          Feedback.value(given.value) + Text(isClose ? " is near." : " is not it."),
          direction(given.value, before, expected),
        ])
      ])
    return revealing(verdict, guess, before, after)
  }

  /// The value of what is to be guessed, before and after what the question sets.
  func outcome(of guess: Guess) throws(Diagnostic) -> (before: Value, after: Value) {
    try yardstick.outcome { () throws(Diagnostic) in
      let target = Expression(name: guess.target)
      let before = try workbook.value(of: target)
      guard !guess.bindings.isEmpty else { return (before, before) }
      var other = workbook
      for binding in guess.bindings { _ = try other.set(binding) }
      try other.refresh(for: [target], measures: true)
      return (before, try other.value(of: target))
    }
  }

  private func predictVerdict(on answer: String, _ guess: Guess, word: Value) -> Verdict {
    let wanted = word.text.filter { $0 != "\"" }.lowercased()
    let typed = answer.filter { $0 != "\"" && !$0.isNewline }.lowercased()
    let isRight = typed.split(separator: " ").joined(separator: " ") == wanted
    let shown = Text(guess.target.text, .name) + " is " + Text(wanted, .value) + "."
    let said = Text(isRight ? "Right" : "No", isRight ? .success : .failure) + "."
    return Verdict(
      share: isRight ? 1 : 0, finding: isRight ? .right : .wrong,
      reply: [Feedback.paragraph(isRight || isLastTry ? [said, shown] : [said])])
  }

  // MARK: Sentences

  /// Whether there is only one answer, after which nothing is kept back.
  private var isLastTry: Bool { attempts == 1 }

  private func revealing(
    _ verdict: Verdict, _ guess: Guess, _ before: Value, _ after: Value
  ) -> Verdict {
    var verdict = verdict
    if isLastTry {
      verdict.reply = verdict.reply.filter { !hintOffer.contains($0) }
      verdict.reply.append(.paragraph(told(guess, before, after)))
    }
    return verdict
  }

  private func told(_ guess: Guess, _ before: Value, _ after: Value) -> Text {
    let name = Text(guess.target.text, .name)
    if guess.bindings.isEmpty || before == after {
      return name + " is " + Text(after.text, .value) + "."
    }
    return name + " goes from " + Text(before.text, .value) + " to " + Text(after.text, .value)
      + "."
  }

  private func said(_ given: FittedQuantity, _ expected: Quantity) -> Text {
    given.value.text == expected.text
      ? "" : Text("You said ") + Feedback.value(given.value) + "."
  }

  private func direction(_ given: Quantity, _ before: Value, _ expected: Quantity) -> Text {
    guard case .quantity(let before) = before, before.base != expected.base else { return "" }
    let isRightWay = (given.base > before.base) == (expected.base > before.base)
    return given.base == before.base
      ? "It does not stay as it is."
      : isRightWay ? "The direction is right." : "It goes the other way."
  }
}
