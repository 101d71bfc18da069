import Basics
import Foundation
import Testing

@testable import Simulation

/// What a cache finds of prompts, by the hashes of a trace.
@Suite struct PrefixHitTests {
  private func hits(_ lines: [String], room: Double = .infinity) throws -> PrefixHits {
    let path = NSTemporaryDirectory() + "prefixes-\(UInt64.random(in: 0 ... .max)).jsonl"
    try (lines.joined(separator: "\n") + "\n").write(
      toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try PrefixHits(path, room: room)
  }

  private func line(_ tokens: Int, _ hashes: [Int]) -> String {
    "{\"timestamp\": 0, \"input_length\": \(tokens), \"output_length\": 1, \"hash_ids\": \(hashes)}"
  }

  @Test func whatBeganAlikeIsFound() throws {
    let found = try hits([
      line(1000, [1, 2]), line(1500, [1, 2, 3]), line(1500, [1, 9, 3]), line(1024, [1, 2]),
    ])
    #expect(found.block == 512)
    #expect(found.requests == 4 && found.blocks == 4)
    // Two blocks, one block, and all but the last token.
    #expect(found.foundTokens == 1024 + 512 + 1023)
    #expect(found.promptTokens == 5024)
  }

  @Test func aSmallCacheForgetsWhatWasNotUsedForTheLongestTime() throws {
    let lines = [line(513, [1, 2]), line(513, [3, 4]), line(513, [1, 2])]
    #expect(try hits(lines).foundTokens == 512)
    #expect(try hits(lines, room: 1024).foundTokens == 0)
    #expect(try hits(lines, room: 0).foundTokens == 0)
  }

  /// A larger cache never finds less, and an endless one finds what a plain set would.
  @Test(arguments: UInt64(1)...20)
  func moreRoomFindsMore(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var lines: [String] = []
    var known: Set<Int> = []
    var plain = 0
    for _ in 0..<200 {
      let first = Int(random.next() % 6)
      let count = 2 + Int(random.next() % 8)
      let hashes = (0..<count).map { first * 1000 + $0 }
      let found = hashes.prefix { known.contains($0) }.count
      let tokens = (count - 1) * 16 + 1 + Int(random.next() % 16)
      plain += min(found * 16, tokens - 1)
      known.formUnion(hashes)
      lines.append(line(tokens, hashes))
    }
    var before = 0.0
    for room in [16.0, 160, 480, 800, .infinity] {
      let found = try hits(lines, room: room).foundTokens
      #expect(found >= before, "seed \(seed), room \(room)")
      before = found
    }
    #expect(before == Double(plain), "seed \(seed)")
  }

  @Test func otherFilesAreRefused() throws {
    for content in [
      "time,tokens\n1,2\n", "{\"timestamp\": 1}\n", "{\"timestamp\": 1, \"hash_ids\": [1]}\n", "\n",
    ] {
      #expect(throws: SimulationError.self, "\(content)") { try hits([content]) }
    }
    // Rows without a length are counted, and the others read.
    let found = try hits([
      line(600, [1, 2]), "{\"hash_ids\": [1, 2]}", "rubbish", line(600, [1, 2]),
    ])
    #expect(found.requests == 2 && found.left == 2)
  }
}
