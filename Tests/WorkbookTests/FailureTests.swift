import Diagnostics
import Testing

@testable import Workbook

/// A failed line leaves everything; a failed cell says why and the others go on.
@Suite struct FailureTests {
  private let text = """
    param load = 2 in 0..10
    param rate = 3 in 0..10
    result share = load / rate
    result twice = share * 2
    result sum = load + rate
    result root = sqrt(twice - 1)
    """

  @Test func dependentsThatFailSayWhyAndOthersGoOn() {
    var workbook = Workbook.holding(("m", text))
    #expect(
      workbook.changes("rate = 0") == [
        "rate 3 → 0", "share 0.6667 → no value", "twice 1.333 → no value", "sum 5 → 2",
        "root 0.5774 → no value",
      ])
    #expect(
      workbook.says("rate = 0.0").contains("Nothing changed"), "the same failure is no change")
    #expect(workbook.says("twice").contains("twice has no value"))
    #expect(workbook.says("twice").contains("note: Nothing can be divided by zero."))
    #expect(workbook.says("why root").contains("Nothing can be divided by zero."))
    #expect(workbook.changes("rate = 4").count == 5)
    #expect(workbook.says("twice") == "1")
  }

  /// What has no value now can be compared with what it would be, and the other way round.
  @Test func compareTellsWhichHasNone() {
    var workbook = Workbook.holding(("m", text))
    let then = workbook.says("compare share with rate = 0")
    #expect(then.contains("share | 0.6667 | no value") && then.contains("divided by zero"))
    _ = workbook.says("rate = 0")
    let now = workbook.says("compare share with rate = 4")
    #expect(now.contains("share | no value | 0.5") && now.contains("divided by zero"))
    #expect(workbook.says("compare twice with rate = 4").contains("twice | no value | 1"))
    #expect(workbook.code("compare share with load = 4") != nil, "neither has one")
  }

  @Test func theDisplayNamesTheReason() {
    var workbook = Workbook.holding(("m", text))
    let shown = workbook.says("rate = 0")
    #expect(shown.contains("▸ | share | no value"))
    #expect(shown.contains("share: Nothing can be divided by zero."))
    #expect(!shown.contains("twice:"), "what follows from that needs no words of its own")
  }

  @Test func anotherFailureIsAChange() {
    var workbook = Workbook.holding(("m", text))
    #expect(
      workbook.changes("load = 0") == [
        "load 2 → 0", "share 0.6667 → 0", "twice 1.333 → 0",
        "sum 5 → 3", "root 0.5774 → no value",
      ])
    #expect(workbook.says("root").contains("no value for -1"))
    #expect(workbook.changes("rate = 0").contains("root none → no value"))
    #expect(workbook.says("root").contains("note: Nothing can be divided by zero."))
  }

  /// The old value, its formula and what depends on it all stay.
  @Test(arguments: [
    "load = 11", "load = 1/0", "load = 3 h", "load = true", "load = nobody", "load = twice",
    "load = \"a\"", "load = 1 +", "share = 3", "load.x = 3", "new = 1/0", "new = new + 1",
    "max = 3", "m = 3", "m.nobody = 3", "nobody.load = 3",
  ])
  func aFailedBindingLeavesTheOldValue(_ line: String) {
    var workbook = Workbook.holding(("m", text))
    _ = workbook.says("load = rate + 1")
    let before = workbook.settings.map(\.line)
    #expect(workbook.code(line) != nil)
    #expect(workbook.says("load") == "4" && workbook.settings.map(\.line) == before)
    #expect(workbook.ownCells.isEmpty)
    #expect(workbook.changes("rate = 4").contains("load 4 → 5"))
  }

  /// A setting that makes a parameter set by formula invalid leaves that one without a value.
  @Test func aFollowingParameterCanLeaveItsRange() {
    var workbook = Workbook.holding(("m", text))
    _ = workbook.says("load = rate * 2")
    let changes = workbook.changes("rate = 9")
    #expect(changes.contains("load 6 → no value") && changes.contains("rate 3 → 9"))
    #expect(workbook.says("sum").contains("load goes from 0 to 10"))
    #expect(workbook.changes("rate = 1").contains("load none → 2"))
  }
}
