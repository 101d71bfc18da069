import Basics
import Diagnostics
import Language
import Quantities
import Testing

@testable import Workbook

/// Every figure that is read from a run has its margin, whichever way it is read.
@Suite struct RunMarginTests {
  private func answer(_ lines: String...) throws -> Answer {
    var workbook = DeclarationTests.workbook
    for line in lines.dropLast() { _ = try workbook.run(Source(line)) }
    return try workbook.run(Source(lines[lines.count - 1]))
  }

  private func estimate(_ answer: Answer) -> (told: Double, margin: Double)? {
    switch answer {
    case .estimate(let told, let margin, _, _): (told.base, margin.base)
    case .value(.quantity(let told), _): (told.base, 0)
    default: nil
    }
  }

  /// One server at half its capacity: the time in the system is exponential, of mean 2 s. Of so many
  /// seeds the margins hold the truth for nine in ten, within what luck may do to that count.
  @Test(arguments: [
    ("quantile(f.latency, 90%)", 4.605170186), ("quantile(f.latency, 99.5%)", 10.596634733),
    ("share_within(f.latency, 2 s)", 0.632120559), ("share_within(f.latency, 10 s)", 0.993262053),
    ("quantile(f.latency, 75%) / 2 + 1 s", 2.386294361), ("f.paid_utilization / 1%", 50),
    ("f.gpu_seconds.idle / f.gpu_seconds.busy", 1),
  ])
  func coverTheTruth(_ question: String, _ truth: Double) throws {
    var covered = 0
    for seed in 1...40 {
      let found = estimate(
        try answer(
          "f = dedicated(0.5/s, exponential(1 s), gpus: 1, horizon: 20k requests, seed: \(seed))",
          question))
      let (told, margin) = try #require(found)
      #expect(abs(told - truth) < 0.25 * truth && margin < 0.9 * truth, "\(told) ± \(margin)")
      if abs(told - truth) <= margin { covered += 1 }
    }
    #expect(covered >= 33, "\(question): \(covered) of 40")
  }

  /// A figure of a run that is called where it is asked for has the margin of one that has a name.
  @Test(arguments: [
    "F.latency.p99", "F.utilization + 1%", "quantile(F.latency, 99.9%)", "F.wait.mean in ms",
    "F.latency.p99 - F.latency.p50", "share_within(F.latency, 3 s)",
    "F.instances.mean * F.utilization",
    "F.gpu_seconds.billed / F.gpu_seconds.busy", "F.gpu_seconds.busy / (1 gpu)", "F.wait.p95",
    "if F.utilization > 10% then F.latency.p99 else F.latency.p50",
    "if F.utilization > 90% and F.latency.p50 > 1 s then 0 s else F.latency.p50",
  ])
  func namedOrNot(_ question: String) throws {
    let call = "dedicated(0.5/s, exponential(1 s), price: $2/(gpu*h), horizon: 20k requests)"
    let inline = estimate(try answer(question.replacing("F", with: call)))
    let named = estimate(try answer("f = \(call)", question.replacing("F", with: "f")))
    let (first, second) = (try #require(inline), try #require(named))
    #expect(first.told == second.told, "\(first), \(second)")
    #expect(abs(first.margin / second.margin - 1) < 1e-9, "\(first), \(second)")
  }

  /// Where one run has a name and another has none, both move what is computed from them.
  @Test(arguments: ["F.latency.p99 - G.latency.p99", "F.latency.p50 * 2 + max(G.latency.p50, 1 s)"])
  func namedAndNot(_ question: String) throws {
    let first = "dedicated(0.5/s, exponential(1 s), horizon: 20k requests, seed: 1)"
    let second = "dedicated(0.4/s, exponential(1 s), horizon: 20k requests, seed: 2)"
    let named = estimate(try answer("f = \(first)", "g = \(second)", question.lowercased()))
    let mixed = estimate(
      try answer("f = \(first)", question.replacing("F", with: "f").replacing("G", with: second)))
    let (one, other) = (try #require(named), try #require(mixed))
    #expect(one.told == other.told, "\(one), \(other)")
    #expect(one.margin > 0 && abs(other.margin / one.margin - 1) < 1e-9, "\(one), \(other)")
  }

  /// A function of one's own that calls runs tells what the formula would that stands in it.
  @Test(arguments: [
    ("p(0.5/s)", "F(0.5/s).latency.p99"),
    ("d(0.5/s, 0.4/s)", "F(0.5/s).latency.p99 - F(0.4/s).latency.p99"),
    ("d(a: 0.4/s, b: 0.5/s)", "F(0.4/s).latency.p99 - F(0.5/s).latency.p99"),
    ("q(0.5/s) + 1 s", "F(0.5/s).latency.p50 + F(0.5/s).latency.p95 + 1 s"),
    ("u(g)", "F(0.5/s).utilization"), ("u(F(0.5/s))", "F(0.5/s).utilization"),
  ])
  func inAFunction(_ question: String, _ formula: String) throws {
    func called(_ text: String) -> String {
      text.replacing(/F\(([^()]+)\)/) {
        "dedicated(\($0.1), exponential(1 s), horizon: 5k requests)"
      }
    }
    let lines = [
      "p(r) = dedicated(r, exponential(1 s), horizon: 5k requests).latency.p99",
      "d(a, b) = p(a) - p(b)", "u(run) = run.utilization", "g = \(called("F(0.5/s)"))",
      "q(r) = s(dedicated(r, exponential(1 s), horizon: 5k requests))",
      "s(run) = run.latency.p50 + run.latency.p95",
    ]
    func told(_ text: String) throws -> (told: Double, margin: Double)? {
      var workbook = DeclarationTests.workbook
      // `q` calls what is defined after it.
      for line in lines.filter({ $0.hasPrefix("s(") }) + lines.filter({ !$0.hasPrefix("s(") }) {
        _ = try workbook.run(Source(line))
      }
      return estimate(try workbook.run(Source(text)))
    }
    let (first, second) = (
      try #require(try told(called(question))), try #require(try told(called(formula)))
    )
    #expect(first.margin > 0 && first == second, "\(first), \(second)")
  }

  /// In a sweep, a table and a comparison a run has the margins of one that has a name.
  @Test func questionsTellTheSame() throws {
    let call = "dedicated(rate, exponential(1 s), horizon: 20k requests)"
    func answers(_ question: String) throws -> [Double?] {
      switch try answer("rate = 0.5/s", "f = \(call)", question) {
      case .sweep(let sweep): sweep.columns.flatMap { $0.margins.map { $0?.base } }
      case .table(let rows): rows.map { $0.margin?.base }
      case .compare(let two): [two.marginBefore?.base, two.marginAfter?.base]
      default: []
      }
    }
    for question in [
      "sweep F.latency.p99 over rate from 0.2/s to 0.6/s step 0.2/s",
      "table F.latency.p99, F.latency.mean * 2", "compare F.latency.p99 with rate = 0.6/s",
    ] {
      let named = try answers(question.replacing("F", with: "f"))
      #expect(named.count > 1 && named.allSatisfy { $0 ?? 0 > 0 }, "\(question): \(named)")
      #expect(named == (try answers(question.replacing("F", with: call))), "\(question)")
    }
  }

  /// So has a cell whose formula calls it, and what is computed from that.
  @Test(arguments: ["F.latency.p99", "F.utilization + 1%", "F.wait.mean * 2"])
  func inACell(_ question: String) throws {
    let call = "serverless(0.5/s, exponential(1 s), cold_start: 5 s, horizon: 20k requests)"
    var workbook = DeclarationTests.workbook
    func margin(_ name: String) throws -> Double? {
      workbook.margin(of: try #require(workbook.cell(CellID(CellID.own, name))))?.base
    }
    let inline = question.replacing("F", with: call)
    for line in [
      "f = \(call)", "a = \(question.replacing("F", with: "f"))", "b = \(inline)", "c = 3 * b",
      "d = b / b",
    ] {
      _ = try workbook.run(Source(line))
    }
    let named = try #require(try margin("a"))
    #expect(named > 0)
    #expect(abs((try margin("b") ?? 0) / named - 1) < 1e-9)
    #expect(abs((try margin("c") ?? 0) / named - 3) < 1e-9)
    #expect(try margin("d") == nil)
    // What has no luck in it any more has no margin either.
    _ = try workbook.run(Source("b = \(workbook.cell(CellID(CellID.own, "b"))?.value?.text ?? "")"))
    #expect(try margin("b") == nil && margin("c") == nil)
  }

  /// Fleets that have all figures between them.
  static let fleets = [
    "serverless(2/s, exponential(1 s), cold_start: 5 s, price: $2/(gpu*h), SEED)",
    "dedicated(2/s, exponential(1 s), gpus: 3, price: $2/(gpu*h), SEED)",
    "hybrid(1 gpu, 2/s, exponential(1 s), cold_start: 5 s, price: $4/(gpu*h), "
      + "reserved_price: $2/(gpu*h), SEED)",
    "serverless(2/s, exponential(1 s), cold_start: 5 s, interrupted: 10 min, patience: 3 s, "
      + "max_instances: 2, retries: 1, retry_after: 4 s, SEED)",
    "serverless(2/s, tokens(exponential(500 token), exponential(100 token), prefill: 5k token/s, "
      + "decode: 100 token/s), cold_start: 5 s, SEED)",
    "dedicated(4/s, tokens(exponential(500 token), exponential(100 token), server: batch_server("
      + "step(fixed: 20 ms, per_sequence: 1 ms, prefill: 5k token/s), 20k token)), "
      + "price: $2/(gpu*h), SEED)",
    "mixed(2/s, exponential(1 s), pool(\"A100\", gpus: 1, price: $2/(gpu*h)), pool(\"L4\", "
      + "speed: 40%, cold_start: 5 s, keep_alive: 10 s, price: $1/(gpu*h)), SEED)",
  ]

  /// Whatever is another with another seed, in as long a run, says how far it may be off; what is no
  /// estimate, such as how much came and the longest of it, excepted.
  @Test(arguments: fleets) func whateverMovesSaysSo(_ fleet: String) throws {
    func record(_ seed: Int) throws -> Record {
      let run = "horizon: 20 min, seed: \(seed)"
      guard case .value(.record(let record), _) = try answer(fleet.replacing("SEED", with: run))
      else { throw Missing() }
      return record
    }
    let others: Set = ["margins", "exact", "seed", "requests", "served", "in_flight"]
    func check(_ first: Record, _ second: Record, _ path: [String], _ whole: Record) {
      for field in first.fields where !others.contains(field.name) && field.name != "max" {
        let place = path + [field.name]
        switch (field.value, second[field.name]) {
        case (.quantity(let one), .quantity(let other)?):
          let moves = abs(one.base - other.base) > 1e-9 * abs(one.base)
          let margin = whole.margin(of: place)
          #expect(!moves || margin?.base ?? 0 > 0, "\(place): \(one.text), \(other.text)")
          if let margin { #expect(margin.converted(to: one.unit) != nil, "\(place)") }
        case (.record(let one), .record(let other)?): check(one, other, place, whole)
        default: break
        }
      }
    }
    let (first, second) = (try record(1), try record(2))
    check(first, second, [], first)
  }

  private struct Missing: Error {}

  /// What no luck moves has no margin.
  @Test(arguments: ["quantile(f.latency, 99.9%)", "share_within(f.latency, 1 s)", "f.latency.p99"])
  func nothingMoves(_ question: String) throws {
    let found = estimate(
      try answer("f = dedicated(regular(0.5/s), 1 s, horizon: 2k requests)", question))
    #expect(try #require(found).margin == 0)
  }

  /// A share of which there are fewer than five requests beyond is known as badly as the largest.
  @Test func fewBeyondSayLittle() throws {
    let found = estimate(
      try answer(
        "f = dedicated(0.5/s, exponential(1 s), horizon: 2k requests)",
        "quantile(f.latency, 99.99%)"))
    let (told, margin) = try #require(found)
    #expect(margin > 0.05 * told, "\(told) ± \(margin)")
  }

  /// Luck moves what is computed from a figure of a run with ranges as it moves that of one run.
  @Test(arguments: [
    ("mean(f.latency.p99)", "f.latency.p99"), ("quantile(f.latency.p99, 50%)", "f.latency.p99"),
    ("2 * mean(f.latency.mean)", "2 * f.latency.mean"),
  ]) func figuresOfRunsWithRanges(_ question: String, _ one: String) throws {
    func run(_ rate: String) -> String {
      "f = dedicated(\(rate), exponential(1 s), gpus: 3, horizon: 20k requests)"
    }
    let alone = try #require(estimate(try answer(run("2/s"), one)))
    let ranges = try #require(estimate(try answer(run("1.999/s to 2.001/s"), question)))
    #expect(abs(ranges.1 / alone.1 - 1) < 0.3, "\(ranges), not \(alone)")
  }

  /// What each number of GPUs gives exactly is answered with that number, by a run as by a formula.
  @Test(arguments: ["r.cost_per_month", "r.instances.mean * $1440/month", "g * $1440/(gpu*month)"])
  func whatIsCountedIsFoundExactly(_ figure: String) throws {
    for count in 2...6 {
      let found = try answer(
        "g = 4 gpu",
        "r = dedicated(1/s, exponential(1 s), gpus: g, price: $2/(gpu*h), horizon: 1k requests)",
        "solve g for \(figure) = \(count * 1440) * $1/month from 2 gpu to 20 gpu")
      guard case .solve(let solution) = found, solution.roots.count == 1,
        case .at(let place) = solution.roots[0]
      else {
        Issue.record("\(figure), \(count): \(found)")
        continue
      }
      #expect(place.magnitude == Double(count), "\(figure)")
    }
  }
}
