import Language
import Quantities
import TestSupport
import Testing

/// A share is a number with a percent sign to show; the sign changes no result.
@Suite struct ShareTests {
  @Test(arguments: [
    ("15% * 200", "30"), ("200 * 15%", "30"), ("floor(33% * 10)", "3"), ("floor(10 * 33%)", "3"),
    ("u * n + 5", "5.6"), ("n * u + 5", "5.6"), ("u * n", "0.6"), ("n * u", "0.6"),
    ("u * 2", "30%"), ("2 * u", "30%"), ("u / 3", "5%"), ("15% / 3", "5%"), ("u * u", "2.25%"),
    ("u * 2 + 5%", "35%"), ("5% + 2 * u", "35%"), ("1 - 2 * u", "0.7"), ("1 - u * 2", "0.7"),
    ("1 - 2 * u - 10%", "0.6"), ("2 * u * n", "1.2"), ("n * u * 2", "1.2"), ("-(2 * u)", "-30%"),
    ("floor(u * 100)", "15"), ("floor(100 * u)", "15"), ("n / u", "26.67"), ("u / u", "1"),
    ("u in 1", "0.15"), ("0.15 in %", "15%"), ("u * n in %", "60%"), ("2 * u in 1", "0.3"),
    ("3 gpu * u", "0.45 gpu"), ("u * 3 gpu", "0.45 gpu"), ("u * n == n * u", "true"),
    ("u * 2 == 0.3", "true"), ("if n > 1 then 2 * u else u", "30%"), ("u * n > 5", "false"),
    ("max(2 * u, 10%)", "0.3"),
  ])
  func shown(_ line: String, _ text: String) throws {
    var scope = TestScope()
    _ = try scope.run("u = 15%")
    _ = try scope.run("n = 4")
    #expect(try scope.run(line)?.text == text)
  }

  /// What a random formula is made of: its text, and whether it is a sum of numbers and shares that
  /// has to be refused.
  private func factor(_ generator: inout SplitMix64, depth: Int) -> String {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &generator) {
    case 0: "u"
    case 1: "w"
    case 2: "n"
    case 3: "\(Int.random(in: 1..<300, using: &generator))"
    case 4: "\(Int.random(in: 1..<100, using: &generator))%"
    case 5: "\(Int.random(in: 1..<9, using: &generator)) gpu"
    default: "(" + product(&generator, depth: depth - 1).joined(separator: " * ") + ")"
    }
  }

  private func product(_ generator: inout SplitMix64, depth: Int) -> [String] {
    (0..<Int.random(in: 2...4, using: &generator)).map { _ in factor(&generator, depth: depth) }
  }

  /// The factors of a product may stand in any order: value, unit and the form shown are the same,
  /// and so is what is computed from it.
  @Test(arguments: 0..<6 as Range<UInt64>) func productsCommute(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    var scope = TestScope()
    for line in ["u = 15%", "w = 40%", "n = 7"] { _ = try scope.run(line) }
    for round in 0..<150 {
      let factors = product(&generator, depth: 2)
      var others = factors
      others.shuffle(using: &generator)
      let lines = [factors, others].map { $0.joined(separator: " * ") }
      let note = "seed \(seed), round \(round): \(lines[0]) and \(lines[1])"
      let values = try lines.map { try scope.run($0)?.quantity }
      guard let left = values[0], let right = values[1] else {
        Issue.record("\(note) are no quantities")
        continue
      }
      #expect(left.base.isSame(as: right.base), "\(note)")
      #expect(left.unit == right.unit, "\(note)")
      guard left.dimension.isNone else { continue }
      for use in ["floor(X)", "round((X) * 10)", "n * (X) + 5", "1 - (X)", "(X) / n"] {
        let both = try lines.map { line in
          let text = use.replacing("X", with: line)
          return try scope.run(text)?.quantity?.base
        }
        let isSame = both[0].map { a in both[1].map { a.isSame(as: $0) } ?? false } ?? false
        #expect(isSame, "\(use): \(note)")
      }
    }
  }
}
