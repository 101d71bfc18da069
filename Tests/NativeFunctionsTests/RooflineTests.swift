import Basics
import Diagnostics
import Display
import Language
import NativeFunctions
import Presentation
import Testing
import Workbook

/// Rooflines: what memory and arithmetic allow, and what is drawn below it.
@Suite struct RooflineTests {
  private func record(_ line: String) throws -> Record {
    var workbook = DeclarationTests.workbook
    workbook.isAutomatic = true
    guard case .value(.record(let record), _) = try workbook.run(Source(line)) else {
      throw Missing()
    }
    return record
  }

  private struct Missing: Error {}

  private func numbers(_ record: Record, _ field: String) throws -> [Double] {
    guard case .series(let series)? = record[field] else { throw Missing() }
    return series.values.map { $0.quantity?.base ?? .nan }
  }

  /// Qwen3-8B in 8 bits on an H100, by hand: its tables of the vocabulary stay at 16 bits, and only the
  /// one at the end is read whole.
  @Test func anH100ByHand() throws {
    let roof = try record(
      "gpu_roofline(\"qwen3-8b\", \"h100\", precision: \"fp8\", context: 0 token)")
    let table = 151_936.0 * 4096
    let bytes = 8.191e9 - 2 * table + 2 * table
    let work = 2 * (8.191e9 - table)
    let bounds = try numbers(roof, "bound")
    #expect(abs(bounds[0] / (3350e9 / bytes) - 1) < 1e-9)
    #expect(abs(bounds[8] / (256 * 3350e9 / bytes) - 1) < 1e-9)
    // From 484 together on, arithmetic is the bound.
    #expect(abs(bounds[10] / (1978.9e12 / work) - 1) < 1e-9)
    #expect(abs(try numbers(roof, "intensity")[0] / (work / bytes) - 1) < 1e-9)
    #expect(try numbers(roof, "together") == (0...10).map { Double(1 << $0) })
  }

  static let shapes = [
    "\"qwen3-8b\", \"h100\", precision: \"fp8\"", "\"qwen3-8b\", \"a100-80gb\"",
    "\"qwen3-8b\", \"h100\", kv: \"8-bit\", context: 8k token",
    "\"llama-3.1-70b\", \"h100\", gpus: 4 gpu", "\"qwen3-30b-a3b\", \"h200\", precision: \"fp8\"",
    "\"qwen3-8b\", \"l4\", precision: \"int8\", context: 100 token",
  ]

  /// Nothing that is derived lies above the roof; more together never allows less.
  @Test(arguments: shapes) func nothingIsAboveTheRoof(_ shape: String) throws {
    let roof = try record("gpu_roofline(\(shape))")
    let (bound, reached) = (try numbers(roof, "bound"), try numbers(roof, "reached"))
    #expect(zip(bound, reached).allSatisfy { $0 >= $1 && $1 > 0 })
    #expect(zip(bound, bound.dropFirst()).allSatisfy { $0 <= $1 * (1 + 1e-12) })
    let chart = try #require(roof.chart)
    let ridge = chart.curves[0].points[1]
    #expect(chart.curves[0].points.count == 3)
    #expect(abs(chart.curves[0].points[2].y / ridge.y - 1) < 1e-12)
    for curve in chart.curves.dropFirst() {
      #expect(!curve.points.isEmpty)
      for point in curve.points {
        let above = ridge.y * min(1, point.x / ridge.x)
        #expect(point.y > 0 && point.y <= above * (1 + 1e-9), "\(curve.name), \(point.name)")
      }
    }
  }

  /// A load test of one's own moves what is reached, and not the roof.
  @Test func ownPointsAreDrawn() throws {
    let shape = "\"qwen3-8b\", \"h100\", precision: \"fp8\""
    let derived = try record("gpu_roofline(\(shape))")
    let own = try record("gpu_roofline(\(shape), fitted: \(BatchingFunctionTests.fitted))")
    #expect(own["bound"] == derived["bound"])
    #expect(own["reached"] != derived["reached"])
    #expect(own.chart?.curves[1].name == "decode, fitted")
    #expect(derived.chart?.curves[1].name == "decode, derived")
  }

  @Test func theEngineHereIsDrawn() throws {
    let model = try TestModel()
    guard case .record(let record) = try model.value("roofline(context: 16, threads: 1)") else {
      throw Missing()
    }
    let chart = try #require(record.chart)
    #expect(chart.curves.map { $0.points.count } == [3, 4, 1])
    #expect(chart.curves[1].points.map { $0.name }.last == "8 together")
    // More together, more operations for each byte.
    let intensities = chart.curves[1].points.map { $0.x }
    #expect(intensities[0] < intensities[2] && intensities[1] < intensities[2])
    #expect(intensities[2] < intensities[3])
    #expect(record["ceiling"]?.quantity.map { $0.base > 0 } == true)
    #expect(record["batched"]?.quantity.map { $0.base > 0 } == true)
  }

  /// The picture comes first, above the table; as JSON it is a member of its own.
  @Test func itIsShownAndWritten() throws {
    let roof = try record("gpu_roofline(\"qwen3-8b\", \"h100\")")
    let display = Value.record(roof).display
    guard case .plot(let plot)? = display.blocks.first else {
      Issue.record("no plot")
      return
    }
    #expect(plot.x.isLogarithmic && plot.y.isLogarithmic)
    #expect(plot.series.count == 3)
    #expect(plot.table.rows.count == plot.series.reduce(0) { $0 + $1.points.count })
    let json = JSON(Value.record(roof)).member("chart")
    #expect(json?.member("curves")?.asList?.count == 3)
    #expect(json?.member("y")?.member("unit") == .string("TFLOP/s"))
  }

  @Test(arguments: [
    ("gpu_roofline(\"qwen3-8b\", \"h100\", context: 20M token)", "out-of-range"),
    ("gpu_roofline(\"qwen3-8b\", \"h1000\")", "unknown-name"),
    ("gpu_roofline(\"llama-3.1-70b\", \"h100\")", "out-of-range"),
  ]) func refuses(_ line: String, _ code: String) throws {
    let error = #expect(throws: Diagnostic.self) { try record(line) }
    #expect(error?.code.name == code)
  }
}
