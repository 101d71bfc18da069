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
    ("quantile(f.latency, 75%) / 2 + 1 s", 2.386294361),
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
  ])
  func namedOrNot(_ question: String) throws {
    let call = "dedicated(0.5/s, exponential(1 s), price: $2/(gpu*h), horizon: 20k requests)"
    let inline = estimate(try answer(question.replacing("F", with: call)))
    let named = estimate(try answer("f = \(call)", question.replacing("F", with: "f")))
    let (first, second) = (try #require(inline), try #require(named))
    #expect(first.told == second.told, "\(first), \(second)")
    #expect(abs(first.margin / second.margin - 1) < 1e-9, "\(first), \(second)")
  }

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
}
