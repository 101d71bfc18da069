import Diagnostics
import Language
import Quantities
import Testing

/// What is computed for all samples at once is what each sample comes to by itself.
@Suite struct ColumnTests {
  private func samples(_ line: String) throws -> [Double] {
    var scope = TestScope()
    for other in ["a = 1 to 4", "b = uniform(0 - 2, 3)", "t = 1 s to 9 s"] {
      let parts = other.split(separator: "=", maxSplits: 1)
      scope.values[String(parts[0]).filter { $0 != " " }] = try scope.run(String(parts[1]))
    }
    // A function of one's own is called for each sample by itself.
    _ = try scope.run("same(v) = v")
    switch try scope.run(line) {
    case .uncertain(let quantity)?: return quantity.samples.map { $0 * quantity.unit.scale }
    case .odds(let odds)?: return odds.samples.map { $0 ? 1 : 0 }
    case .quantity(let quantity)?: return [quantity.base]
    default: return []
    }
  }

  @Test(arguments: [
    ("if b > 0 then a else a + b", "if b > 0 then same(a) else same(a + b)"),
    ("if b > 0 then ln(b) else 0", "if b > 0 then same(ln(b)) else 0"),
    ("if b > 0 and ln(b) > 0 then 1 else 2", "if same(b) > 0 and same(ln(b)) > 0 then 1 else 2"),
    (
      "if a > 2 or b > 1 then 10% else 0.4", "if same(a) > 2 or same(b) > 1 then 10% else same(0.4)"
    ),
    ("if b > 0 then a > 2 else b < 0 - 1", "if b > 0 then same(a) > 2 else same(b) < 0 - 1"),
    ("if b > 0 then t else 2000 ms", "if b > 0 then same(t) else 2000 ms"),
    ("if b > 0 then 2000 ms else t", "if b > 0 then 2000 ms else same(t)"),
    (
      "max(a, b, 1)",
      "if b > a then (if b > 1 then same(b) else 1) else same(if a > 1 then a else 1)"
    ),
    ("min(t, 3 s)", "if t < 3 s then same(t) else 3 s"),
    ("max(t, 2500 ms)", "if t > 2500 ms then same(t) else 2500 ms"),
    ("clamp(b, 0, 1)", "if b < 0 then 0 else same(if b > 1 then 1 else b)"),
    ("abs(b)", "if b < 0 then same(0 - b) else b"), ("sqrt(a) * sqrt(a)", "same(a)"),
    ("exp(ln(a))", "same(a)"), ("not (a > 2 and b > 0)", "same(a) <= 2 or same(b) <= 0"),
  ])
  func alike(_ whole: String, _ single: String) throws {
    let (left, right) = (try samples(whole), try samples(single))
    #expect(left.count == right.count && left.count == UncertainQuantity.count, "\(whole)")
    for (a, b) in zip(left, right) where abs(a - b) > 1e-12 * max(1, abs(a)) {
      Issue.record("\(whole): \(a), not \(b)")
      return
    }
  }

  /// A column has the bits of the function called with each of its samples.
  @Test(arguments: ["ln", "exp", "round", "floor", "ceil", "abs", "sqrt", "log10"])
  func sameBits(_ function: String) throws {
    var scope = TestScope()
    let drawn = try #require(try scope.run("1 to 40"))
    scope.values["x"] = drawn
    guard case .uncertain(let x) = drawn,
      case .uncertain(let all)? = try scope.run("\(function)(x)")
    else {
      Issue.record("\(function) gives no column")
      return
    }
    for place in stride(from: 0, to: UncertainQuantity.count, by: 37) {
      scope.values["v"] = .quantity(x[place])
      let single = try scope.run("\(function)(v)")?.quantity?.magnitude
      #expect(single?.bitPattern == all.samples[place].bitPattern, "\(function) at \(place)")
    }
  }

  /// What no sample may reach is refused as before.
  @Test(arguments: [
    "ln(b)", "sqrt(b)", "if b > 0 then ln(b - 1) else 0", "if b > 0 then a else 3 h",
  ])
  func refused(_ line: String) {
    #expect(throws: Diagnostic.self) { try samples(line) }
  }
}
