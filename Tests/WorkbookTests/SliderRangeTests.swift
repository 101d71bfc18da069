import Language
import Quantities
import TestSupport
import Testing

@testable import Workbook

/// Where a slider stops.
@Suite struct SliderRangeTests {
  private static func range(_ declaration: String) throws -> SliderRange {
    let workbook = Workbook.holding(("m", declaration))
    let cell = try #require(workbook.cells(of: "m").first ?? workbook.ownCells.first)
    let bounds = cell.low.flatMap { low in cell.high.map { (low: low, high: $0) } }
    return SliderRange(
      around: try #require(cell.value?.quantity), bounds: bounds, step: cell.step)
  }

  /// What a parameter is declared as, the step, how many stops, and the first few and the last.
  static let cases: [(String, String, Int, String)] = [
    ("param x = 15% in 1%..100%", "1%", 100, "1% 2% 3% 4% … 100%"),
    ("param x = 0% in 0%..100%", "1%", 101, "0% 1% 2% 3% … 100%"),
    ("param x = 15.5% in 10%..20%", "0.1%", 101, "10% 10.1% 10.2% 10.3% … 20%"),
    ("param x: gpu = 4 in 1..64", "1 gpu", 64, "1 gpu 2 gpu 3 gpu 4 gpu … 64 gpu"),
    ("param x: gpu = 1 in 1..4", "1 gpu", 4, "1 gpu 2 gpu 3 gpu 4 gpu … 4 gpu"),
    ("param x: gpu = 1.5 gpu in 1..4", "0.05 gpu", 61, "1 gpu 1.05 gpu 1.1 gpu 1.15 gpu … 4 gpu"),
    ("param x = 40 in 0..150 step 10", "10", 16, "0 10 20 30 … 150"),
    ("param x: h = 1 in 0..2 step 0.5", "0.5 h", 5, "0 h 0.5 h 1 h 1.5 h … 2 h"),
    ("param x = 4 in 0..150", "2", 76, "0 2 4 6 … 150"),
    ("param x = 20 in 0..1000", "10", 101, "0 10 20 30 … 1,000"),
    ("param x = 7 in 0..1000", "log", 69, "0 1 2 3 … 1,000"),
    ("param x = 1 in 1..500", "log", 60, "1 2 3 4 … 500"),
    (
      "param x: request = 64 in 1..128", "log", 43,
      "1 request 2 requests 3 requests 4 requests … 128 requests"
    ),
    ("param x: s = 30 s in 0 s..3600 s", "log", 79, "0 s 0.1 s 0.12 s 0.14 s … 3,600 s"),
    ("param x: s = 10 s in 0.1 s..60 s", "log", 82, "0.1 s 0.11 s 0.12 s 0.13 s … 60 s"),
    ("param x: $/h = $2/h in $1/h..$5/h", "$0.05/h", 81, "$1/h $1.05/h $1.10/h $1.15/h … $5/h"),
    ("param x: GB = 14 GB in 1 GB..80 GB", "1 GB", 80, "1 GB 2 GB 3 GB 4 GB … 80 GB"),
    ("param x = 0.5 in -1..1", "0.02", 101, "-1 -0.98 -0.96 -0.94 … 1"),
    ("param x = -15 in -20..-10.5", "0.1", 96, "-20 -19.9 -19.8 -19.7 … -10.5"),
    (
      "param x: $/month = $12,000/month in $1..$10M/month", "log", 71,
      "$1/month $1.20/month $1.50/month $2/month … $10,000,000/month"
    ),
    (
      "param x: request/min = 2 request/min in 0.1..600", "log", 65,
      "0.1 requests/min 0.12 requests/min 0.14 requests/min 0.16 requests/min … 600 requests/min"
    ),
    ("param x = 1 in 1..1000", "log", 68, "1 2 3 4 … 1,000"),
    ("param x = 1k in 1..1B", "log", 88, "1 2 3 4 … 1,000,000,000"),
    (
      "param x: B = 1 B in 1 B..1e40 B", "log", 41,
      "1 B 10 B 100 B 1,000 B … 1e40 B"
    ),
    // Without a range, one around the value.
    ("param x: h = 3 h", "0.1 h", 58, "0.3 h 0.4 h 0.5 h 0.6 h … 6 h"),
    ("param x = 40%", "1%", 101, "0% 1% 2% 3% … 100%"),
    ("param x = 250%", "5%", 97, "20% 25% 30% 35% … 500%"),
    ("param x = 4", "1", 10, "1 2 3 4 … 10"),
    ("param x = 40", "1", 77, "4 5 6 7 … 80"),
    ("param x: s = 0 s", "0.01 s", 101, "0 s 0.01 s 0.02 s 0.03 s … 1 s"),
    ("param x: $ = -$20", "$0.50", 77, "-$40 -$39.50 -$39 -$38.50 … -$2"),
    ("param x: $ = $27.777", "$1", 56, "$2 $3 $4 $5 … $56"),
  ]

  @Test(arguments: cases)
  func stops(_ declaration: String, _ step: String, _ count: Int, _ values: String) throws {
    let range = try Self.range(declaration)
    let texts = range.stops.map(\.exactText)
    #expect((range.step?.text ?? "log") == step)
    #expect(texts.count == count)
    #expect("\(texts.prefix(4).joined(separator: " ")) … \(texts.last ?? "")" == values)
    #expect(range.isOwn == declaration.contains(" in "))
  }

  /// Where the knob stands: by ratio where the stops are spread so, else by distance.
  @Test(arguments: [
    ("param x = 1000 in 1..1M", 0.5), ("param x = 10 in 1..1M", 1.0 / 6),
    ("param x: $/month = $100/month in $1..$10k/month", 0.5), ("param x = 1M in 1..1M", 1),
    ("param x = 50 in 0..100", 0.5), ("param x = 10 in 1..100", 1.0 / 11),
    ("param x = 0 in -1..1", 0.5), ("param x = 20% in 0%..100%", 0.2),
  ])
  func knob(_ declaration: String, _ share: Double) throws {
    let range = try Self.range(declaration)
    #expect(abs(range.share(range.origin) - share) < 1e-12)
  }

  /// Whatever the range: the stops rise, hold the ends and the value, are few enough, and each reads
  /// back exactly.
  @Test(arguments: 0..<200) func everyStopReadsBack(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    func number() -> Double {
      let digits = Int.random(in: 1...99_999, using: &random)
      let exponent = Int.random(in: -12...8, using: &random)
      let round = Double("\(digits)e\(exponent)") ?? 1
      return Bool.random(using: &random) ? round : round * .random(in: 0.5...1, using: &random)
    }
    let ends = [number() * (Bool.random(using: &random) ? 1 : -1), number()].sorted()
    let value = Double.random(in: ends[0]...ends[1], using: &random)
    let gpu = UnitCatalog.standard.unit(named: "gpu").map { Unit($0) } ?? .none
    let units: [Unit] = [.none, .percent, Unit(.second), gpu, .dollar]
    let unit = units.randomElement(using: &random) ?? .none
    let bounds = (low: Quantity(ends[0], unit), high: Quantity(ends[1], unit))
    let range = SliderRange(around: Quantity(value, unit), bounds: ends[0] < ends[1] ? bounds : nil)
    let stops = range.stops
    #expect(stops.count >= 2 && stops.count <= SliderRange.most + 5, "seed \(seed)")
    #expect(stops[range.origin].magnitude == value, "seed \(seed)")
    #expect(
      zip(stops, stops.dropFirst()).allSatisfy { $0.magnitude < $1.magnitude }, "seed \(seed)")
    if ends[0] < ends[1] {
      #expect(stops.first?.magnitude == ends[0] && stops.last?.magnitude == ends[1], "seed \(seed)")
    }
    let shares = stops.indices.map(range.share)
    #expect(shares.first == 0 && shares.last == 1, "seed \(seed)")
    #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 <= $1 }, "seed \(seed)")
    var workbook = Workbook()
    for stop in stops {
      _ = workbook.says("x = \(stop.exactText)")
      #expect(
        workbook.cell(named: "x")?.value == .quantity(stop), "seed \(seed): \(stop.exactText)")
    }
  }
}
