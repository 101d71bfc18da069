import Diagnostics
import Language
import Quantities
import Testing

/// Lists: written, gone through row by row, put together.
@Suite struct SeriesTests {
  private var scope: TestScope {
    var scope = TestScope()
    scope.values["cost"] = .series(Series(.numbers([12_000, 11_500, 8_200], spelled("$"))))
    scope.values["hours"] = .series(Series(.numbers([720, 690, 720], spelled("h"))))
    scope.values["month"] = .series(Series(.texts(["2026-01", "2026-02", "2026-03"])))
    scope.values["bill"] = .record(
      Record(
        name: "data",
        fields: [Record.Field("price", .series(Series(.numbers([1, 2, 4], spelled("$/h")))))]))
    return scope
  }

  @Test(arguments: [
    ("[1, 2, 4]", "[1, 2, 4]"), ("[1 h, 30 min]", "[1 h, 0.5 h]"),
    ("[\"a\", \"b\"]", "[\"a\", \"b\"]"),
    ("[1, 2, 4] * 2", "[2, 4, 8]"), ("2 * [1, 2] + [10, 20]", "[12, 24]"), ("-[1, 2]", "[-1, -2]"),
    ("[1, 2]^2", "[1, 4]"), ("[1, 2, 4] > 1", "[false, true, true]"), ("[60 min] in h", "[1 h]"),
    ("cost / hours", "[$16.67/h, $16.67/h, $11.39/h]"), ("round([1.4, 1.6])", "[1, 2]"),
    ("max([1, 5], 3)", "[3, 5]"), ("max([1, 5])", "5"), ("min(cost)", "$8,200"),
    ("sum(cost)", "$31,700"), ("mean(cost)", "$10,567"), ("p50(cost)", "$11,500"),
    ("sum(cost) / sum(hours)", "$14.88/h"), ("count(cost)", "3"), ("count(cost > $9,000)", "2"),
    ("at(cost, 2)", "$11,500"), ("at(cost, month == \"2026-03\")", "$8,200"),
    ("sum(if month == \"2026-02\" then cost else $0)", "$11,500"),
    ("month == \"2026-02\"", "[false, true, false]"), ("sum(5 h)", "5 h"),
    ("cost - mean(cost)", "[$1,433, $933.33, -$2,367]"), ("sum(bill.price * 2 h)", "$14"),
    ("bill.price", "[$1/h, $2/h, $4/h]"), ("days_in(month)", "[31 days, 28 days, 31 days]"),
    ("sum(days_in(month))", "90 days"), ("days_in(\"2028-02\")", "29 days"),
    ("days_in(\"1900-02\")", "28 days"), ("stdev([1, 3])", "1.414"), ("stdev([5])", "0"),
    ("quantile([1, 2, 3], 50%)", "2"), ("if isBusy then [1, 2] else [3, 4]", "[1, 2]"),
    ("cost > $9,000 and hours > 700 h", "[true, false, false]"), ("sum([15%, 5%])", "20%"),
  ])
  func says(_ line: String, _ text: String) throws {
    var scope = scope
    #expect(try scope.run(line)?.text == text, "\(line)")
  }

  @Test func functionsOfOnesOwn() throws {
    var scope = scope
    _ = try scope.run("half(x) = x / 2")
    #expect(try scope.run("half(cost)")?.text == "[$6,000, $5,750, $4,100]")
    #expect(try scope.run("sum(half(cost))")?.text == "$15,850")
    _ = try scope.run("total(x) = sum(x) + 1 h")
    #expect(try scope.run("total(hours)")?.text == "2,131 h")
    #expect(try scope.run("hours - total(hours)")?.text == "[-1,411 h, -1,441 h, -1,411 h]")
    #expect(try scope.run("half(cost) + half(cost)")?.text == "[$12,000, $11,500, $8,200]")
  }

  /// Looking for lists costs a recursion nothing: it ends as fast as without any.
  @Test func recursionsStayLinear() throws {
    var scope = scope
    _ = try scope.run("f(n) = if n < 1 then 1 else n * f(n - 1) + 1")
    #expect(try scope.run("f(40) > 1 and f(40) + 1 > 2")?.text == "true")
    #expect(try scope.run("sum([f(20), f(20)] / f(20))")?.text == "2")
  }

  @Test(arguments: [
    "[", "[1", "[1,", "[]", "[1 2]", "[1, 2 h]", "[1, \"a\"]", "[1, 2] + [1, 2, 3]", "cost + hours",
    "sum(month)", "mean(month)", "at(cost, 4)", "at(cost, 0)", "at(cost, 1.5)", "at(5, 1)",
    "at(cost, cost > $0)", "at(cost, cost < $0)", "days_in(\"2026\")", "days_in(\"2026-13\")",
    "days_in(\"x\")", "[1 to 2, 3]", "[1, 2] * (1 to 2)", "[[1], [2]]", "sum()", "1]", "[1]]",
    "clamp(1, [1, 2], [3, 4, 5])", "cost.field", "1 / [1, 0]", "chance(cost > $1)",
  ])
  func refused(_ line: String) {
    var scope = scope
    #expect(throws: Diagnostic.self) { try scope.run(line) }
  }

  /// What is printed reads back.
  @Test(arguments: [
    "[1, 2, 4]", "[1 h, 90 min]", "[$3.50/h, $4/h]", "[15%, 40%]", "[\"a b\"]",
    "[1200, 1000000]", "[$1,200, $3]", "[1.5k h, 2 h]",
  ])
  func readsBack(_ line: String) throws {
    var scope = scope
    let value = try #require(try scope.run(line))
    #expect(try scope.run(value.text) == value)
  }

  /// Going through rows is going through each by itself.
  @Test(arguments: [
    "cost * 2", "cost / hours", "round(cost / 7)", "cost > $9,000", "max(cost, $9k)",
  ])
  func everyRow(_ line: String) throws {
    var all = scope
    guard case .series(let series)? = try all.run(line) else { throw Diagnostic(.wrongKind, line) }
    for row in 0..<3 {
      var one = scope
      for name in ["cost", "hours"] {
        if case .series(let column)? = scope.values[name] {
          one.values[name] = column.value(at: row)
        }
      }
      #expect(try one.run(line) == series.value(at: row))
    }
  }
}
