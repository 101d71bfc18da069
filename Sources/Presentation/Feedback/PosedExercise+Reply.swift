import Answers
import Course
import Display
import Quantities

extension PosedExercise {
  /// What is said to an answer.
  public func reply(to verdict: Verdict) -> [Block] { verdict.remarks.flatMap(blocks) }

  private func blocks(_ remark: Remark) -> [Block] {
    switch remark {
    case .right: [.paragraph(Text.right)]
    case .recorded:
      [.paragraph(Text("Your answer was recorded.", .strong))]
    case .hint:
      [.lines([Text("Type ", .muted) + Text("hint", .input) + Text(" for a hint.", .muted)])]
    case .author(let words, let figures):
      words.display { PosedExercise.text(ofFigure: figures[$0]) }
    case .picked(let option, let isRight):
      [.lines([(isRight ? Text("Right: ", .success) : Text("No: ", .failure)) + text(option)])]
    case .moreIsRight: [.lines([Text("That is a part of it: there is more that is right.")])]
    case .goal(let isReached, let results):
      [
        .paragraph(
          (isReached ? Text("Reached", .success) : Text("Not yet", .failure)) + "."),
        .lines(results.filter { $0.isTold }.map { $0.words }),
      ]
    default: [.paragraph(Text.sentences(sentences(remark)))]
    }
  }

  /// Whether a learner has seen a name: one of what is given only where the question has it too.
  private func tellsName(_ name: String) -> Bool {
    guard givens.contains(where: { $0.name == name }) else { return true }
    return prompt.shownWords.lowercased().contains(name.lowercased())
  }

  /// What makes up one paragraph.
  private func sentences(_ remark: Remark) -> [Text] {
    switch remark {
    case .rightAmount(let taken, let exact):
      [Text("Right", .success) + ": " + taken.words("taken as ") + ".", exactly(taken, exact)]
    case .wrongAmount(let taken): [taken.subject + " is not it."]
    case .slippedAmount(let taken, let slip):
      [taken.subject + " is not it.", slip.words(tellsName)]
    case .closeAmount(let taken, let allowed):
      [
        taken.subject
          + Text(
            " is close, but further off than \(allowed.text). Was something rounded on the way, or "
              + "is it to be rounded?")
      ]
    case .slippedFormula(let slip): [slip.words(tellsName)]
    case .undefinedFormula(let place, let why):
      [Text.place(place) + Text(" yours has no value: \(why)")]
    case .wrongFormula(let example, let unread):
      [
        example.map { $0.words } ?? "That is not it.",
        unread.map { Text("It does not depend on ") + Text($0, .name) + Text(": should it?") }
          ?? "",
      ]
    case .order(let inOrder, let count, let wrong): order(inOrder, count, wrong)
    case .pairs(let hits, let count, let wrong):
      [
        Text(
          hits == 0 ? "None of them belong together." : "\(hits) of \(count) belong together."),
        Text("“") + text(wrong.first) + "” does not go with “" + text(wrong.second) + "”.",
      ]
    case .rightGuess(let prediction, let given):
      [
        Text.right, prediction.told(hasSettings: true),
        given.map { Text("You said ") + Text.value($0) + "." } ?? "",
      ]
    case .wrongGuess(let given, let isNear, let direction):
      [Text.value(given) + Text(isNear ? " is near." : " is not it."), Text(direction.words)]
    case .guessOffBySign(let given):
      [Text.value(given) + " is as much as it changes, but with the other sign."]
    case .guessedWord(let isRight, let prediction):
      [
        isRight ? Text.right : Text("No", .failure) + ".",
        prediction.map { $0.toldInSmallLetters } ?? "",
      ]
    case .told(let prediction): [prediction.told(hasSettings: true)]
    case .right, .recorded, .hint, .author, .picked, .moreIsRight, .goal: []
    }
  }

  /// The right answer as the program writes it.
  private func exactly(_ taken: Remark.Taken, _ exact: Quantity?) -> Text {
    guard let exact else { return "" }
    let isNear = abs(taken.value.base - exact.base) <= 5e-4 * abs(exact.base)
    return Text(isNear ? "That is " : "More exactly, it is ") + Text.value(exact) + "."
  }

  private func order(_ inOrder: Int, _ count: Int, _ wrong: Remark.Mismatch<Markup>?) -> [Text] {
    let moves = count - inOrder
    let sentence =
      moves == 1
      ? "All but one stand in their order to each other."
      : "\(inOrder) of \(count) stand in their order to each other; \(moves) have to move."
    let example = wrong.map { wrong in
      Text("“") + line(of: wrong.first) + "” does not come before “" + line(of: wrong.second)
        + "”."
    }
    return [Text(sentence), example ?? ""]
  }
}
