import Basics
import Testing

@testable import Records

/// What stands in several files is found, whether it is in memory or on disk.
@Suite struct SpilledKeysTests {
  @Test(arguments: [(UInt64(1), 500), (2, 20_000), (3, 400_000)])
  func asADictionary(_ seed: UInt64, _ count: Int) {
    var random = SplitMix64(seed: seed)
    var keys = SpilledKeys()
    var known: [Int: [(Int32, Int32)]] = [:]
    for number in 0..<count {
      // Half of them come once; some parts get many more than others.
      let hash =
        number % 2 == 0 ? Int(truncatingIfNeeded: random.next()) : Int(random.next() % 4096) << 3
      let file = Int32(number / 8)
      keys.add(.init(hash: hash, file: file, answer: Int32(number % 8)))
      known[hash, default: []].append((file, Int32(number % 8)))
    }
    var found: [Int: [(Int32, Int32)]] = [:]
    keys.forEachShared { shared in
      guard let hash = shared.first?.hash else { return }
      #expect(found[hash] == nil)
      found[hash] = shared.map { ($0.file, $0.answer) }
    }
    let expected = known.filter { Set($0.value.map { $0.0 }).count > 1 }
    #expect(keys.isWhole && found.count == expected.count && found.count > count / 500)
    #expect(
      expected.allSatisfy { hash, list in
        list.elementsEqual(found[hash] ?? []) { $0 == $1 }
      }, "seed \(seed)")
  }

  @Test func aFileGivesBackWhatWasAdded() throws {
    var random = SplitMix64(seed: 7)
    let file = try #require(SpillFile())
    var all: [UInt8] = []
    for _ in 0..<200 {
      let bytes = (0..<Int.random(in: 0...9000, using: &random)).map { _ in
        UInt8(truncatingIfNeeded: random.next())
      }
      #expect(file.append(bytes))
      all += bytes
      let start = Int.random(in: 0...all.count, using: &random)
      let end = Int.random(in: start...all.count, using: &random)
      #expect(file.read(start..<end) == Array(all[start..<end]))
      #expect(file.count == all.count)
    }
    #expect(file.read(0..<all.count + 1) == nil)
  }
}
