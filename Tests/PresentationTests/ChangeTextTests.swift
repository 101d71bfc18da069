import Basics
import Diagnostics
import Language
import Quantities
import Testing
import Workbook

@testable import Presentation

/// Two values of one cell in words.
@Suite struct ChangeTextTests {
  private func quantity(_ text: String) throws -> Quantity {
    let expression = try Expression.parse(Source(text), in: ParsingScope())
    return try #require(expression.literal)
  }

  /// Both values with enough digits to be told apart, the common unit once.
  @Test(arguments: [
    ("432 gpu·h/month", "1,152 gpu·h/month", "432 → 1,152 gpu·h/month"),
    ("$27.777777/gpu·h", "$10.416666/gpu·h", "$27.78 → $10.42/gpu·h"),
    ("15%", "40%", "15% → 40%"), ("1", "2", "1 → 2"), ("$5", "$6", "$5 → $6"),
    ("1 request", "2 requests", "1 → 2 requests"), ("2 requests", "1 request", "2 → 1 request"),
    ("1 day", "3 days", "1 → 3 days"), ("0 days", "1 day", "0 → 1 day"),
    ("1 request/s", "1.5 requests/s", "1 → 1.5 requests/s"),
    ("-1 day", "2 days", "-1 → 2 days"), ("-$5/h", "$5/h", "-$5 → $5/h"),
    ("90 min", "1 h", "90 min → 1 h"), ("0.5/s", "2/s", "0.5 → 2/s"),
    ("1e20 h", "2e20 h", "1e20 → 2e20 h"),
    ("27.77771 h", "27.77772 h", "27.77771 → 27.77772 h"),
    ("1.0000001 days", "1.0000002 days", "1.0000001 → 1.0000002 days"),
    ("$12,000.0001/month", "$12,000.0002/month", "$12,000.0001 → $12,000.0002/month"),
    ("1 day", "1.00000001 days", "1 → 1.00000001 days"),
    // Neighbours among the numbers that there are: all 17 digits.
    ("0.3", "0.30000000000000004", "0.3 → 0.30000000000000004"),
  ])
  func pairs(_ old: String, _ new: String, _ text: String) throws {
    let (from, to) = Changes.pair(try quantity(old), try quantity(new))
    #expect("\(from) → \(to)" == text)
  }

  /// However many digits hold of each: what is shown does not fall where the values rise.
  @Test func roundingNeverTurnsAChangeRound() throws {
    var random = SplitMix64(seed: 5)
    func margin() -> Quantity? {
      let size = Double.random(in: 1e-4...0.9, using: &random)
      return Bool.random(using: &random) ? Quantity(size, .none) : nil
    }
    func number(_ text: String) -> Double? { Double(text.filter { $0.isNumber || $0 == "." }) }
    for round in 0..<2000 {
      let first = Double.random(in: 0.5...20, using: &random)
      let old = Quantity(first, .none)
      let new = Quantity(first * Double.random(in: 0.9...1.1, using: &random), .none)
      let (from, to) = Changes.pair(old, new, within: margin(), margin())
      let shown = try #require(number(to)) - #require(number(from))
      #expect(
        shown * (new.base - old.base) >= 0, "\(round): \(old.base) → \(new.base): \(from) → \(to)")
    }
    let (from, to) = Changes.pair(
      Quantity(4.17, .none), Quantity(4.153, .none), within: Quantity(0.01, .none),
      Quantity(0.2, .none))
    #expect("\(from) → \(to)" == "4.17 → 4.15")
  }

  @Test(
    arguments: [
      ("432 h", "1,152 h", "×2.7"), ("$27.78", "$10.42", "×0.38"), ("100 h", "70.6 h", "×0.71"),
      ("1 h", "12.4 h", "×12"), ("1 h", "1,234,567 h", "×1,234,567"), ("1 h", "0.001 h", "×0.001"),
      ("100", "100.4", "×1.004"), ("100", "99.6", "×0.996"), ("-2", "-4", "×2"),
      ("1 h", "30 min", "×0.5"),
      ("1 h", "95 h", "×95"), ("1 h", "9.96 h", "×10"),
      // Where a ratio says nothing there is none.
      ("0 h", "5 h", nil), ("5 h", "0 h", nil), ("-1", "1", nil),
      ("1,000,000,000", "1,000,000,001", nil),
      ("1e10", "1e-10", nil),
    ] as [(String, String, String?)])
  func ratios(_ old: String, _ new: String, _ text: String?) throws {
    #expect(Changes.ratio(try quantity(old), try quantity(new)) == text)
  }

  /// Simulated values keep their own digits on each side, at least two of them.
  @Test(arguments: [
    ("45.2 s", "16.4 s", "3 s", "0.2 s", "45 → 16.4 s"),
    ("$264.37", "$94.99", "$2", "$1", "$264 → $95"),
    ("92.2%", "39.4%", "0.5%", "2%", "92.2% → 39%"),
    ("5,432 h", "1,456 h", "30 h", "1,100 h", "5,430 → ≈\u{00A0}1,500 h"),
  ])
  func simulated(
    _ old: String, _ new: String, _ before: String, _ after: String, _ text: String
  ) throws {
    let (from, to) = Changes.pair(
      try quantity(old), try quantity(new), within: try quantity(before), try quantity(after))
    #expect("\(from) → \(to)" == text)
  }
}
