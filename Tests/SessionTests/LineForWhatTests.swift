import Foundation
import SampleCourse
import Session
import Testing

@testable import Session

/// What a line is taken for that is nearly something else.
@Suite("What a line is taken for") struct LineForWhatTests {
  private let chapter = """
    ---
    title: A sample
    id: sample
    ---
    ## First
    ```{model} waste
    param share = 20% in 0%..60% "off the rent"
    param words = "a start" "any text"
    result paid: % = 1 - share
    result length = if words == "a start" then 1 else 2
    ```

    ```{predict} paid when share = 50%
    What is paid then?
    ```

    ```{try}
    share = 30%
    nothing / 2
    # And then:
    why paid
    ```
    """

  private func says(_ lines: [String]) throws -> String {
    try Stage.answers(to: lines, in: chapter)
  }

  /// A condition tells what it compares, and by how much it is missed.
  @Test(arguments: [
    ("share >= 50%", "✗ share is 20% (to be at least 50%): 2.5 times too low"),
    ("share <= 50%", "✓ share is 20% (to be at most 50%)"),
    ("paid < 70% and share > 10%", "✗ paid is 80% (to be below 70%): 14% too high"),
    ("paid < 70% and share > 10%", "✓ share is 20% (to be above 10%)"),
  ])
  func conditions(_ line: String, _ told: String) throws {
    #expect(try says(["next", "next", line]).contains(told))
  }

  /// A guess is one number: no range, and no estimate with digits that it does not have.
  @Test(arguments: [
    "40 to 50%", "40-50%", "45 ± 5", "45%±5%", "45 +- 5", "45 +/- 5", "between 40 and 50%",
    "stdev(1 to 1000)", "normal(40%, 5%)",
  ])
  func rangesAsGuesses(_ line: String) throws {
    let text = try says([line])
    #expect(text.contains("One number is asked for.") && !text.contains("You said"), "\(text)")
  }

  @Test(arguments: [("half a dozen", "6%"), ("a dozen", "12%"), ("2 * 20%", "40%")])
  func guesses(_ line: String, _ taken: String) throws {
    let text = try says([line])
    #expect(text.contains("You said \(taken):"), "\(text)")
  }

  /// What cannot be read at all is told what is asked for here.
  @Test func sentencesAsGuesses() throws {
    let text = try says(["no idea really", "my best try"])
    #expect(text.contains("cannot be read as a guess") || text.contains("Enter shows the answer"))
  }

  /// A time of day is no quotient.
  @Test(arguments: ["11:12", "9:05", "share = 11:12"]) func timesOfDay(_ line: String) throws {
    let text = try says(["", "", line])
    #expect(text.contains("a time of day, or a ratio?"), "\(text)")
  }

  /// Where only one of 1% and 100% may be, that is meant.
  @Test func oneAsAShare() throws {
    #expect(try says(["", "", "share = 1"]).contains("1 was taken as 1%."))
  }

  @Test(arguments: ["words = b start", "words = 5", "words = "]) func textsWithoutQuotes(
    _ line: String
  ) throws {
    let text = try says(["", "", line])
    let words = line.dropFirst("words = ".count)
    #expect(text.contains("Try: words = \"\(words)\""), "\(text)")
    #expect(!text.contains("no value"), "\(text)")
  }

  /// A suggested line that is typed is done, as one that Enter runs.
  @Test(arguments: ["share = 30%", "share=30 %"]) func typedSuggestions(_ line: String) throws {
    let text = try says(["", "", line])
    #expect(text.contains("Enter runs nothing / 2"), "\(text)")
  }

  /// Several settings in one line are all made or, where one cannot be, none.
  @Test(arguments: [
    "share = 30%, other = 2", "share=30% other=2", "share = 30%; other = 2",
    "share = 30% and other = 2", "set share = 30%, other = 2",
  ])
  func severalSettings(_ line: String) throws {
    let text = try Stage.answers(
      to: ["", "", line, "share", "other"],
      in: chapter.replacing("param words", with: "param other = 1 in 1..3 \"\"\nparam words"))
    #expect(text.contains("80% → 70%") && text.contains("other  1 → 2"), "\(text)")
  }

  @Test func severalSettingsOfWhichOneCannotBe() throws {
    let text = try Stage.answers(
      to: ["", "", "share = 30%, other = 9", "share", "share = 5 h other = 2", "other"],
      in: chapter.replacing("param words", with: "param other = 1 in 1..3 \"\"\nparam words"))
    #expect(text.contains("other goes from 1 to 3"), "\(text)")
    #expect(text.contains("❯ share\n20%") && text.contains("❯ other\n1"), "\(text)")
  }

  /// A range that begins at what may be set is told how that is set.
  @Test(arguments: [("share to 50%", "share = 50%"), ("share to 10%", "share = 10%")])
  func rangesFromASetting(_ line: String, _ offer: String) throws {
    let text = try says(["", "", line])
    #expect(text.contains("To set it: \(offer)") || text.contains("Try: \(offer)"), "\(text)")
  }

  @Test(arguments: ["set the share to 30%", "change share to 30 percent", "lower the share to 30%"])
  func settingsInWords(_ line: String) throws {
    #expect(try says(["", "", line]).contains("80% → 70%"))
  }

  @Test(arguments: ["certificate sample", "gpulearn submit", "verify it", "simulate"])
  func commandsOfTheShell(_ line: String) throws {
    let text = try says(["", "", line])
    #expect(text.contains("That is a command of the shell"), "\(text)")
  }

  /// What Enter does now stands below what went wrong.
  @Test func suggestionsThatFail() throws {
    let text = try says(["", "", "", ""])
    let problem = try #require(text.range(of: "Nothing here is called nothing."))
    let next = try #require(text.range(of: "And then:", options: .backwards))
    #expect(problem.lowerBound < next.lowerBound, "\(text)")
  }
}
