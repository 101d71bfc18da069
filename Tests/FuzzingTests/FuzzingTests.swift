import Basics
import Foundation
import Fuzzing
import TestSupport
import Testing

/// Every reader of what comes from outside, given its corpus and small changes of it. What these
/// find by chance `scripts/fuzz` looks for.
@Suite struct FuzzingTests {
  @Test(arguments: FuzzTarget.all.map { $0.name })
  func takesWhatItIsGiven(name: String) throws {
    let target = try #require(FuzzTarget.all.first { $0.name == name })
    let inputs = try corpus(of: target)
    #expect(!inputs.isEmpty, "\(name) has no corpus")
    for (file, bytes) in inputs { run(target, bytes, file) }
    var draws = SplitMix64(seed: 20_261_130)
    for number in 0..<(name == "model" ? 40 : 150) {
      var bytes = inputs[draws.index(below: inputs.count)].bytes
      let other = inputs[draws.index(below: inputs.count)].bytes
      for _ in 0...draws.index(below: 4) { change(&bytes, other, &draws) }
      run(target, bytes, "change \(number)")
    }
  }

  private func run(_ target: FuzzTarget, _ bytes: [UInt8], _ name: String) {
    do throws(Finding) {
      try target.run(bytes)
    } catch {
      Issue.record("\(target.name), \(name): \(error)")
    }
  }

  /// Inputs by their names, in an order that is always the same.
  private func corpus(of target: FuzzTarget) throws -> [(name: String, bytes: [UInt8])] {
    let folders = ["Tests/Corpora/\(target.name)"] + target.samples
    var inputs: [(name: String, bytes: [UInt8])] = []
    for folder in folders {
      let url = URL(fileURLWithPath: "\(projectFolder)/\(folder)")
      let found = FileManager.default.enumerator(at: url, includingPropertiesForKeys: nil)?
        .allObjects
      let files = (found as? [URL] ?? []).filter { !$0.hasDirectoryPath }
      for file in files.sorted(by: { $0.path < $1.path }) {
        inputs.append((file.lastPathComponent, Array(try Data(contentsOf: file))))
      }
    }
    return inputs + target.seeds().enumerated().map { ("made \($0)", $1) }
  }

  /// Changes some bytes as a damaged or hostile file would have them.
  private func change(_ bytes: inout [UInt8], _ other: [UInt8], _ draws: inout SplitMix64) {
    let place = draws.index(below: bytes.count + 1)
    let length = min(draws.index(below: 40), bytes.count - place)
    switch draws.index(below: 7) {
    case 0: bytes.removeSubrange(place..<place + length)
    case 1: bytes.insert(contentsOf: bytes[place..<place + length], at: place)
    case 2:
      let start = draws.index(below: other.count + 1)
      bytes.insert(contentsOf: other[start..<min(other.count, start + 60)], at: place)
    case 3: bytes = Array(bytes.prefix(place))
    case 4 where place < bytes.count: bytes[place] = UInt8(draws.index(below: 256))
    case 5 where place < bytes.count: bytes[place] ^= 1 << UInt8(draws.index(below: 8))
    default:
      bytes.insert(contentsOf: Array(signs[draws.index(below: signs.count)].utf8), at: place)
    }
  }

  /// What readers tend to stumble over.
  private let signs = [
    "\0", "\u{1B}[2J", "\u{202E}", "\u{FFFD}", "é", "\u{301}", "\r\n", "\t", "\"", "'", "{", "}",
    "[",
    "]", "(", ")", "-", "--", "---", "```", "1e999", "-0", "NaN", "9223372036854775808", "0x", "%",
    "$", "&", "<", ">", "\\", "|", "~", "*", "_", "=", ":", "::", "#", ",", ";", "to", "in", "per",
    "null", "true",
  ]
}
