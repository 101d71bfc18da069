import Diagnostics
import Testing

@Suite struct SuggestionTests {
  private static let names = [
    "utilization", "used", "rent", "gpus", "wasted", "effective", "h", "min", "max", "month",
    "overflow",
  ]

  @Test(arguments: [
    ("utilzation", "utilization"), ("Utilization", "utilization"), ("utilisation", "utilization"),
    ("utiliaztion", "utilization"), ("rnet", "rent"), ("rents", "rent"), ("ren", "rent"),
    ("gpu", "gpus"), ("monht", "month"), ("efective", "effective"), ("mni", "min"),
    ("wastde", "wasted"), ("use", "used"),
  ])
  func close(_ name: String, _ expected: String) {
    #expect(closest(to: name, among: Self.names) == expected)
  }

  /// A misleading hint is worse than none.
  @Test(arguments: [
    "", "x", "u", "hh", "m", "mo", "tent2", "price", "latency", "us", "under", "overt",
    "wallet", "cost", "g", "rn", "effort", "🙂", "üüüüü",
  ])
  func nothingClose(_ name: String) {
    #expect(closest(to: name, among: Self.names) == nil)
  }

  @Test func aTieGoesToTheFirstInTheAlphabet() {
    #expect(closest(to: "cat", among: ["hat", "bat", "rat"]) == "bat")
    #expect(closest(to: "cat", among: ["rat", "hat", "bat"]) == "bat")
  }

  @Test func theNearestWins() {
    #expect(closest(to: "results", among: ["insults", "result", "consults"]) == "result")
  }

  @Test func noCandidates() { #expect(closest(to: "rent", among: [String]()) == nil) }
}
