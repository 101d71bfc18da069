import Basics
import Diagnostics
import Language
import Quantities
import Testing

@testable import NativeFunctions

/// Tables from CSV files, which may hold anything.
@Suite struct DataFunctionTests {
  private func table(_ text: String) throws(Diagnostic) -> Record {
    try DataFunction.table(text, of: "table.csv")
  }

  private func column(_ name: String, _ text: String) throws -> String {
    try table(text)[name]?.text ?? "none"
  }

  @Test func unitsInTheHeader() throws {
    let text = """
      Month, Price per hour ($/h), hours [h], plan, share
      2026-01, "1,000.50", 720, spot, 15%
      2026-02, 3, 10, on-demand, 40%
      """
    #expect(try column("month", text) == "[\"2026-01\", \"2026-02\"]")
    #expect(try column("price_per_hour", text) == "[$1,000.50/h, $3/h]")
    #expect(try column("hours", text) == "[720 h, 10 h]")
    #expect(try column("plan", text) == "[\"spot\", \"on-demand\"]")
    #expect(try column("share", text) == "[15%, 40%]")
  }

  @Test func cellsWithUnits() throws {
    #expect(try column("price", "price\n$3/h\n$4/h\n") == "[$3/h, $4/h]")
    #expect(try column("price", "price ($/h)\n$3/h\n$1/min\n") == "[$3/h, $60/h]")
    #expect(try column("price", "price ($/(gpu*h))\n3\n") == "[$3/gpu·h]")
    #expect(try column("a_b_c", "a (b) c (h)\n3\n") == "[3 h]")
    #expect(try column("n", "n;m\n1;2\n3;4\n") == "[1, 3]")
    #expect(try column("column_2026", "2026,b\n1,2\n") == "[1]")
  }

  /// Headings and cells may have the units that a course names.
  @Test func unitsOfACourse() throws {
    let names = FleetNames(
      server: FleetNames.Name("barista", many: "baristas"),
      request: FleetNames.Name("customer", many: "customers"))
    let text = "wage ($/(barista*h)),served\n20,5 customers\n25,7 customers\n"
    let table = try DataFunction.table(text, of: "table.csv", in: names.units())
    #expect(table["wage"]?.text == "[$20/barista·h, $25/barista·h]")
    #expect(table["served"]?.text == "[5 customers, 7 customers]")
    #expect(throws: Diagnostic.self) { try DataFunction.table(text, of: "table.csv") }
  }

  @Test(arguments: [
    "", "a,b\n", "a,b\n1\n", "a,a\n1,2\n", "a (zebra)\n1\n", "a (h)\nx\n", "a (h)\n3 gpu\n",
    "a\n\"1\n", "a,b\n1,2,3\n", "a\n$3/h\n4 gpu\n", "a (h)\n\n",
  ])
  func refused(_ text: String) {
    #expect(throws: Diagnostic.self) { try table(text) }
  }

  @Test func limits() {
    let rows = "a\n" + String(repeating: "1\n", count: 10_001)
    #expect(throws: Diagnostic.self) { try table(rows) }
    let columns = (0..<300).map { "c\($0)" }.joined(separator: ",")
    #expect(throws: Diagnostic.self) { try table(columns + "\n" + columns + "\n") }
  }

  /// Whatever the bytes are, a table or a problem comes of them.
  @Test(arguments: [UInt64](1...20)) func anything(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let pieces = [
      "a", ",", "\n", "\"", "1", "$3/h", "(h)", ";", "\t", "\u{0}", "%", "-", "é", "\r\n", " ",
    ]
    for _ in 0..<40 {
      let text = (0..<30).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      guard let record = try? table(text) else { continue }
      let counts = Set(
        record.fields.map { field -> Int in
          if case .series(let series) = field.value { return series.count }
          return -1
        })
      #expect(counts.count == 1 && counts.first != -1, "seed \(seed): \(text)")
    }
  }
}
