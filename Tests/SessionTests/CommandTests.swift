import Course
import Diagnostics
import Foundation
import Presentation
import Records
import SampleCourse
import Testing

@testable import Session

/// What each command of a session says and does, apart from whole conversations.
@Suite struct CommandTests {
  private static let bare = "---\ntitle: Bare\nid: bare\n---\n## One\nWords.\n\n## Two\nMore.\n"

  /// What the last of some lines is answered with: all of it, drawn.
  private func says(_ lines: [String], _ chapter: String = sampleChapter) throws -> String {
    let stage = try Stage(chapter)
    var session = try stage.session()
    for line in lines.dropLast() { _ = session.answer(line) }
    return words(stage.drawn(session.answer(lines.last ?? "")))
  }

  /// A text without the line ends and columns of its drawing.
  private func words(_ text: String) -> String {
    text.split(whereSeparator: { $0.isWhitespace }).joined(separator: " ")
  }

  /// The lines, what the last is answered with, and what it is not.
  static let answers: [(lines: [String], says: [String], not: [String])] = [
    // Settings go back to the author's values: one, a lesson's, all; one's own are forgotten.
    (["gpus = 8", "utilization = 40%", "reset gpus"], ["gpus"], ["utilization"]),
    (["gpus = 8", "utilization = 40%", "reset"], ["gpus", "utilization"], []),
    (["gpus = 8", "reset lesson"], ["gpus"], []),
    (["gpus = 8", "flat.rent = $1/month", "reset"], ["gpus"], ["$900"]),
    (["gpus = 8", "flat.rent = $1/month", "reset all"], ["gpus", "$900/month"], []),
    (["reset"], ["Everything has the author's value already."], []),
    (["reset all"], ["Everything has the author's value already."], []),
    (["mine = 3", "reset mine", "mine"], ["Nothing here is called mine."], []),
    (["reset used"], ["used is a result", "Try: why used"], []),
    (["reset gpsu"], ["Nothing here is called gpsu.", "Try: reset gpus"], []),
    (["reset zzzzzz"], ["Try: reset lesson"], []),
    // What was changed last.
    (["changes"], ["Nothing was changed yet.", "Try: params"], []),
    (["gpus = 8", "changes"], ["gpus", "used", "effective"], ["nothing"]),
    (["undo"], ["There is nothing to undo.", "Try: changes"], []),
    (["redo"], ["There is nothing to redo.", "Try: undo"], []),
    (["gpus = 8", "undo"], ["gpus 8 → 4 gpu"], []),
    (["gpus = 8", "undo", "redo"], ["gpus 4 → 8 gpu"], []),
    // When what takes long is computed.
    (["auto"], ["auto takes on or off.", "It is off now.", "Try: auto on"], []),
    (["auto on", "auto"], ["It is on now."], []),
    (["auto on"], ["computed at once"], []), (["auto off"], ["computed when you type run"], []),
    (["run"], ["Everything is computed."], []),
    // What there is.
    (["params"], ["waste", "gpus", "(1 gpu to 64 gpu)"], ["effective", "your own"]),
    (["mine = 3", "params"], ["your own", "mine"], []),
    (["results"], ["effective", "paid for nothing"], ["gpus"]),
    (["models"], ["waste", "gpus, rent, utilization", "flat", "model.cell"], []),
    (["map"], ["▸", "here, step 1 of 4", "A second lesson", "goto 3 takes you there"], ["done"]),
    (["goto 2", "map"], ["here, step 1 of 1"], ["step 1 of 4"]),
    (["progress"], ["0 of 2 lessons read"], ["exercises"]),
    (["submit"], ["gpulearn submit"], []),
    // Places.
    (["goto"], ["Go where?", "Try: goto 1"], []), (["goto lesson 2"], ["A second lesson"], []),
    (["goto nowhere/1"], ["nowhere"], []), (["back"], ["first step of the chapter"], []),
    (["goto 2", "back"], ["Cheaper with every hour used."], []),
    (["hint"], ["There is no exercise at this place.", "Try: next"], []),
    (["answer"], ["There is no exercise at this place."], []),
    (["solution"], ["There is no exercise at this place."], []),
    // Help with one name of each kind.
    (["help gpus"], ["waste.gpus GPUs rented", "a parameter, now 4 gpu, from 1 gpu"], []),
    (["help used"], ["a result: gpus * 720 h/month * utilization = 432", "why used"], []),
    (["mine = gpus * 2", "help mine"], ["your own: gpus * 2 = 8 gpu"], []),
    (["f(x, y) = x * y", "help f"], ["f(x, y) = x * y"], []),
    (["f(x) = 2 * x", "help functions"], ["f(x)", "= 2 * x", "erlang_b", "Define your own"], []),
    (["help flat"], ["rent", "year", "$10,800"], []),
    (["help month"], ["month, months, mo 30 days = 720 hours"], []),
    (["help units"], ["US dollar", "PFLOP", "right behind a number"], []),
    (["help commands"], ["quit", "undo", "goto"], []), (["help :map"], ["map"], []),
    (["help questions"], ["solve", "sweep", "compare"], []), (["help solve"], ["solve "], []),
    (["help serverles"], ["nothing to say about serverles", "Try: help serverless"], []),
    // Words that are none.
    ([":nex"], ["There is no command :nex.", "Try: :next"], []), ([":"], ["no command :."], []),
    ([":plt gpus"], ["There is no command :plt.", "Try: :plot"], []),
    ([":plot effective over gpus"], ["effective"], ["There is no command"]),
    (["utilizatio = 3"], ["utilizatio is a new name of your own. If you meant utilization"], []),
    (["zebra = 3"], ["zebra"], ["new name of your own"]),
    (["f(x) = x * gpus"], ["f(x) is defined."], []),
    (["explain nonsense"], ["nonsense"], []),
    (["tune gpus"], ["gpus", "effective"], []),
  ]

  @Test(arguments: answers.indices) func answered(_ index: Int) throws {
    let (lines, wanted, unwanted) = Self.answers[index]
    let text = try says(lines)
    for part in wanted { #expect(text.contains(part), "\(lines): no “\(part)” in\n\(text)") }
    for part in unwanted { #expect(!text.contains(part), "\(lines): “\(part)” in\n\(text)") }
  }

  /// A chapter without models has nothing to list, set or reset.
  @Test(arguments: [
    ("models", "This chapter has no models."), ("params", "There are no parameters here."),
    ("results", "There are no results here."), ("reset", "This lesson has no model."),
    ("reset all", "Everything has the author's value already."), ("help", "solve "),
    ("plot", "help questions"),
  ]) func withoutModels(_ line: String, _ words: String) throws {
    let text = try says([line], Self.bare)
    #expect(text.contains(words), "\(text)")
  }

  // MARK: Saving

  @Test func whatIsSavedSetsItAgain() throws {
    let stage = try Stage(sampleChapter)
    let path = stage.folder + "/mine.txt"
    var session = try stage.session()
    func save(_ path: String) -> String { words(stage.drawn(session.answer("save " + path))) }
    #expect(save("").contains("Save to which file?"))
    #expect(save(path).contains("You have set nothing yet."))
    _ = session.answer("gpus = 8")
    #expect(save(path).contains("Wrote 1 line to "))
    // Its own file is written again, somebody else's is left alone.
    #expect(save(path).contains("Wrote 1 line to "))
    let other = stage.folder + "/other.txt"
    try "# What I bought\n".write(toFile: other, atomically: true, encoding: .utf8)
    #expect(save(other).contains("There is a file \(other) already; it was left alone."))
    _ = session.answer("f(x) = x * 2")
    _ = session.answer("mine = f(gpus)")
    #expect(save(path + "2").contains("Wrote 3 lines to "))
    #expect(save(stage.folder + "/none/x").contains("cannot be written"))
    let text = try String(contentsOfFile: path + "2", encoding: .utf8)
    var again = try stage.session()
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      #expect(again.answer(String(line)).problems.isEmpty, "\(line)")
    }
    #expect(stage.drawn(again.answer("mine")).contains("16 gpu"))
    #expect(stage.drawn(again.answer("used")).contains("864"))
  }

  // MARK: The end

  /// After the last step: what was passed over, what was done, and where to go on.
  @Test func theEndOfAChapter() throws {
    let stage = try Stage(sampleChapter, Self.bare)
    var session = try stage.session("1/2", keepsProgress: true)
    let end = stage.drawn(session.answer("skip"))
    for part in [
      "The end of", "Tell an idle hour from a used one", "1 of 2 lessons read",
      "Passed over: What idling costs", "goto bare/1 goes on with Bare", "goto 1", "quit",
    ] { #expect(end.contains(part), "no “\(part)” in\n\(end)") }
    #expect(stage.drawn(session.answer("map")).contains("here, step 1 of 1"))
    // Nothing is left out of the last chapter, and nothing comes behind it.
    var last = try stage.session("bare/1", keepsProgress: true)
    #expect(stage.drawn(last.answer("")).contains("Two"))
    let whole = stage.drawn(last.answer(""))
    #expect(!whole.contains("Passed over") && !whole.contains("goes on with"), "\(whole)")
    #expect(whole.contains("2 of 2 lessons read") && !whole.contains("objective"))
  }

  @Test func theCourseAsAWhole() throws {
    let stage = try Stage(sampleChapter, Self.bare, "no head")
    let course = try Course(folder: stage.folder)
    let store = try stage.store()
    try store.finish(lesson: "one", of: "bare", at: 1)
    try store.finish(lesson: "gone", of: "bare", at: 1)
    let list = stage.drawn(Overview.chapters(of: course, store))
    #expect(list.contains("A sample   gpulearn 1") && list.contains("2 lessons, 1 done"))
    #expect(!stage.drawn(Overview.chapters(of: course, nil)).contains("done"))
    let bars = try Overview.progress(in: course, store)
    #expect(stage.drawn(bars).contains("0 of 2 lessons read"))
    #expect(stage.drawn(bars).contains("1 of 2 lessons read"))
    #expect(stage.drawn(try Overview.progress(in: course, nil)).contains("0 of 2 lessons read"))
    let empty = try Stage()
    let none = stage.drawn(Overview.chapters(of: try Course(folder: empty.folder), nil))
    #expect(none == "This course has no chapters yet.\n")
  }

  @Test(
    arguments: [
      (0.0, "less than a minute"), (59, "less than a minute"), (60, "1 minute"),
      (89, "1 minute"), (90, "2 minutes"), (600, "10 minutes"), (3600, "1 hour"),
      (9000, "3 hours"), (86_400, "1 day"), (3 * 86_400, "3 days"), (-5, "less than a minute"),
    ] as [(Double, String)]) func lengthsOfTime(_ seconds: Double, _ text: String)
  {
    #expect(Showing.duration(seconds) == text)
  }
}
