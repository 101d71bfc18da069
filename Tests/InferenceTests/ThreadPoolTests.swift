import Synchronization
import Testing

@testable import Inference

@Suite struct ThreadPoolTests {
  @Test(arguments: [1, 2, 5])
  func everyChunkRunsOnce(threads: Int) {
    let pool = ThreadPool(threads: threads)
    for chunks in [0, 1, 2, 3, 64, 1000] {
      let counts = Counts(chunks)
      pool.run(chunks) { counts.values[$0].add(1, ordering: .relaxed) }
      #expect((0..<chunks).allSatisfy { counts.values[$0].load(ordering: .relaxed) == 1 })
    }
  }

  @Test func manyLoopsFollowEachOther() {
    let pool = ThreadPool(threads: 3)
    let total = Atomic<Int>(0)
    for _ in 0..<3000 { pool.run(7) { total.add($0, ordering: .relaxed) } }
    #expect(total.load(ordering: .relaxed) == 3000 * 21)
  }

  @Test func aStoppedPoolStillRuns() {
    let pool = ThreadPool(threads: 4)
    pool.stop()
    let total = Atomic<Int>(0)
    pool.run(10) { total.add($0, ordering: .relaxed) }
    #expect(total.load(ordering: .relaxed) == 45)
  }

  @Test(
    arguments: [
      ("max 100000\n", nil), ("200000 100000\n", 2), ("150000 100000", 2), ("50000 100000", 1),
      ("100001 100000", 2), ("", nil), ("0 100000", nil), ("100000 0", nil), ("-1 5", nil),
      ("9223372036854775807 1", .max), ("2 x", nil),
    ] as [(String, Int?)])
  func timeOfAControlGroup(text: String, processors: Int?) {
    #expect(ThreadPool.quota(text) == processors)
  }

  private final class Counts: Sendable {
    let values: [Slot]
    init(_ count: Int) { values = (0..<count).map { _ in Slot() } }
    final class Slot: Sendable {
      private let value = Atomic<Int>(0)
      func add(_ n: Int, ordering: AtomicUpdateOrdering) { value.add(n, ordering: .relaxed) }
      func load(ordering: AtomicLoadOrdering) -> Int { value.load(ordering: .relaxed) }
    }
  }
}
