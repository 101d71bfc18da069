import Basics
import Records
import TestSupport
import Testing

/// Programs that keep settings in one place, each with its own view of them.
@Suite struct SettingMergingTests {
  private func settings(_ lines: [String: Int]) -> [Setting] {
    lines.keys.sorted().map { Setting(name: $0, line: "\($0) = \(lines[$0] ?? 0)") }
  }

  @Test(
    arguments: [
      // known, wanted, stored, kept
      ([:], ["a": 1], [:], ["a": 1]),
      (["a": 1], ["a": 2], ["a": 1], ["a": 2]),
      (["a": 1], [:], ["a": 1], [:]),
      // What others added, changed and took away while something else was changed here.
      (["a": 1], ["a": 2], ["a": 1, "b": 5], ["a": 2, "b": 5]),
      (["a": 1, "b": 1], ["a": 2, "b": 1], ["a": 1, "b": 5], ["a": 2, "b": 5]),
      (["a": 1, "b": 1], ["a": 2, "b": 1], ["a": 1], ["a": 2]),
      // Both changed the same: the later counts.
      (["a": 1], ["a": 2], ["a": 5], ["a": 2]), (["a": 1], [:], ["a": 5], [:]),
      ([:], ["a": 2], ["a": 5], ["a": 2]), (["a": 1], ["a": 2], [:], ["a": 2]),
    ] as [([String: Int], [String: Int], [String: Int], [String: Int])])
  func merging(
    _ known: [String: Int], _ wanted: [String: Int], _ stored: [String: Int], _ kept: [String: Int]
  ) {
    let merged = settings(wanted).merged(knowing: settings(known), over: settings(stored))
    #expect(Set(merged) == Set(settings(kept)) && merged.count == kept.count)
  }

  /// Sessions that take turns at random end with the last change of every name, whoever made it.
  @Test(arguments: [UInt64](1...8)) func theLastChangeOfEachNameCounts(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var (stored, truth): ([Setting], [String: Int]) = ([], [:])
    var views: [(known: [Setting], own: [String: Int])] = [([], [:]), ([], [:]), ([], [:])]
    for turn in 1...60 {
      let who = Int.random(in: 0..<3, using: &random)
      let name = ["a", "b", "c", "d"][Int.random(in: 0..<4, using: &random)]
      if Int.random(in: 0..<8, using: &random) == 0 {
        // It is started anew, and sees what there is.
        views[who] = (stored, truth)
        continue
      }
      let value = Int.random(in: 0..<4, using: &random) == 0 ? nil : turn
      // Taking away what it never saw there is no change.
      if value == nil, views[who].own[name] == nil { continue }
      views[who].own[name] = value
      truth[name] = value
      let wanted = settings(views[who].own)
      stored = wanted.merged(knowing: views[who].known, over: stored)
      views[who].known = wanted
      #expect(Set(stored) == Set(settings(truth)), "seed \(seed), turn \(turn)")
    }
  }
}
