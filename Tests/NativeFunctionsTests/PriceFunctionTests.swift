import Course
import Diagnostics
import Foundation
import Language
import NativeFunctions
import Testing
import Workbook

/// `price("…")` and what the simulator makes of it.
@Suite struct PriceFunctionTests {
  private static let file = """
    offers:
      - {id: metered, provider: P, plan: serverless, gpu: A100, price: $3.60/(gpu*h),
         billed_by: 1 s, minimum: 2 s, bills_start: false, bills_idle: false,
         as_of: 2026-11-01, source: s}
      - {id: rented, provider: P, plan: on-demand, gpu: A100, price: $2/(gpu*h),
         as_of: 2026-11-01, source: s}
      - {id: per-request, provider: P, plan: serverless, gpu: A100, price: $0.01/request,
         as_of: 2026-11-01, source: s}
      - {id: tokens, provider: P, plan: serverless, model: M, price: $0.40 / 1M token,
         as_of: 2026-11-01, source: s}
    """

  private func value(_ line: String) throws -> Value {
    let folder = NSTemporaryDirectory() + "price-function-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(
      atPath: folder + "/Chapters", withIntermediateDirectories: true)
    try Data(Self.file.utf8).write(to: URL(fileURLWithPath: folder + "/Chapters/prices.yaml"))
    let book = try Course(folder: folder).prices
    var workbook = Workbook(
      functions: FunctionCatalog.standard
        + NativeFunctions.all(prices: book, runner: ModelRunner(model: nil)))
    return try workbook.run(Source(line)).value ?? .text("none")
  }

  @Test(arguments: [
    ("price(\"metered\").price", "$3.60/gpu·h"), ("price(\"metered\").billed_by", "1 s"),
    ("price(\"metered\").bills_idle", "false"), ("price(\"rented\").bills_idle", "true"),
    ("price(\"rented\").minimum", "0 s"), ("price(\"tokens\").price * 1M token", "$0.40"),
    ("price(\"tokens\").as_of", "\"2026-11-01\""),
  ])
  func fields(_ line: String, _ text: String) throws {
    #expect(try value(line).text == text)
  }

  /// An offer stands for its price and all of its fine print.
  @Test(arguments: [
    (
      "serverless(1/min, 0.5 s, cold_start: 9 s, price: price(\"metered\")).cost",
      """
      serverless(1/min, 0.5 s, cold_start: 9 s, price: $3.60/(gpu*h), billed_by: 1 s, \
      minimum: 2 s, bills_start: false, bills_idle: false).cost
      """
    ),
    (
      "dedicated(1/min, 5 s, price: price(\"rented\")).cost",
      "dedicated(1/min, 5 s, price: $2/(gpu*h)).cost"
    ),
    (
      "serverless(1/min, 5 s, price: price(\"per-request\")).cost_per_request", "$0.01/request"
    ),
    (
      "hybrid(1, 1/min, 5 s, price: $0/h, reserved_price: price(\"rented\")).cost",
      "hybrid(1, 1/min, 5 s, price: $0/h, reserved_price: $2/(gpu*h)).cost"
    ),
    // What is given beside an offer counts before it.
    (
      "serverless(1/min, 0.5 s, price: price(\"metered\"), minimum: 0 s, billed_by: 0 s).cost",
      "serverless(1/min, 0.5 s, price: $3.60/(gpu*h), bills_start: false, bills_idle: false).cost"
    ),
  ])
  func inARun(_ line: String, _ same: String) throws {
    #expect(try value(line).text == (try value(same).text))
  }

  @Test(arguments: [
    ("price(\"meterd\")", "unknown-name", "\"meterd\""),
    ("price(3)", "wrong-arguments", "3"),
    (
      "hybrid(1, 1/min, 5 s, reserved_price: price(\"per-request\"))", "wrong-arguments",
      "price(\"per-request\")"
    ),
    ("hybrid(1, 1/min, 5 s, reserved_price: \"x\")", "wrong-arguments", "\"x\""),
    ("serverless(1/s, 1 s, price: price(\"tokens\"))", "wrong-arguments", "price(\"tokens\")"),
  ])
  func refuses(_ line: String, _ code: String, _ place: String) throws {
    let error = #expect(throws: Diagnostic.self) { try value(line) }
    #expect(error?.code.name == code)
    #expect(error?.span?.text == place)
  }
}
