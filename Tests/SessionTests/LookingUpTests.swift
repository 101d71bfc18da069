import Course
import Foundation
import SampleCourse
import Session
import Testing

/// What asks the program for something is a line like any other, also where an answer is asked for;
/// and settings and amounts are read as people write them.
@Suite struct LookingUpTests {
  private static let guess = """
    ---
    title: A guess
    id: guess
    ---
    ## Bill {#bill}
    ```{model} m
    param rent: $/month = $12,000/month in $1..$10M/month "the invoice"
    param rate: request/s = 3 request/s in 0.1 request/s..100 request/s "requests that come"
    param share = 40% in 1%..100% "a share"
    result year: $ = rent * 12 month "of it"
    result fleet = dedicated(2/s, 0.1 s, horizon: 1k requests) "a fleet"
    ```
    ```{predict} year when rent = $6,000/month
    How much is a year of it?
    ```

    ## Behind {#behind}
    Nothing is asked here.
    """

  /// It is computed, and the guess stays open.
  @Test(arguments: [
    "break_even($3/(gpu*h), $5/(gpu*h))", "erlang_b(4, 2)", "erlang_b(4, 2) in %",
    "dedicated(2/s, 0.1 s, horizon: 1k requests).latency",
  ])
  func callsAreNoGuesses(_ line: String) throws {
    let stage = try Stage(Self.guess)
    var session = try stage.session()
    _ = session.start()
    let reply = session.answer(line)
    #expect(reply.problems.map { $0.summary } == [])
    #expect(!stage.drawn(reply).contains("You said"))
    #expect(stage.play(&session, ["$72,000"]).contains("exactly right"))
  }

  /// The language's own functions work something out.
  @Test(arguments: ["max($72,000, $3)", "ceil(71999.5) * $1"])
  func formulasAreGuesses(_ line: String) throws {
    let stage = try Stage(Self.guess)
    var session = try stage.session()
    #expect(stage.play(&session, [line]).contains("exactly right"))
  }

  @Test(arguments: [
    ("rent = 9000 a month", "$9,000/month"), ("rent = 9,000/month", "$9,000/month"),
    ("rent = 300 a day", "$9,000/month"), ("rent is 9000", "$9,000/month"),
    ("rent is $9k a month", "$9,000/month"), ("set rent to 9000 a month", "$9,000/month"),
    ("rent: 9000 per month", "$9,000/month"), ("rate = 27 rps", "27 requests/s"),
    ("rate = 27 qps", "27 requests/s"), ("rate is 27 per second", "27 requests/s"),
    ("rate = 1,620 rpm", "27 requests/s"), ("share is half", "50%"),
  ])
  func settings(_ line: String, _ value: String) throws {
    let stage = try Stage(Self.guess)
    // At an open guess, and where nothing is asked.
    for start in [[], ["skip"]] {
      var session = try stage.session()
      for line in start { _ = session.answer(line) }
      let reply = session.answer(line)
      #expect(reply.problems.map { $0.summary } == [])
      let name = line.contains("rate") ? "rate" : line.contains("share") ? "share" : "rent"
      #expect(stage.play(&session, [name]).contains("\n\(value)"), "\(stage.drawn(reply))")
    }
  }

  /// Nothing gets a name by being spoken of.
  @Test(arguments: ["it is 5", "what is 5", "everything is lost", "5 is it"])
  func nothingIsNamed(_ line: String) throws {
    let stage = try Stage(Self.guess)
    var session = try stage.session()
    _ = session.answer("skip")
    _ = session.answer(line)
    #expect(!stage.play(&session, ["params"]).contains("it "))
    #expect(stage.play(&session, ["what"]).contains("Nothing here is called what"))
  }

  @Test(arguments: [
    ("9000 a month", "9,000/month"), ("18 gb", "18 GB"), ("27 rps", "27 requests/s"),
  ])
  func amounts(_ line: String, _ text: String) throws {
    let stage = try Stage(Self.guess)
    var session = try stage.session()
    _ = session.answer("skip")
    #expect(stage.play(&session, [line]).contains("\n\(text)\n"))
  }

  private static func exercise(_ fields: String) throws -> Stage {
    let stage = try Stage(sampleChapter)
    let folder = stage.folder + "/Exercises/sample"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let text = """
      ---
      id: asked
      title: Asked
      \(fields)
      ---
      What is it?

      ## Solution

      So it is.
      """
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/asked.md"))
    return stage
  }

  private func practise(_ fields: String, _ lines: [String]) throws -> String {
    let stage = try Self.exercise(fields)
    var session = try GuidedSession(
      practising: "asked", course: try Course(folder: stage.folder), store: try stage.store())
    return stage.play(&session, lines)
  }

  private static let goal = """
    kind: goal
    model: waste
    conditions: [effective < $10/(gpu*h)]
    change: [utilization]
    """

  /// With one thing to set, a value by itself is meant for it; and every way to set is judged.
  @Test(arguments: ["50%", "50", "50 percent", "0.5", "utilization is 50%", "utilization = half"])
  func valuesTowardsAGoal(_ line: String) throws {
    let text = try practise(Self.goal, [line])
    #expect(text.contains("Reached."), "\(text)")
    let other = line.replacing("50", with: "20").replacing("half", with: "a fifth")
    let wrong = try practise(Self.goal, [other])
    #expect(wrong.contains("Not yet.") || line == "0.5", "\(wrong)")
  }

  /// A question is asked, and none of its values is taken for the answer.
  @Test(arguments: [
    ("solve utilization for effective = $20/gpu·h", "The only one between"),
    ("compare wasted with utilization = 90 percent", "what if"),
  ])
  func questionsTowardsAGoal(_ line: String, _ words: String) throws {
    let text = try practise(Self.goal, [line])
    #expect(text.contains(words) && !text.contains("taken for"), "\(text)")
    #expect(!text.contains("Reached.") && !text.contains("Not yet."), "\(text)")
  }

  /// With two things to set, nobody knows which is meant.
  @Test func valuesForSeveral() throws {
    let text = try practise(
      Self.goal.replacing("[utilization]", with: "[utilization, gpus]"), ["50%"])
    #expect(!text.contains("Reached.") && !text.contains("Not yet."), "\(text)")
    #expect(text.contains("Try: utilization = 50%"), "\(text)")
  }

  /// Setting what is given tries something out, and is no answer.
  @Test(arguments: ["rent = 9000 a month", "rent is 9000", "set rent to $9,000 a month"])
  func settingsInAnExercise(_ line: String) throws {
    let text = try practise("kind: number\nmodel: waste\nanswer: rent * 12 month", [line])
    #expect(text.contains("Only to try it out"), "\(text)")
    #expect(!text.contains("asked for is"), "\(text)")
  }

  /// A call that tells something is no answer either.
  @Test func callsInAnExercise() throws {
    let text = try practise(
      "kind: number\nmodel: waste\nanswer: rent * 12 month",
      ["dedicated(2/s, 0.1 s, horizon: 1k requests)"])
    #expect(text.contains("latency") && !text.contains("is asked for"), "\(text)")
  }

  /// A sentence with a name in it is no question where an answer is asked for.
  @Test func sentencesInAnExercise() throws {
    let fields = "kind: number\nmodel: waste\nanswer: rent * 12 month"
    #expect(
      try practise(fields, ["use less rent please"]).contains("This cannot be read as an answer."))
    #expect(try practise(fields, ["what does rent mean"]).contains("Try: help rent"))
  }
}
