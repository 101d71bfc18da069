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
    ("sweep wasted over rent ", ["from", "log", "step"]),
    ("sweep wasted over rent from $1/month ", ["to"]),
    ("sweep wasted over rent from $1/month to $5/month ", ["step", "log"]),
    ("plot wasted over rent from $1/month to $5/month ", ["log"]),
    ("sweep wasted over rent from $1/month to $5/month step $1/month ", ["log"]),
    ("compare wasted ", ["with"]), ("compare wasted w", ["with"]), ("solve rent ", ["for"]),
    (":plot effective ", ["over", "against"]),
  ])
  func words(_ line: String, _ wanted: [String]) throws {
    #expect(try offered(line) == wanted)
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

  /// In the middle of an expression names go on.
  @Test(arguments: ["plot effective * ", "plot ", "solve rent for wasted + ", "compare 2 * "])
  func names(_ line: String) throws {
    #expect(try offered(line).contains("wasted"))
  }
}
