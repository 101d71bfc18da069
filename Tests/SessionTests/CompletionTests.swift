import SampleCourse
import Session
import Testing

/// What Tab offers.
@Suite struct CompletionTests {
  @Test(arguments: [
    ("utili", ["utilization"]), ("why was", ["wasted"]), ("plot effective over gp", ["gpus"]),
    ("und", ["undo"]), (":und", ["undo"]), ("5 mont", ["month", "months"]),
    ("$3/mont", ["month", "months"]), ("x = clam", ["clamp"]), ("goto a-s", ["a-second-lesson"]),
    ("explain percent-o", ["percent-of-what"]), ("auto o", ["off", "on"]),
    ("flat.y", ["flat.year"]), ("tun", ["tune"]), ("tune u", ["utilization"]), ("tune was", []),
    ("tune utilization f", ["for"]), ("tune utilization for was", ["wasted"]),
    ("effective in ho", ["hour", "hours"]), ("nothing-lik", []),
  ])
  func offers(_ line: String, _ expected: [String]) throws {
    let session = try Stage(sampleChapter).session()
    #expect(session.completions(of: line).candidates.map(\.text) == expected)
  }

  @Test func everyCandidateHasASentence() throws {
    let session = try Stage(sampleChapter).session()
    for line in ["", "help ", "why ", "5 ", "goto ", "tune "] {
      for candidate in session.completions(of: line).candidates {
        #expect(!candidate.sentence.isEmpty, "\(candidate.text) says nothing")
      }
    }
  }
}
