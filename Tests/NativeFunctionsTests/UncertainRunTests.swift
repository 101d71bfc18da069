import Diagnostics
import Foundation
import Language
import Quantities
import Testing

@testable import Workbook

/// What is not known, given to the simulator.
@Suite struct UncertainRunTests {
  private func value(_ lines: String...) throws -> Value {
    var workbook = DeclarationTests.workbook
    var last = Value.bool(false)
    for line in lines {
      switch try workbook.run(Source(line)) {
      case .value(let value, _): last = value
      case .estimate(let quantity, _, _, _): last = .quantity(quantity)
      default: continue
      }
    }
    return last
  }

  /// A line of one server whose speed is not known: the mean latency s / (1 - 0.5 s) of each speed,
  /// spread as the speeds are.
  @Test func agreesWithTheory() throws {
    let run = "run = dedicated(0.5/s, exponential(uniform(0.5 s, 1 s)), horizon: 30k requests)"
    for (share, speed) in [("5%", 0.525), ("50%", 0.75), ("95%", 0.975)] {
      let found = try value(run, "quantile(run.latency.mean, \(share))")
      let wanted = speed / (1 - 0.5 * speed)
      let latency = try #require(found.quantity?.base)
      #expect(abs(latency - wanted) < 0.06 * wanted, "\(share): \(latency), not \(wanted)")
    }
  }

  /// Any quantile of its times and the share within a time are as uncertain: of exponential ones with
  /// the rate 1/s - 0.5 here.
  @Test func timesAreAsUncertain() throws {
    let run = "run = dedicated(0.5/s, exponential(uniform(0.5 s, 1 s)), horizon: 30k requests)"
    for (share, speed) in [("10%", 0.55), ("50%", 0.75), ("90%", 0.95)] {
      let rate = 1 / speed - 0.5
      for (question, wanted, tolerance) in [
        ("quantile(run.latency, 90%)", -log(0.1) / rate, 0.1),
        ("quantile(run.latency, 99.5%)", -log(0.005) / rate, 0.2),
        ("-share_within(run.latency, 2 s) / 1%", -100 * (1 - exp(-2 * rate)), 0.05),
        (
          "-share_within(run.latency, 2 s + 0 * run.latency.mean) / 1%",
          -100 * (1 - exp(-2 * rate)), 0.05
        ),
      ] {
        let found = try value(run, "quantile(\(question), \(share))").quantity?.base
        let told = try #require(found)
        #expect(abs(told / wanted - 1) < tolerance, "\(question), \(share): \(told), \(wanted)")
      }
    }
    // What a run says of itself is the same.
    let same = try value(run, "p95(quantile(run.latency, 99%) - run.latency.p99)")
    #expect(same.quantity?.base == 0, "\(same.text)")
    // What luck leaves of it is little beside what is not known.
    var workbook = DeclarationTests.workbook
    _ = try workbook.run(Source(run))
    let answer = try workbook.run(Source("p5(share_within(run.latency, 2 s)) / 1%"))
    if case .estimate(_, let margin, _, _) = answer {
      #expect(margin.base > 0 && margin.base < 5, "\(margin)")
    } else {
      Issue.record("\(answer)")
    }
    let plain = try value("dedicated(0.5/s, 1 s, horizon: 2k requests).latency")
    #expect(plain.amount == nil)
  }

  /// What costs depend on in proportion is spread as that is, and goes with it sample by sample.
  @Test func goesWithItsCauses() throws {
    let lines = [
      "p = $1/(gpu*h) to $3/(gpu*h)",
      "run = dedicated(0.5/s, 1 s, price: p, horizon: 2k requests)",
    ]
    let ratio = try value(
      lines[0], lines[1], "p95(run.cost_per_month / p) / p5(run.cost_per_month / p)")
    #expect(abs(try #require(ratio.quantity?.base) - 1) < 0.01)
    let share = try value(
      lines[0], lines[1], "chance(run.cost_per_month > 720 h/month * 1 gpu * p * 99%)")
    #expect(try #require(share.quantity?.magnitude) > 98)
  }

  /// Whether something holds has a chance: here, that one server is enough.
  @Test func conditionsHaveAChance() throws {
    let found = try value(
      "run = dedicated(1/s, uniform(0.5 s, 1.5 s), horizon: 3k requests)", "chance(run.saturated)")
    let chance = try #require(found.quantity?.magnitude)
    #expect(abs(chance - 50) < 8, "\(chance)")
    #expect(throws: Diagnostic.self) {
      try value(
        "run = dedicated(1/s, uniform(0.5 s, 1.5 s), horizon: 3k requests)", "run.latency.mean")
    }
  }

  /// Luck and what is not known are told apart, and the same is said each time.
  @Test func luckIsToldApart() throws {
    let line =
      "serverless(2/s, 1 s to 3 s, cold_start: 5 s to 20 s, horizon: 2k requests, price: $0/h)"
    guard case .record(let run) = try value(line), case .record(let again) = try value(line) else {
      throw Diagnostic(.wrongKind, "no record")
    }
    #expect(run == again)
    #expect(run.remarks.contains { $0.contains("comes from what is not known") }, "\(run.remarks)")
    #expect(run["cost_per_month"]?.amount?.isCertain == true)
    guard case .record(let latency)? = run["latency"] else { return }
    #expect(latency["mean"]?.amount?.isCertain == false)
  }

  /// Load tests of a server take ranges too, and numbers of users are whole.
  @Test func loadTests() throws {
    let found = try value(
      "load = closed_loop(batch_server(step(fixed: 4 ms to 8 ms, prefill: 60k token/s), 400k token), "
        + "users: 4 to 16, prompt: 200 token, output: 50 token, rounds: 2)", "load.output_rate")
    #expect(found.amount?.isCertain == false, "\(found.text)")
  }

  /// Closed forms go sample by sample, with whole numbers of servers.
  @Test func closedForms() throws {
    let mean = try value("mean(erlang_b(uniform(0.5, 4.5), 2))").quantity?.base
    let each = try (1...4).map { try #require(try value("erlang_b(\($0), 2)").quantity?.base) }
    #expect(abs(try #require(mean) - each.reduce(0, +) / 4) < 1e-9)
    let line = "p = $1/(gpu*h) to $3/(gpu*h)"
    let same = try value(
      line, "mean(break_even(p, $4/(gpu*h)) * $4/(gpu*h) / p)")
    #expect(abs(try #require(same.quantity?.base) - 1) < 1e-9, "\(same.text)")
    // A million servers in each of 4,000 samples: too much, and said so.
    #expect(throws: Diagnostic.self) { try value("erlang_b(uniform(900000, 1000000), 800000)") }
  }

  /// A number of things that is written is whole beside a range as it is alone; one that is not known
  /// is rounded in each sample.
  @Test(arguments: ["2/s", "uniform(1/s, 3/s)"]) func numbersOfThings(_ rate: String) throws {
    let line = "serverless(\(rate), 1 s, horizon: 200 requests, concurrency: COUNT)"
    #expect(throws: Diagnostic.self) { try value(line.replacing("COUNT", with: "2.5")) }
    for count in ["2", "uniform(1, 4)"] {
      #expect(throws: Never.self) { try value(line.replacing("COUNT", with: count)) }
    }
  }

  /// What is drawn of many runs is a figure of theirs, which is offered.
  @Test(arguments: [
    ("plot run", "plot run.latency.mean"), ("plot run.latency", "plot run.latency.mean"),
    ("sweep run over n from 1 s to 2 s", "sweep run.requests over n from 1 s to 2 s"),
  ])
  func figuresToDraw(_ line: String, _ offered: String) throws {
    let lines = ["n = 1 s", "run = serverless(2/s, n * uniform(1, 3), horizon: 200 requests)"]
    var workbook = DeclarationTests.workbook
    for line in lines { _ = try workbook.run(Source(line)) }
    do {
      _ = try workbook.run(Source(line))
      Issue.record("no problem")
    } catch {
      let offer = try #require(error.suggestion)
      #expect(offer.hasPrefix(String(offered.prefix(8))), "\(offer)")
      #expect(throws: Never.self) { try workbook.run(Source(offer)) }
    }
  }

  @Test(arguments: [
    "erlang_c(1 to 5, 2)", "serverless(2/s, normal(1 to 2, 3))",
    "timeline dedicated(1/s, 1 s to 2 s, horizon: 100 requests)",
  ])
  func refused(_ line: String) {
    #expect(throws: Diagnostic.self) { try value(line) }
  }
}
