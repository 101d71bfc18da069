import Diagnostics
import Language
import Quantities
import Testing

@Suite struct UnitSyntaxTests {
  /// A unit stands right behind a number; `·` binds tighter than /, * only in parentheses.
  @Test(arguments: [
    ("3 h", "3 h"), ("3h", "3 h"), ("3 hours", "3 h"), ("2 gpu·h", "2 gpu·h"),
    ("2 gpu·h/month", "2 gpu·h/month"), ("27 gpu/gpu·h", "27/h"), ("$27.78/gpu·h", "$27.78/gpu·h"),
    ("$27.78/(gpu*h)", "$27.78/gpu·h"), ("$27.78/(gpu·h)", "$27.78/gpu·h"),
    ("$3/h/gpu", "$3/h·gpu"), ("$3 per h", "$3/h"), ("$3 per gpu per h", "$3/gpu·h"),
    ("720 h/month", "720 h/month"), ("720 h per month", "720 h/month"), ("0.9/s", "0.9/s"),
    ("5 per s", "5/s"), ("2/s", "2/s"), ("4 h^2", "4 h^2"), ("4/s^2", "4/s^2"),
    ("5 s^-1", "5/s"), ("2 gpu^-1", "2/gpu"), ("3 GB·s^-2", "3 GB/s^2"),
    ("3 gpu^2·h/month^2", "3 gpu^2·h/month^2"), ("5 µs", "5 us"), ("5 μs", "5 us"),
    ("5 ¢", "5 cents"),
    ("1 token/request", "1 token/request"), ("2 k$/month", "2 k$/month"),
    ("30k tokens/s", "30,000 tokens/s"), ("5/(gpu*h)", "5/gpu·h"), ("5 $/h", "$5/h"),
    ("15% * 4 gpu", "0.6 gpu"), ("10/$", "10/$"), ("10/$·h", "10/$·h"),
    // As they are written where "·" cannot be.
    ("432 (gpu*h)/month", "432 gpu·h/month"), ("2(gpu*h)", "2 gpu·h"), ("2 (gpu·h)", "2 gpu·h"),
    ("3 (gpu^2*h)/month^2", "3 gpu^2·h/month^2"), ("3 (gpu*h)/(request*s)", "3 gpu·h/request·s"),
    ("1 (gpu*h) in gpu·s", "3,600 gpu·s"), ("2 (gpu*h) * 3", "6 gpu·h"),
  ])
  func behindNumbers(_ line: String, _ text: String) throws {
    let expression = try Expression.parse(Source(line), in: ParsingScope())
    var evaluator = Evaluator(scope: TestScope(), budget: Budget())
    #expect(try evaluator.value(expression).text == text)
  }

  /// A slash is a unit's only tight behind a number and only before a unit.
  @Test(arguments: [
    ("12 h/x", "(12 h / x)"), ("12 / x", "(12 / x)"), ("12/x", "(12 / x)"), ("a/b", "(a / b)"),
    ("12 h/2", "(12 h / 2)"), ("12 h/(x + 1)", "(12 h / (x + 1))"), ("$12/h/x", "($12/h / x)"),
    ("12/(gpu*x)", "(12 / (gpu * x))"), ("12/f(2)", "(12 / f(2))"),
    ("12/h.price", "(12 / h.price)"),
    ("12 h * x", "(12 h * x)"), ("12 h*2 min", "(12 h * 2 min)"), ("10/$2", "(10 / $2)"),
    ("2 h^2", "2 h^2"), ("2 h ^2", "(2 h ^ 2)"), ("2 h ^ 2", "(2 h ^ 2)"), ("x^2", "(x ^ 2)"),
    ("12 in h", "(12 in h)"), ("3 h in min", "(3 h in min)"), ("3 or 4", "(3 or 4)"),
    ("if 1 then 2 else 3", "(if 1 then 2 else 3)"), ("1 to 2", "(1 to 2)"),
  ])
  func slashes(_ line: String, _ outline: String) throws {
    #expect(try Expression.parse(Source(line), in: ParsingScope()).outline == outline)
  }

  /// Units have names of their own: h and m can be cells.
  @Test func namesAndUnitsDoNotMix() throws {
    let scope = ParsingScope { ["h", "m", "gpus"].contains($0) }
    func outline(_ line: String) throws -> String {
      try Expression.parse(Source(line), in: scope).outline
    }
    #expect(try outline("h * 2 h") == "(h * 2 h)")
    #expect(try outline("m + 3 min") == "(m + 3 min)")
    #expect(try outline("12 / h") == "(12 / h)")
    #expect(try outline("12 h/month") == "12 h/month")
    for line in ["12/h", "$12,000/gpus", "5/(gpu*h)", "3 gpu/h"] {
      #expect(throws: Diagnostic.self) { try outline(line) }
    }
    // With a cell in it or a unit alone it is a product without its operator.
    for line in ["2 (gpu*h)", "2 (gpu*m)", "2 (s)", "2 (gpu + s)", "2 (gpu*)", "2 ()", "2 (gpu*s"] {
      #expect(throws: Diagnostic.self, "\(line)") { try outline(line) }
    }
    #expect(try outline("2 (gpu*s)") == "2 gpu·s")
    let error = #expect(throws: Diagnostic.self) { try outline("$12,000/gpus") }
    #expect(error?.code == .unitOrName)
    #expect(error?.suggestion == "$12,000 / gpus")
    #expect(error?.notes == ["For the unit write it as gpu."])
  }

  /// In a function its own parameters are names too.
  @Test func parametersAreNames() throws {
    let error = #expect(throws: Diagnostic.self) {
      try Statement.parse(Source("f(h) = 12/h"), in: ParsingScope())
    }
    #expect(error?.code == .unitOrName)
    let statement = try Statement.parse(Source("f(h) = 12 / h"), in: ParsingScope())
    #expect(statement.outline == "f(h) := (12 / h)")
  }

  @Test(arguments: [
    ("h", "h"), ("$/(gpu*h)", "$/(gpu*h)"), ("%", "%"), ("1/s", "1/s"), ("/s", "1/s"),
    ("request/month", "request/month"), ("(gpu*h)/month", "(gpu*h)/month"), ("gpu·h", "(gpu*h)"),
    ("$", "$"), ("$^2/h", "$^2/h"), ("GB per s", "GB/s"), ("h/h", ""),
  ])
  func alone(_ text: String, _ spelling: String) throws {
    #expect(try Unit.parse(text).spelling == spelling)
  }

  @Test(arguments: ["", "x", "h h", "h/", "2", "(h", "h^0", "h^10", "h^31", "%/h", "1 h", "gpu*h"])
  func notUnits(_ text: String) {
    #expect(throws: Diagnostic.self) { try Unit.parse(text) }
  }

  /// Every unit reads back from its own spelling and from its text.
  @Test func everyNameReads() throws {
    for entry in UnitCatalog.standard.entries {
      for name in entry.names where name != "$" {
        #expect(try Unit.parse(name) == Unit(entry.unit))
        #expect(
          try Expression.parse(Source("2 \(name)"), in: ParsingScope()).literal?.unit
            == Unit(entry.unit))
      }
    }
  }
}
