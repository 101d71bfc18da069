import Diagnostics
import Language
import Testing

@testable import Workbook

@Suite struct FunctionTests {
  @Test func redefiningRecomputesUsers() {
    var workbook = Workbook()
    for line in ["f(x) = 2 * x", "g(x) = f(x) + 1", "a = g(3)", "b = 5"] { _ = workbook.says(line) }
    guard case .defined(let function, let changes)? = try? workbook.run(Source("f(x) = 10 * x"))
    else {
      Issue.record("not defined")
      return
    }
    #expect(function.name == "f")
    #expect(changes.list == ["a 7 → 31"])
    #expect(changes.functions.map(\.name) == ["f"])
    #expect(workbook.says("g(1)") == "11")
  }

  @Test func functionsReadCells() {
    var workbook = Workbook.holding(("waste", waste))
    _ = workbook.says("cost(hours) = rent / 720 h * hours * 1 month")
    _ = workbook.says("day = cost(24 h)")
    #expect(workbook.says("day") == "$400")
    #expect(workbook.changes("rent = $24,000/month").contains("day $400 → $800"))
  }

  /// What a cell reads through every function that its formula calls, at any depth, each once.
  @Test(arguments: [
    ("f(1) + g(1)", ["a", "b"]), ("g(1) + f(1)", ["a", "b"]), ("f(g(1))", ["a", "b"]),
    ("h(1)", ["a", "b", "c"]), ("f(1) + f(2)", ["a"]), ("f(1) + i(1)", ["a", "d"]),
  ])
  func functionsReadCellsHoweverManyAreCalled(_ formula: String, _ names: [String]) {
    var workbook = Workbook.holding(
      (
        "m",
        ["a", "b", "c", "d"].map { "param \($0) = 1 in 0..9" }.joined(separator: "\n")
          + "\nf(x) = a * x\ng(x) = b * x\nh(x) = f(x) + g(x) + c\ni(x) = d\n"
          + "result r = \(formula)"
      ))
    for name in ["a", "b", "c", "d"] {
      let changed = workbook.changes("\(name) = 5").contains { $0.hasPrefix("r ") }
      #expect(changed == names.contains(name), "\(name)")
      _ = workbook.says("\(name) = 1")
    }
  }

  @Test func aFunctionMayComeBeforeWhatItCalls() {
    var workbook = Workbook()
    #expect(workbook.code("f(x) = g(x) + 1") == nil)
    #expect(workbook.code("f(1)") == .unknownFunction)
    #expect(workbook.code("g(x) = 10 * x") == nil)
    #expect(workbook.says("f(1)") == "11")
  }

  @Test func parametersHideCells() {
    var workbook = Workbook.holding(("waste", waste))
    _ = workbook.says("double(rent) = rent * 2")
    #expect(workbook.says("double(3 h)") == "6 h")
    _ = workbook.says("x = double(1)")
    #expect(workbook.changes("rent = 1").contains { $0.hasPrefix("x") } == false)
    #expect(workbook.says("double(rent: $5)") == "$10")
  }

  @Test func aChaptersFunctionStays() {
    var workbook = Workbook()
    #expect(workbook.add("m", "twice(x) = 2 * x\nresult four = twice(2)").isEmpty)
    #expect(workbook.code("twice(x) = 3 * x") == .badName)
    #expect(workbook.says("twice(5)") == "10" && workbook.says("m.four") == "4")
    #expect(workbook.definedFunctions.map(\.name) == ["twice"])
  }

  @Test func aFunctionsBodyIsReadInItsModel() {
    var workbook = Workbook.holding(
      ("a", "param n = 1 in 0..9\nplus(x) = x + n"),
      ("b", "param n = 5 in 0..9\nresult r = plus(1)"))
    #expect(workbook.says("b.r") == "2")
    #expect(workbook.changes("a.n = 3") == ["n 1 → 3", "r 2 → 4"])
  }

  @Test func unknownNamesAreSaidAtOnce() {
    var workbook = Workbook()
    #expect(workbook.code("f(x) = x + nobody") == .unknownName)
    #expect(workbook.code("f(1)") == .unknownFunction)
  }
}
