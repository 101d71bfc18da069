import Foundation
import SampleCourse
import Session
import Testing

/// Completion offers what the grammar allows at the cursor.
@Suite struct ClauseCompletionTests {
  private func offered(_ line: String) throws -> [String] {
    let session = try Stage(sampleChapter).session()
    return session.completions(of: line).candidates.map { $0.text }
  }

  @Test(arguments: [
    ("plot effective ", ["over", "against"]), ("plot effective ov", ["over"]),
    ("plot effective against wasted ", ["over"]), ("plot wasted over rent ", ["from", "log"]),
    ("sweep wasted over rent ", ["from", "in", "log", "step", "factor"]),
    ("sweep wasted over rent from $1/month ", ["to"]),
    ("sweep wasted over rent from $1/month to $5/month ", ["step", "factor", "log"]),
    ("sweep wasted over rent from $1/month to $5/month factor 2 ", []),
    ("sweep wasted over rent in [$1/month, $2/month] ", []),
    ("plot clamp(wasted, rent, rent) ", ["over", "against"]), ("plot wasted over rent log ", []),
    ("solve rent for wasted = $3/month ", ["from", "between"]),
    ("solve rent for wasted = $3/month between $1/month ", ["and"]),
    ("solve rent for wasted = $3/month from $1/month ", ["to"]), ("tune rent ", ["for"]),
    ("timeline wasted ", ["against", "from", "around"]),
    ("timeline wasted around ", ["first cold start", "longest wait"]), ("why wasted ", []),
    ("a = if wasted > rent ", ["then"]), ("if wasted > rent then 1 ", ["else"]),
    (
      "dedicated(2/s, 1 s, routing: ",
      ["\"line\"", "\"least_loaded\"", "\"round_robin\"", "\"random_of_two\"", "\"pack\""]
    ),
    ("serverless(2/s, 1 s, queue: \"re", ["reject\""]),
    ("plot wasted over rent from $1/month to $5/month ", ["log"]),
    ("sweep wasted over rent from $1/month to $5/month step $1/month ", ["log"]),
    ("compare wasted ", ["with"]), ("compare wasted w", ["with"]), ("solve rent ", ["for"]),
    (":plot effective ", ["over", "against"]),
  ])
  func words(_ line: String, _ wanted: [String]) throws {
    #expect(try offered(line) == wanted)
  }

  /// Behind the name of one that is one of some texts, these.
  @Test(arguments: [
    ("pace = ", ["\"steady\"", "\"sudden\""]), ("pace = \"", ["steady\"", "sudden\""]),
    ("pace = \"su", ["sudden\""]),
  ])
  func choices(_ line: String, _ wanted: [String]) throws {
    let chapter = sampleChapter.replacing(
      "param utilization",
      with: "param pace = \"steady\" in \"steady\", \"sudden\" \"how it comes\"\nparam utilization")
    let session = try Stage(chapter).session()
    #expect(session.completions(of: line).candidates.map { $0.text } == wanted)
  }

  /// What the result depends on stands first.
  @Test(arguments: [
    ("plot wasted over ", ["rent", "utilization"]),
    ("compare wasted with ", ["rent", "utilization"]),
    ("sweep wasted over ", ["rent", "utilization"]), ("clamp(", ["x: ", "low: ", "high: "]),
    ("clamp(x: 5, ", ["low: ", "high: "]),
  ])
  func first(_ line: String, _ wanted: [String]) throws {
    #expect(try Array(offered(line).prefix(wanted.count)) == wanted)
  }

  /// Units stand behind numbers and nowhere else.
  @Test(arguments: [
    ("5 ", true), ("$5/", true), ("5/", true), ("5 gpu·", true), ("5 gpu·h/", true),
    ("1.5k ", true),
    ("wasted in ", true), ("x2 ", false), ("rent / ", false), ("rent/", false),
    ("5 * rent/", false),
    ("x2/", false), ("5 h + ", false), ("2 * (rent)/", false),
  ])
  func units(_ line: String, _ isOffered: Bool) throws {
    #expect(try offered(line).contains("month") == isOffered)
  }

  /// Files, behind `save` and where an argument is a path.
  @Test func files() throws {
    let folder =
      FileManager.default.temporaryDirectory.path
      + "/completed-\(UInt64.random(in: 0...UInt64.max))"
    try FileManager.default.createDirectory(
      atPath: folder + "/below", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["mine.txt", ".hidden", "more.csv", "bad\u{1B}name"] {
      try Data().write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
    #expect(try offered("save \(folder)/m") == ["\(folder)/mine.txt", "\(folder)/more.csv"])
    #expect(try offered(":save \(folder)/b") == ["\(folder)/below/"])
    #expect(try offered("t = data(\"\(folder)/mo") == ["\(folder)/more.csv\""])
    #expect(try offered("save \(folder)/nowhere/").isEmpty)
  }

  /// In the middle of an expression names go on.
  @Test(arguments: ["plot effective * ", "plot ", "solve rent for wasted + ", "compare 2 * "])
  func names(_ line: String) throws {
    #expect(try offered(line).contains("wasted"))
  }
}
