import Course
import Diagnostics
import Display

extension PosedExercise {
  /// What the options that were picked are worth: the right ones less the wrong ones, of all that
  /// are right.
  func choiceVerdict(
    on answer: String, _ options: [ChoiceOption]
  ) throws(Diagnostic) -> Verdict {
    let options = shown(options)
    let texts = options.map { text($0.text).plain }
    let places = Set(try Selection.places(answer, among: texts)).sorted()
    guard !isWithheld else { return .recorded }
    let right = options.count(where: { $0.isRight })
    if right == 1, places.count > 1 {
      throw Diagnostic(.notASelection, "One of them is right.", at: Source(answer).whole)
        .expected("one number", found: "\(places.count)").try("\(places[0] + 1)")
    }
    let hits = places.count { options[$0].isRight }
    let share = max(0, Double(hits - (places.count - hits)) / Double(max(1, right)))
    var reply: [Block] = []
    for place in places {
      let option = options[place]
      let mark = option.isRight ? Text("Right: ", .success) : Text("No: ", .failure)
      reply.append(.lines([mark + text(option.text)]))
      reply += display(option.reply)
    }
    if hits == right, hits == places.count { return .right(reply) }
    if hits == places.count {
      reply.append(.lines([Text("That is a part of it: there is more that is right.")]))
    }
    return Verdict(share: share, finding: share > 0 ? .partial : .wrong, reply: reply + hintOffer)
  }
}
