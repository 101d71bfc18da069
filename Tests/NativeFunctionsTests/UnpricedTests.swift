import Basics
import Diagnostics
import Language
import NativeFunctions
import Testing
import Workbook

/// A run without a price has no cost, and says so; a price of 0 is a price.
@Suite struct UnpricedTests {
  private func value(_ line: String) throws(Diagnostic) -> Value? {
    var workbook = TestModel.workbook(nil)
    return try workbook.run(Source(line)).value
  }

  private static let runs = [
    "serverless(2/s, 1 s, horizon: 200 requests)", "dedicated(2/s, 1 s, gpus: 3, horizon: 1 min)",
    "hybrid(1 gpu, 2/s, 1 s, horizon: 200 requests)",
    "hybrid(1 gpu, 2/s, 1 s, reserved_price: $2/(gpu*h), horizon: 200 requests)",
    "mixed(2/s, 1 s, pool(\"a\", gpus: 3), pool(\"b\", price: $2/(gpu*h)), horizon: 200 requests)",
  ]

  /// Each of the figures of cost is refused with the parameter that lacks, and a line that has it.
  @Test(arguments: runs)
  func hasNoCost(_ run: String) throws {
    for field in [
      "cost", "cost_per_request", "cost_per_month", "margins.cost_per_month",
      "margins.cost_per_request",
    ] {
      let error = #expect(throws: Diagnostic.self) { try value("\(run).\(field)") }
      #expect(error?.message.contains("price: was not given") ?? false, "\(run).\(field)")
      let line = try #require(error?.suggestion)
      #expect(line.hasSuffix("." + field) && line.contains("price: "))
      #expect(throws: Never.self) { try value(line) }
    }
    #expect(try value(run + ".assumed")?.text.contains("given, so no cost is told") ?? false)
    guard case .record(let record)? = try value(run) else { throw Diagnostic(.wrongKind, "none") }
    #expect(!record.fields.contains { $0.name.hasPrefix("cost") })
  }

  @Test func aHybridNeedsBothPrices() throws {
    let error = #expect(throws: Diagnostic.self) {
      try value("hybrid(1 gpu, 2/s, 1 s, price: $2/(gpu*h), horizon: 200 requests).cost")
    }
    #expect(error?.message.contains("reserved_price: was not given") ?? false)
    let line = try #require(error?.suggestion)
    #expect(throws: Never.self) { try value(line) }
  }

  @Test(arguments: [
    "serverless(2/s, 1 s, price: $0/h, horizon: 200 requests).cost",
    "dedicated(2/s, 1 s, gpus: 3, price: $0/(gpu*h), horizon: 1 min).cost",
    "mixed(2/s, 1 s, pool(\"a\", gpus: 3, price: $0/h), horizon: 200 requests).pools.first.cost_per_month",
  ])
  func nothingIsAPrice(_ line: String) throws {
    #expect(try value(line)?.quantity?.magnitude == 0)
  }

  @Test func noComparisonOfCosts() throws {
    let priced = "dedicated(1/s, 500 ms, price: $2/(gpu*h), horizon: 200 requests)"
    let unpriced = "dedicated(1/s, 500 ms, gpus: 2, horizon: 200 requests)"
    let error = #expect(throws: Diagnostic.self) {
      try value("paired(\(priced), \(unpriced)).cost_of_1000")
    }
    #expect(error?.message.contains("price: was not given") ?? false)
  }
}
