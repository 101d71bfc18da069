import Course
import Diagnostics
import Display

extension ExerciseProof {
  /// What can be picked differs, the right pick is right, and others are not.
  mutating func proveList(_ posed: PosedExercise) throws(Diagnostic) {
    switch exercise.task {
    case .choice(let options):
      proveDiffer(
        ExerciseProof.differing(options) { $0.text.plainText }.map {
          (posed.text($0.text), $0.span)
        }, "options", posed)
      proveLastIsNotAlwaysRight(posed, options)
      provePromptKeepsOption(posed, options)
      proveNoneIsANumber(options.map { (posed.text($0.text), $0.span) }, posed)
      let shown = posed.shown(options)
      for place in shown.indices where !shown[place].isRight {
        proveFails(posed, "\(place + 1)", at: shown[place].span)
      }
    case .order(let steps):
      proveDiffer(
        ExerciseProof.differing(steps) { $0.text.plainText }.map { (posed.text($0), $0.span) },
        "steps",
        posed)
      if let right = posed.rightAnswer {
        let reversed = right.split(separator: " ").reversed().joined(separator: " ")
        proveFails(posed, reversed, at: exercise.idSpan)
      }
    case .match(_, let pairs):
      proveDiffer(pairs.map { (posed.text($0.left), exercise.idSpan) }, "left halves", posed)
      // Several may share a right half, but then it is written alike in all of them.
      let rights = posed.shownRights(pairs)
      proveDiffer(rights.map { (posed.text($0), exercise.idSpan) }, "right halves", posed)
      if rights.count > 26 {
        report(
          Diagnostic(
            .sameAnswers, "There are more right halves than letters.", at: exercise.idSpan),
          in: posed.variant)
      }
    case .number, .formula, .goal, .predict: return
    }
    // That nothing is right is told where it is read.
    if let right = posed.rightAnswer, !right.isEmpty {
      provePasses(posed, right, at: exercise.idSpan)
    }
  }

  /// Without what is written as another one: that is told where it is read.
  private static func differing<Item>(_ items: [Item], by text: (Item) -> String) -> [Item] {
    var seen: Set<String> = []
    return items.filter { seen.insert(text($0)).inserted }
  }

  private mutating func proveDiffer(
    _ texts: [(text: Text, span: SourceSpan)], _ what: String, _ posed: PosedExercise
  ) {
    var seen: Set<String> = []
    for (text, span) in texts where !seen.insert(ExerciseProof.read(text.plain)).inserted {
      report(
        Diagnostic(.sameAnswers, "Two of the \(what) say the same.", at: span)
          .label("“\(text.plain)”"), in: posed.variant)
    }
  }

  /// Answers that say "2" where the second one is called 2 as well.
  private mutating func proveNoneIsANumber(
    _ options: [(text: Text, span: SourceSpan)], _ posed: PosedExercise
  ) {
    for (text, span) in options {
      guard let number = Int(text.plain.trimmed), (1...options.count).contains(number) else {
        continue
      }
      report(
        Diagnostic(
          .badAnswers, "“\(number)” is an answer, and the number of another in the list.", at: span
        ).label("who types \(number) may mean either")
          .note(
            "Say what it counts, as in \(number) h, or ask for the number itself: kind: number."),
        in: posed.variant)
      return
    }
  }

  /// As it is read: without what stands behind the last word, and however the first begins.
  private static func read(_ text: String) -> String {
    var words = text.split(whereSeparator: { $0.isWhitespace }).joined(separator: " ")
    while let last = words.last, ".;,!".contains(last), words.count > 1 { words.removeLast() }
    return words.prefix(1).lowercased() + words.dropFirst()
  }

  private mutating func proveFails(_ posed: PosedExercise, _ answer: String, at span: SourceSpan) {
    // An answer that is refused is not taken as right.
    guard (try? posed.verdict(on: answer))?.isRight == true else { return }
    report(
      Diagnostic(.answerFails, "A wrong answer, \(answer), is taken as right.", at: span),
      in: posed.variant)
  }
}
