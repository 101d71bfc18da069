import Course
import SampleCourse
import Session
import Testing

/// What is said to lines that are no formulas, questions or commands.
@Suite struct AdviceTests {
  private func says(_ lines: String..., place: String? = nil) throws -> String {
    let stage = try Stage(sampleChapter)
    var session = try stage.session(place)
    for line in lines.dropLast() { _ = session.answer(line) }
    return stage.drawn(session.answer(lines.last ?? ""))
  }

  @Test(arguments: [
    ("what is utilization", "help utilization"), ("why is wasted so high?", "why wasted"),
    ("what's next", "next"), ("next please", "next"), ("go back", "back"),
    ("I give up", "help"), ("show me everything", "show"), ("undo undo", "undo"),
    ("could you plot it", "plot effective over gpus"), ("take me to lesson two", "map"),
  ])
  func sentences(_ line: String, _ suggestion: String) throws {
    let reply = try says(line)
    #expect(reply.contains("Sentences are not understood here"), "\(reply)")
    #expect(reply.contains("Try: \(suggestion)\n"), "\(reply)")
  }

  /// A question that is not finished is answered with one that is.
  @Test(arguments: [
    ("plot", "plot effective over gpus"),
    ("solve utilization", "solve gpus for effective = $27.78"),
    ("compare", "compare effective with gpus = 4 gpu"), ("why", "why effective"),
    ("sweep effective vs gpus", "sweep effective over gpus"), ("table", "table effective, gpus"),
  ])
  func unfinishedQuestions(_ line: String, _ suggestion: String) throws {
    #expect(try says(line).contains("Try: \(suggestion)"))
    let followed = try says(suggestion + (suggestion.hasSuffix("$27.78") ? "/gpu·h" : ""))
    #expect(!followed.contains("explain"), "\(followed)")
  }

  /// Problems that say more than that stay as they are.
  @Test(arguments: [
    ("utilzation", "did you mean utilization?"),
    ("reset nothing", "Nothing here is called nothing."),
    ("why nosuch", "Nothing here is called nosuch."),
    ("help nonsense", "nothing to say about nonsense"), ("gpus 8", "Try: gpus = 8"),
    ("12 000", "Try: 12,000"), ("2 rent", "Try: 2 * rent"),
    ("utilization = 1", "Is 1% meant, or 100%?"),
  ])
  func otherProblems(_ line: String, _ words: String) throws {
    let reply = try says(line)
    #expect(reply.contains(words) && !reply.contains("Sentences"), "\(reply)")
  }

  /// Words from other programs.
  @Test func otherWords() throws {
    #expect(try says("?") == says("help"))
    #expect(try says("goto lesson 2").contains("A second lesson"))
    #expect(try says("lesson 2").contains("A second lesson"))
    var session = try Stage(sampleChapter).session()
    #expect(session.answer("exit").ends)
  }

  /// A suggested `show` says once what Enter does.
  @Test func showSaysOnceWhatComesNext() throws {
    let chapter = sampleChapter.replacing("utilization = 40%\n  why", with: "show\n  why")
    let stage = try Stage(chapter)
    var session = try stage.session()
    let reply = stage.drawn(session.answer(""))
    #expect(reply.ranges(of: "Enter runs").count == 1, "\(reply)")
  }

  /// After a guess of what is now, as after others, it is said how to go on.
  @Test func aGuessSaysHowToGoOn() throws {
    let chapter = sampleChapter.replacing("effective when utilization = 30%", with: "wasted")
    let stage = try Stage(chapter)
    var session = try stage.session()
    for line in ["skip", "$10,000/month"] {
      let reply = stage.drawn(session.answer(line))
      if line.hasPrefix("$") { #expect(reply.contains("Enter goes on."), "\(reply)") }
    }
  }

  /// Texts stand without quotes in tables, and are asked for with them.
  @Test func texts() throws {
    let chapter = """
      ---
      title: Texts
      id: texts
      ---
      ## One
      Words.

      ```{model} m
      param warmth = "cold" "how warm"
      result size = if warmth == "cold" then "small" else "large"
      param piece = " is" "a piece of text"
      param nothing = ""
      ```
      """
    let stage = try Stage(chapter)
    let text = try stage.transcript(["warmth = hot", "compare size with warmth = \"hot\""])
    #expect(text.contains("warmth   cold   how warm"), "\(text)")
    #expect(text.contains("Try: warmth = \"hot\""), "\(text)")
    #expect(text.contains("size     small"), "\(text)")
    #expect(text.contains("piece    \" is\"") && text.contains("nothing  \"\""), "\(text)")
  }
}
