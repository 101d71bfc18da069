import Diagnostics
import Language
import Testing

@testable import Workbook

/// A name means the cell on which what is asked depends, and what changes nothing is said.
@Suite struct MeantNamesTests {
  private func workbook() -> Workbook {
    var workbook = Workbook.holding(
      ("waste", waste),
      (
        "flat",
        "param rent: $/month = $900/month in $1/month..$5,000/month\nresult yearly = 12 month * rent"
      ))
    workbook.focus = ["waste"]
    workbook.background = ["flat"]
    return workbook
  }

  @Test(arguments: [
    ("compare flat.yearly with rent = $1,000/month", "$10,800 $12,000"),
    ("compare yearly with rent = $1,000/month", "$10,800 $12,000"),
    ("compare wasted with rent = $1,000/month", "$10,200/month $850/month"),
  ])
  func comparesWhatDepends(_ line: String, _ wanted: String) throws {
    var workbook = workbook()
    guard case .compare(let found) = try workbook.run(Source(line)) else {
      Issue.record("\(line) compares nothing")
      return
    }
    #expect("\(found.before?.text ?? "") \(found.after?.text ?? "")" == wanted)
  }

  /// Of models that have the name, the one is offered whose result depends on what is varied.
  @Test(arguments: ["plot yearly over fee", "solve fee for yearly = $1,200", "tune fee for yearly"])
  func offersWhatDepends(_ line: String) {
    var workbook = Workbook.holding(
      ("waste", waste),
      ("flat", "param rent: $/month = $900/month\nresult yearly = 12 month * rent"),
      ("other", "param fee: $/month = $5/month\nresult yearly = 12 month * fee"))
    workbook.focus = ["waste"]
    workbook.background = ["flat", "other"]
    #expect {
      try workbook.run(Source(line))
    } throws: { error in
      (error as? Diagnostic)?.suggestion
        == line.replacing("yearly", with: "other.yearly")
    }
  }

  @Test func solvesAndPlotsWhatDepends() throws {
    var workbook = workbook()
    guard case .solve(let solution) = try workbook.run(Source("solve rent for yearly = $1,200"))
    else {
      Issue.record("no solution")
      return
    }
    #expect(solution.name == "flat.rent")
    guard case .at(let root)? = solution.roots.first else {
      Issue.record("no root")
      return
    }
    #expect(root.text == "$100/month")
    guard case .plot(let curves) = try workbook.run(Source("plot yearly over rent")) else {
      Issue.record("no plot")
      return
    }
    #expect(curves.cell == "flat.rent")
  }

  @Test(arguments: [
    "plot yearly over utilization", "sweep yearly over gpus", "solve gpus for yearly = $1,200",
    "tune gpus for yearly", "plot yearly against 2 * yearly over gpus",
  ])
  func saysWhatDoesNotDepend(_ line: String) {
    var workbook = workbook()
    let problem = #expect(throws: Diagnostic.self) { try workbook.run(Source(line)) }
    #expect(problem?.code == .notParameter)
    #expect(problem?.message.contains("not depend on") == true, "\(problem?.message ?? "")")
    guard let offered = problem?.suggestion else { return }
    #expect(throws: Never.self, "\(offered)") { try workbook.run(Source(offered)) }
  }

  /// An own name like one of another model is pointed out, where a binding was meant perhaps.
  @Test func saysThatNothingUsesIt() throws {
    var workbook = workbook()
    guard case .changed(let changes) = try workbook.run(Source("yearly = $5")) else { return }
    #expect(changes.remarks.first?.contains("flat.yearly stays as it is") == true)
  }

  @Test(arguments: [
    ("if 2 > 1 then $5 else 3 h", "unit-mismatch"), ("if 2 < 1 then $5 else 3 h", "unit-mismatch"),
    ("if 2 > 1 then $5 else 1 h + 2 gpu", "unit-mismatch"), ("if 2 > 1 then $5 else 0", "$5"),
    ("if 2 > 1 then $5 else later($3)", "unit-mismatch"), ("2 > 1 or 3 h > $2", "unit-mismatch"),
    ("1 > 2 and 3 h > $2", "unit-mismatch"), ("1 > 2 and 1 / 0 > 2", "false"),
    ("down(5)", "0"), ("if 2 > 1 then 3 else down(1M)", "3"),
    ("if 2 < 1 then 1 / 0 else 4", "4"), ("if 2 > 1 then 15% else 0.2", "15%"),
    ("if 2 > 1 then ln(2 - 1) else sqrt(0 - 1)", "0"), ("plt wasted over rent", "unknown-command"),
    ("sovle rent for wasted = $5/month", "unknown-command"),
  ])
  func unreachedBranches(_ line: String, _ wanted: String) {
    var workbook = workbook()
    _ = workbook.says("later(v) = v + 3 h")
    _ = workbook.says("down(n) = if n > 0 then down(n - 1) else 0")
    #expect(workbook.says(line).hasPrefix(wanted))
  }

  /// After a line that could not bind a name, the name is no slip for a unit or another name.
  @Test(arguments: ["s = nowhere", "s = 1 +", "s = 3 h + $2", "s = ("])
  func aFailedLineIsRemembered(_ line: String) {
    var workbook = workbook()
    #expect(throws: Diagnostic.self) { try workbook.run(Source(line)) }
    for later in ["s", "s.cold_share", "s + 1", "plot s.mean over s"] {
      let problem = #expect(throws: Diagnostic.self) { try workbook.run(Source(later)) }
      #expect(problem?.suggestion == nil, "\(later): \(problem?.suggestion ?? "")")
    }
    _ = workbook.says("s = 2")
    #expect(workbook.says("s + 1") == "3")
  }

  /// A parameter that a function does not read is pointed out.
  @Test func tellsUnusedParameters() {
    #expect(FunctionDefinition.read("f(x, y) = 2 * x")?.unused == ["y"])
    #expect(FunctionDefinition.read("g(x, y) = 2 * x + y")?.unused == [])
  }
}

extension FunctionDefinition {
  /// What a line defines.
  fileprivate static func read(_ line: String) -> FunctionDefinition? {
    guard case .function(let definition)? = try? Statement.parse(Source(line), in: ParsingScope())
    else { return nil }
    return definition
  }
}
