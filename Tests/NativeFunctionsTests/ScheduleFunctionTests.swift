import Diagnostics
import Language
import Testing
import Workbook

@testable import NativeFunctions

/// Rented GPUs by the clock, as the language has them.
@Suite struct ScheduleFunctionTests {
  private struct Missing: Error {}

  private func record(_ line: String) throws -> Record {
    var workbook = Workbook(
      functions: FunctionCatalog.standard
        + NativeFunctions.all(prices: nil, runner: ModelRunner(model: nil)))
    guard case .value(.record(let record), _) = try workbook.run(Source(line)) else {
      throw Missing()
    }
    return record
  }

  private func figure(_ record: Record, _ path: String...) throws -> Double {
    var value = Value.record(record)
    for name in path {
      guard case .record(let inner) = value, let next = inner[name] else { throw Missing() }
      value = next
    }
    return try #require(value.quantity?.base)
  }

  /// Five minutes of work every two hours: GPUs that are rented just then are the cheapest by far,
  /// and as quick as those that are always there.
  @Test func knownTimesAreCheapestByTheClock() throws {
    let traffic = "peaks(2/s, every: 2 h, lasting: 5 min), exponential(1 s)"
    let rented = "price: $2/(gpu*h), horizon: 24 h"
    let always = try record("dedicated(\(traffic), gpus: 5, \(rented))")
    let clock = try record(
      "dedicated(\(traffic), schedule: shift(5 gpu, from: 117 min, until: 5.5 min, every: 2 h), cold_start: 2 min, \(rented))"
    )
    let elastic = try record(
      "serverless(\(traffic), cold_start: 2 min, keep_alive: 60 s, price: $2/(gpu*h), horizon: 24 h)"
    )
    let limited = try record(
      "serverless(\(traffic), cold_start: 2 min, keep_alive: 60 s, max_instances: 5, price: $3.60/(gpu*h), horizon: 24 h)"
    )
    let costs = try [always, clock, elastic, limited].map { try figure($0, "cost_per_month") }
    #expect(costs[1] == costs.min(), "\(costs)")
    #expect(costs[0] > 12 * costs[1] && costs[2] > 3 * costs[1], "\(costs)")
    let waits = try [always, clock, limited].map { try figure($0, "wait", "p95") }
    #expect(waits[1] < waits[0] + 0.5 && waits[1] < waits[2], "\(waits)")
  }

  /// GPU-hours of a week: days, hours of the night and several shifts at once.
  private static let weeks: [(schedule: String, hours: Double)] = [
    ("shift(4 gpu, from: 8 h, until: 18 h)", 280),
    ("shift(4 gpu, from: 8 h, until: 18 h, days: \"working\")", 200),
    ("shift(4 gpu, from: 22 h, until: 6 h)", 224),
    ("shift(4 gpu, from: 22 h, until: 6 h, days: \"weekend\", otherwise: 1 gpu)", 216),
    ("shift(1 gpu, from: 0 s, until: 6 min, every: 1 h, otherwise: 1 gpu)", 168),
    (
      "shifts(shift(4 gpu, from: 8 h, until: 18 h), shift(2 gpu, from: 6 h, until: 20 h))", 336
    ),
    (
      "shifts(shift(4 gpu, from: 8 h, until: 18 h, days: \"working\"), "
        + "shift(2 gpu, from: 0 h, until: 24 h))", 436
    ),
  ]

  @Test(arguments: weeks.indices)
  func hoursOfShifts(_ index: Int) throws {
    let (schedule, hours) = Self.weeks[index]
    let run = try record(
      "dedicated(0.0001/s, 1 ms, schedule: \(schedule), horizon: 168 h)")
    let mean = try figure(run, "instances", "mean")
    #expect(abs(mean * 168 - hours) < 0.1, "\(mean * 168)")
  }

  private static let wrong: [(line: String, words: String)] = [
    ("dedicated(1/s, 1 s, gpus: 2, schedule: shift(2 gpu))", "The schedule says how many"),
    ("dedicated(1/s, 1 s, schedule: 5)", "schedule does not fit"),
    (
      "dedicated(1/s, 1 s, schedule: shift(2 gpu), routing: \"round_robin\")",
      "take their requests from one line"
    ),
    ("shift(2 gpu, from: 30 h)", "outside of the cycle"),
    ("shift(2 gpu, every: 48 h, days: \"working\")", "Days of the week"),
    ("shifts(shift(2 gpu), shift(2 gpu, from: 0 h, until: 1 h, every: 7 h))", "no multiple"),
    ("peaks(2/s, every: 1 h, lasting: 2 h)", "does not lie within"),
    ("serverless(1/s, 1 s, notice: 2 min)", "A notice comes before"),
    ("serverless(1/s, 1 s, patience: 2 gpu)", "patience does not fit"),
    ("serverless(1/s, 1 s, no_capacity: 5 min)", "no_capacity does not fit"),
    ("serverless(1/s, 1 s, waits: \"own\", timeout: 5 s)", "one line"),
    ("serverless(1/s, 1 h, interrupted: 1 min)", "interrupted"),
    ("serverless(1/s, 1 s, failed_starts: 100%)", "failed_starts"),
  ]

  @Test(arguments: wrong.indices)
  func refused(_ index: Int) {
    let (line, words) = Self.wrong[index]
    let error = #expect(throws: Diagnostic.self) { try record(line) }
    #expect(error?.message.contains(words) ?? false, "\(error?.message ?? "")")
  }

  /// What may go wrong is told among what was assumed, and figures of it are there where it may.
  @Test func whatGoesWrongIsTold() throws {
    let run = try record(
      "serverless(1/s, exponential(1 s), cold_start: 5 s, failed_starts: 10%, no_capacity: outages(every: 1 h, lasting: 2 min), interrupted: 10 min, notice: 30 s, patience: exponential(20 s), timeout: 60 s, retries: 1, retry_after: 2 s, horizon: 2k requests)"
    )
    guard case .text(let assumed)? = run["assumed"] else { throw Missing() }
    for words in [
      "10% of the starts fail", "nothing can be started", "taken away after 600 s",
      "notice of 30 s", "patience exponential", "clients leave after 60 s", "one more try, after",
    ] {
      #expect(assumed.contains(words), "\(assumed)")
    }
    for name in ["gave_up", "tries", "failed_starts", "interruptions"] { #expect(run[name] != nil) }
    let plain = try record("serverless(1/s, exponential(1 s), horizon: 2k requests)")
    for name in ["gave_up", "tries", "failed_starts", "interruptions"] {
      #expect(plain[name] == nil)
    }
  }
}
