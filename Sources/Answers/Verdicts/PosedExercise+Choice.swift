import Course
import Diagnostics

extension PosedExercise {
  /// What the options that were picked are worth: the right ones less the wrong ones, of all that
  /// are right.
  func choiceVerdict(
    on answer: String, _ options: [ChoiceOption]
  ) throws(Diagnostic) -> Verdict {
    try choiceVerdict(chosen(answer, options), options, at: answer)
  }

  /// The places of what an answer picks, as the options are shown.
  func chosen(_ answer: String, _ options: [ChoiceOption]) throws(Diagnostic) -> [Int] {
    let texts = shown(options).map { text($0.text).plain }
    return Set(try Selection.places(answer, among: texts)).sorted()
  }

  /// What the options at these places are worth, as they are shown.
  func choiceVerdict(
    _ places: [Int], _ options: [ChoiceOption], at answer: String
  ) throws(Diagnostic) -> Verdict {
    let list = picks(options)
    let options = shown(options)
    guard !isWithheld else { return .recorded }
    let right = options.count(where: { $0.isRight })
    if right == 1, places.count > 1 {
      throw Diagnostic(.notASelection, "One of them is right.", at: Source(answer).whole)
        .expected("one number", found: "\(places.count)")
    }
    let hits = places.count { options[$0].isRight }
    let share = max(0, Double(hits - (places.count - hits)) / Double(max(1, right)))
    var remarks: [Remark] = []
    for place in places {
      let option = options[place]
      remarks.append(.picked(option.text, isRight: option.isRight))
      if !option.reply.isEmpty { remarks.append(reply(option.reply, in: workbook)) }
    }
    if hits == right, hits == places.count {
      return Verdict(share: 1, finding: .right, remarks: remarks)
    }
    if hits == places.count { remarks.append(.moreIsRight) }
    var verdict = Verdict(
      share: share, finding: share > 0 ? .partial : .wrong, remarks: remarks + hintOffer)
    verdict.meaning = places.map { list[$0] }.meaning
    return verdict
  }
}
