import Diagnostics
import Language
import Testing

@testable import Workbook

/// What authors state about their models is proved or refuted.
@Suite struct ClaimTests {
  private func outcome(_ check: String) -> String {
    let workbook = Workbook.holding(("waste", waste))
    let (declarations, problems) = declarations(waste + "\n" + check)
    guard problems.isEmpty, let claim = Workbook.claims(declarations, of: "waste").first else {
      return problems.first?.code.name ?? "no claim"
    }
    do throws(Diagnostic) {
      try workbook.prove(claim)
      return "holds"
    } catch {
      return "\(error.code.name): \(error.message)"
    }
  }

  @Test(
    arguments: [
      "check effective == $27.78/(gpu*h) within $0.01/(gpu*h)", "check effective == $27.78/(gpu*h)",
      "check effective == $27.78/(gpu*h) within 1%", "check wasted == $10.2k/month",
      "check wasted == $124,100/year within 1%",
      "check used < 500 gpu·h/month", "check utilization == 15%", "check gpus == 4 gpu",
      "check wasted > rent / 2 and used < 500 gpu·h/month", "check not (gpus > 5 gpu)",
      "check (gpus > 3 gpu) == true", "check utilization == 0.15 * 1",
    ])
  func proved(_ check: String) { #expect(outcome(check) == "holds") }

  @Test(arguments: [
    (
      "check effective == $27.79/(gpu*h)",
      "check-failed: The model gives $27.78/gpu·h, not $27.79/gpu·h."
    ),
    (
      "check effective == $25/(gpu*h) within 1%",
      "check-failed: The model gives $27.78/gpu·h, not $25/gpu·h."
    ),
    (
      "check effective == $27/(gpu*h) within $0.5/(gpu*h)",
      "check-failed: The model gives $27.78/gpu·h, not $27/gpu·h."
    ),
    ("check wasted > rent", "check-failed: This does not hold."),
    ("check not (gpus == 4 gpu)", "check-failed: This does not hold."),
    ("check gpus", "check-failed: This does not hold."),
    ("check gpus == 4 h", "unit-mismatch: This compares two kinds of quantity."),
    ("check gpus == 4 gpu within 1 h", "unit-mismatch: The tolerance is of another kind."),
    ("check gpus == true", "check-failed: The model gives 4 gpu, not true."),
    ("check nobody == 3", "unknown-name: Nothing here is called nobody."),
    ("check gpus / (gpus - gpus) == 3", "division-by-zero: Nothing can be divided by zero."),
  ])
  func refuted(_ check: String, _ expected: String) { #expect(outcome(check) == expected) }

  /// What is offered instead holds.
  @Test(arguments: [
    "check effective == $25/(gpu*h)", "check wasted == $1/month", "check used == 1 gpu·h/month",
    "check utilization == 20%", "check (rent * 2) == $1/month within 1%",
  ])
  func theOfferHolds(_ check: String) {
    let workbook = Workbook.holding(("waste", waste))
    let claims = Workbook.claims(declarations(waste + "\n" + check).declarations, of: "waste")
    let error = #expect(throws: Diagnostic.self) { try claims.first.map { try workbook.prove($0) } }
    guard let offer = error?.suggestion else {
      Issue.record("nothing is offered")
      return
    }
    #expect(outcome(offer) == "holds", "\(offer)")
  }
}
