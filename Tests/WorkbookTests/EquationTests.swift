import Diagnostics
import Language
import Quantities
import TestSupport
import Testing

@testable import Workbook

/// Every root of a formula is found, none is left out and none invented.
@Suite struct EquationTests {
  /// Over x from -4,000,000 to 4,000,000. The roots were computed by a program of another kind, with
  /// forty digits; touching roots by hand.
  static let equations: [(String, [Double])] = [
    ("x^3 - x = 0", [-1, 0, 1]),
    ("(x-0.37)^2 = 0", [0.37]),
    ("abs(x-3) = 0", [3]),
    ("sqrt(x-4) = 0", [4]),
    ("(x-2)*(x-2.001) = 0", [2, 2.001]),
    ("x^2 = 2", [-1.4142135623731, 1.4142135623731]),
    ("x^2 = 1e8", [-10000, 10000]),
    ("x^2 = -1", []),
    ("x^3 = -27", [-3]),
    ("x^4 - 5*x^2 + 4 = 0", [-2, -1, 1, 2]),
    ("x^5 - 5*x + 1 = 0", [-1.54165168410452, 0.200064102629975, 1.44050039734156]),
    ("(x-1)*(x-2)*(x-3)*(x-4)*(x-5) = 0", [1, 2, 3, 4, 5]),
    ("x^2 - 6*x + 9 = 0", [3]),
    ("x^2 - 6*x + 8.99 = 0", [2.9, 3.1]),
    ("x^2 - 6*x + 9.01 = 0", []),
    ("x^3 - 3*x + 2 = 0", [-2, 1]),
    ("x^3 - 3*x + 1 = 0", [-1.87938524157182, 0.347296355333861, 1.53208888623796]),
    ("x^4 = 0", [0]),
    ("x^6 - 1 = 0", [-1, 1]),
    ("x^7 = 128", [2]),
    ("(x+1)^3 = 8", [1]),
    ("(x^2 - 2)^2 = 0", [-1.4142135623731, 1.4142135623731]),
    ("x^2*(x-1) = 0", [0, 1]),
    ("x*(x-1e-6) = 0", [0, 1e-06]),
    ("(x-1000)*(x+1000)*(x-0.001) = 0", [-1000, 0.001, 1000]),
    ("(x-1e5)*(x-1e-5) = 0", [1e-05, 100000]),
    ("x^3 - 1000*x^2 + x = 0", [0, 0.001000001000002, 999.998999999]),
    ("2*x^2 + 3*x - 5 = 0", [-2.5, 1]),
    ("1e-6*x^2 - 1 = 0", [-1000, 1000]),
    ("x^2 + x + 1 = 0", []),
    ("exp(x) = 5", [1.6094379124341]),
    ("exp(x) = 0", []),
    ("exp(-x) = 1e-10", [23.0258509299405]),
    ("exp(x) = x + 2", [-1.84140566043696, 1.14619322062058]),
    ("exp(x) = x + 1", [0]),
    ("exp(x) = x", []),
    ("exp(-x^2) = 0.5", [-0.832554611157698, 0.832554611157698]),
    ("exp(-x^2) = 1", [0]),
    ("exp(x) - 3*x^2 = 0", [-0.458962267536949, 0.910007572488709, 3.73307902863281]),
    ("x*exp(x) = 1", [0.567143290409784]),
    ("x*exp(-x) = 0.1", [0.111832559158963, 3.5771520639573]),
    ("x*exp(-x) = exp(-1)", [1]),
    ("ln(x) = 1", [2.71828182845905]),
    ("ln(x) = 0", [1]),
    ("ln(x) = -8", [0.000335462627902512]),
    ("ln(x) = x - 2", [0.158594339563039, 3.14619322062058]),
    ("ln(x) = x/3", [1.85718386020784, 4.53640365497353]),
    ("x*ln(x) = 2", [2.34575075492277]),
    ("x*ln(x) = -0.1", [0.0279551996146826, 0.894193969556364]),
    ("ln(x^2) = 3", [-4.48168907033806, 4.48168907033806]),
    ("ln(x)^2 = 1", [0.367879441171442, 2.71828182845905]),
    ("log10(x) = -3", [0.001]),
    ("log10(x) = 5", [100000]),
    ("log2(x) = 10", [1024]),
    ("log2(x) + ln(x) = 4", [5.14248056579107]),
    ("log10(x)^2 - 3*log10(x) + 2 = 0", [10, 100]),
    ("ln(1+x) = 0.5*x", [0, 2.51286241725234]),
    ("ln(abs(x)) = 1", [-2.71828182845905, 2.71828182845905]),
    ("sqrt(x) = 3", [9]),
    ("sqrt(x) = -1", []),
    ("sqrt(x) = x", [0, 1]),
    ("sqrt(x) = x/2", [0, 4]),
    ("sqrt(x) + sqrt(x-5) = 5", [9]),
    ("sqrt(x^2 + 9) = 5", [-4, 4]),
    ("sqrt(x^2) = 2", [-2, 2]),
    ("sqrt(9 - x^2) = 0", [-3, 3]),
    ("sqrt(x+7) = x + 1", [2]),
    ("sqrt(abs(x)) = 4", [-16, 16]),
    ("x^0.5 = 12", [144]),
    ("x^1.5 = 8", [4]),
    ("x^-1 = 4", [0.25]),
    ("x^-2 = 0.25", [-2, 2]),
    ("x^0.3 = 2", [10.079368399159]),
    ("2^x = 32", [5]),
    ("2^x = 0.001", [-9.96578428466209]),
    ("2^x = x^2", [-0.766664695962123, 2, 4]),
    ("1.07^x = 2", [10.2447683510587]),
    ("0.5^x = 0.1", [3.32192809488736]),
    ("abs(x) = 7", [-7, 7]),
    ("abs(x) = -7", []),
    ("abs(x-1) + abs(x+1) = 6", [-3, 3]),
    ("abs(x-1) - abs(x+1) = 1", [-0.5]),
    ("abs(x^2 - 4) = 3", [-2.64575131106459, -1, 1, 2.64575131106459]),
    ("abs(x^2 - 4) = 0", [-2, 2]),
    ("abs(abs(x) - 5) = 2", [-7, -3, 3, 7]),
    ("min(x, 10 - x) = 3", [3, 7]),
    ("min(x, 10 - x) = 5", [5]),
    ("max(x, 2*x - 3) = 8", [5.5]),
    ("max(x^2, 4*x) = 12", [-3.46410161513775, 3]),
    ("max(x, -x) = 2.5", [-2.5, 2.5]),
    ("min(x^2, 9) = 4", [-2, 2]),
    ("max(1, x) * min(x, 5) = 12", [3.46410161513775]),
    ("clamp(x, 2, 8)^2 = 25", [5]),
    ("max(0, x-3) = 1.5", [4.5]),
    ("if x > 2 then x - 5 else x + 1 = 0", [-1, 5]),
    ("if x > 2 then x + 1 else x - 5 = 0", []),
    ("if x < 0 then -x else x^2 = 9", [-9, 3]),
    ("if abs(x) < 1 then 10*x else x^3 = 5", [0.5, 1.7099759466767]),
    ("if x > 1 and x < 4 then x^2 else 0 - 1 = 6", [2.44948974278318]),
    ("1/x = 4", [0.25]),
    ("1/x = 0", []),
    ("1/x = -0.002", [-500]),
    ("1/(x-2) = 5", [2.2]),
    ("1/(x-2)^2 = 16", [1.75, 2.25]),
    ("1/(x-2)^2 = 0", []),
    ("x/(x+1) = 0.5", [1]),
    ("x/(x-1) = 1", []),
    ("x + 1/x = 2.5", [0.5, 2]),
    ("x + 1/x = 2", [1]),
    ("x + 1/x = 1", []),
    ("(x^2-1)/(x-2) = 0", [-1, 1]),
    ("(x-1)*(x-3)/(x-2) = 0", [1, 3]),
    ("1/x + 1/(x-1) = 0", [0.5]),
    ("1/(x-1) + 1/(x-2) + 1/(x-3) = 0", [1.42264973081037, 2.57735026918963]),
    ("x/(x^2+1) = 0.3", [0.333333333333333, 3]),
    ("x/(x^2+1) = 0.5", [1]),
    ("1/(1+exp(-x)) = 0.9", [2.19722457733622]),
    ("100/(x+3) - 2*x = 4", [-9.58872343937891, 4.58872343937891]),
    ("(x-5)/(x^2+1) = 0", [5]),
    ("x^2/(x-1) = 4", [2]),
    ("(x-1.5)^2 - 1e-8 = 0", [1.4999, 1.5001]),
    ("(x-1.5)^2 + 1e-8 = 0", []),
    ("(x-1)*(x-1.0001) = 0", [1, 1.0001]),
    ("(x-1)*(x-1.0000001) = 0", [1, 1.0000001]),
    ("x^2 - 2.0002*x + 1.0002 = 0", [1, 1.0002]),
    ("(x-7)^2*(x+3) = 0", [-3, 7]),
    ("exp(x)-2 - (x-1) = 0", [0]),
    ("x^20 = 1", [-1, 1]),
    ("x^200 = 0", [0]),
    ("x^9 = 1e-9", [0.1]),
    ("x^3 + 1e-3*x = 0", [0]),
    ("1e6*x = 1", [1e-06]),
    ("1e-6*x = 3", [3_000_000]),
    ("x + 0.1 = 0.3", [0.2]),
    ("3*x = 1", [0.333333333333333]),
    ("x/3 = 0.1", [0.3]),
    ("7*x - 2 = 5*x + 4", [3]),
    ("x = 4", [4]),
    ("x - 1e6 = 0", [1_000_000]),
  ]

  /// With units and money: what is bound first, the question, and the roots in the unit of the name.
  static let bought: [(bindings: [String], line: String, roots: [Double])] = [
    (["p = $2/h"], "solve p for p * 720 h = $3,000", [4.166666666666667]),
    (["p = $2/h"], "solve p for p in $/month = $12,000/month", [16.666666666666668]),
    (["t = 90 s"], "solve t for 14 GB / t = 500 MB/s", [28]),
    (["t = 90 s"], "solve t for t + 2 min = 1 h", [3480]),
    (["t = 90 s"], "solve t for abs(t - 2 min) = 30 s", [90, 150]),
    (["n = 3 gpu"], "solve n for n * $2/gpu·h * 720 h = $10,080", [7]),
    (["n = 3 gpu"], "solve n for n * n = 16 gpu^2", [-4, 4]),
    (["u = 40%"], "solve u for $12,000/month * (1 - u) = $3,000/month", [75]),
    (["u = 40%"], "solve u for u * u = 25%", [-50, 50]),
    (["u = 40%"], "solve u for u / (1 - u) = 3", [75]),
    (
      ["q = 2M requests/month"], "solve q for max($500/month, q * $0.001/request) = $800/month",
      [800_000]
    ),
    (["q = 10 requests/s"], "solve q for 1 / (12 requests/s - q) = 500 ms/request", [10]),
    (["m = 7 GB"], "solve m for sqrt(m * m) = 64 GB", [-64, 64]),
    (["d = 3 days"], "solve d for d * $80/day + $50 = $370", [4]),
    (["p = $2/h"], "solve p for min(p, $3/h) = $2.50/h", [2.5]),
  ]

  /// What is counted is solved in whole numbers: the first count that does it is the one that trying
  /// each of them finds.
  @Test(arguments: 1..<12 as Range<UInt64>) func countsAreWhole(_ seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let load = Double.random(in: 0.2...20, using: &generator)
    let limit = Double.random(in: 1...60, using: &generator)
    var workbook = Workbook(
      functions: FunctionCatalog([
        Function(
          "chance_of_waiting", "Erlang's C, for counts alone",
          [Function.Parameter("servers", .quantity(.none), "a whole number")],
          example: "chance_of_waiting(3)", gives: .quantity(.percent)
        ) { (arguments, _) throws(Diagnostic) -> Value in
          let servers = arguments.quantity("servers").magnitude
          guard servers == servers.rounded(), servers > load else {
            throw Diagnostic(.outOfRange, "No.", at: arguments.span)
          }
          return .quantity(Quantity(100 * Self.erlangC(Int(servers), load), .percent))
        }
      ]))
    let first = (1...200).first { Double($0) > load && 100 * Self.erlangC($0, load) < limit }
    let now = max(25, Int(load) + 1)
    _ = try workbook.run(Source("n = \(now)"))
    guard
      case .solve(let solution) = try workbook.run(
        Source("solve n for chance_of_waiting(n) < \(limit)%")),
      case .stretch(let low, let high, _, _)? = solution.roots.first
    else {
      Issue.record("seed \(seed): nothing found")
      return
    }
    #expect(low.magnitude == Double(try #require(first)), "seed \(seed)")
    #expect(solution.roots.count == 1 && high.magnitude == Double(now * 1000))
    #expect(solution.missing?.count ?? 0 > 0)
  }

  /// What takes long is tried seldom, no value of it twice, and found all the same; and drawn at whole
  /// numbers alone.
  @Test(arguments: [3, 37, 200, 511]) func costlyCountsAreTriedSeldom(_ limit: Int) throws {
    let tries = Tries()
    var workbook = Workbook(
      functions: FunctionCatalog([
        Function(
          "load_test", "a rate that falls with the users, and takes long to find out",
          [Function.Parameter("users", .quantity(.none), "a whole number")],
          example: "load_test(3)", gives: .quantity(.percent)
        ) { (arguments, budget) throws(Diagnostic) -> Value in
          let users = arguments.quantity("users").magnitude
          guard users == users.rounded(), users >= 1 else {
            throw Diagnostic(.outOfRange, "No.", at: arguments.span)
          }
          budget.spend(.events(50_000))
          tries.add(users)
          return .quantity(Quantity(100 / users, .percent))
        }
      ]))
    _ = try workbook.run(Source("n = 32"))
    guard
      case .solve(let solution) = try workbook.run(
        Source("solve n for load_test(n) >= load_test(\(limit)) from 1 to 512")),
      case .stretch(let low, let high, _, _)? = solution.roots.first
    else {
      Issue.record("nothing found")
      return
    }
    #expect(low.magnitude == 1 && high.magnitude == Double(limit))
    // The other side is worked out with each.
    let tried = tries.values.filter { $0 != Double(limit) }
    #expect(tried.count < 70 && Set(tried).count == tried.count, "\(tried)")
    guard
      case .plot(let curves) = try workbook.run(Source("plot load_test(n) over n from 1 to 512"))
    else { throw Missing() }
    let points = curves.series[0].points
    #expect(points.count > 15 && points.count <= 26)
    #expect(points.allSatisfy { $0.x == $0.x.rounded() && $0.y != nil })
  }

  private struct Missing: Error {}

  /// What a function was asked for.
  private final class Tries: @unchecked Sendable {
    private(set) var values: [Double] = []
    func add(_ value: Double) { values.append(value) }
  }

  private static func erlangC(_ servers: Int, _ load: Double) -> Double {
    var blocked = 1.0
    for count in 1...servers {
      blocked = load * blocked / (Double(count) + load * blocked)
      if blocked < 1e-300 { return 0 }
    }
    let use = load / Double(servers)
    return blocked / (1 - use * (1 - blocked))
  }

  private func roots(
    _ lines: [String], _ question: String
  ) throws -> (roots: [Double], solution: Answer.Solution?) {
    var workbook = Workbook()
    for line in lines { _ = try workbook.run(Source(line)) }
    guard case .solve(let solution) = try workbook.run(Source(question)) else {
      return ([], nil)
    }
    if solution.roots.isEmpty { #expect(solution.method == .proof, "\(question)") }
    let roots = solution.roots.map { root in
      switch root {
      case .at(let x), .near(let x): x.magnitude
      case .crossing(let crossing): crossing.at.magnitude
      case .stretch, .indistinct: Double.nan
      }
    }
    return (roots, solution)
  }

  private func expect(_ found: [Double], _ wanted: [Double], _ note: String) {
    let isSame =
      found.count == wanted.count
      && zip(found, wanted).allSatisfy { abs($0 - $1) <= 1e-9 * max(abs($1), 1e-3) }
    #expect(isSame, "\(note): \(found), not \(wanted)")
  }

  @Test func all() throws {
    #expect(Self.equations.count + Self.bought.count >= 120)
    for (equation, wanted) in Self.equations {
      let (found, solution) = try roots(["x = 4"], "solve x for \(equation)")
      expect(found, wanted, equation)
      #expect(solution?.method ?? .proof == .proof, "\(equation)")
      #expect(solution?.unsettled.isEmpty ?? true, "\(equation)")
    }
    for (bindings, line, wanted) in Self.bought {
      expect(try roots(bindings, line).roots, wanted, line)
    }
  }

  /// Products of factors with chosen roots, written out or not.
  @Test(arguments: 0..<4 as Range<UInt64>) func products(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    for round in 0..<12 {
      let count = Int.random(in: 1...4, using: &generator)
      let roots = Set((0..<count).map { _ in Int.random(in: -200...200, using: &generator) })
      let wanted = roots.sorted().map { Double($0) / 8 }
      let text = wanted.map { $0 < 0 ? "(x + \(-$0))" : "(x - \($0))" }
      let line = text.joined(separator: " * ") + " = 0"
      expect(
        try self.roots(["x = 4"], "solve x for \(line)").roots, wanted,
        "seed \(seed), round \(round): \(line)")
    }
  }

  /// The least and the most are those of the whole range, or are not told.
  @Test(arguments: [
    ("(x - 3)^2 <= 4", 0.0, 16_000_024_000_009.0), ("x^2 - 2*x < 5", -1, nil),
    ("1/x < 0", nil, nil),
    ("exp(-x^2) < 0.5", nil, 1), ("abs(x - 3) + abs(x + 2) <= 7", 5, nil),
    ("max(0, x - 1) < 1", 0, 3_999_999), ("x/(x^2 + 1) < 0.2", -0.5, 0.5),
    ("floor(x) < 4", nil, nil),
  ])
  func extremes(_ condition: String, _ least: Double?, _ most: Double?) throws {
    let (_, solution) = try roots(["x = 4"], "solve x for \(condition)")
    let found = [solution?.least?.value.magnitude, solution?.most?.value.magnitude]
    for (found, wanted) in zip(found, [least, most]) {
      guard let wanted, let found else { continue }
      #expect(abs(found - wanted) <= 1e-8 * max(1, abs(wanted)), "\(condition): \(found)")
    }
    // Whatever is told, no value tried lies beyond it.
    for place in [-2.0, -1, -0.5, 0, 0.5, 1, 2, 3, 3.5, 1e3, -1e5] {
      var workbook = Workbook()
      _ = try workbook.run(Source("x = \(place)"))
      let text = condition.split(separator: "<")[0]
      guard let value = (try? workbook.run(Source(String(text))))?.value?.quantity?.magnitude
      else { continue }
      if let least = found[0] { #expect(value >= least - 1e-8 * abs(least), "\(condition)") }
      if let most = found[1] { #expect(value <= most + 1e-8 * abs(most), "\(condition)") }
    }
  }

  /// A jump over what is wanted is no root, and what comes close is none either.
  @Test(arguments: [
    ("floor(x) = 2.5", ""), ("if x > 1 then 2 else 0 = 1", ""), ("1/x = 0", ""),
    ("floor(x) = 3", "3...4"), ("max(x, 3) = 3", "-4000000...3"),
    ("x - x = 0", "-4000000...4000000"),
    ("max(0, abs(x) - 2) = 0", "-2...2"),
  ])
  func stretches(_ equation: String, _ wanted: String) throws {
    let (_, solution) = try roots(["x = 4"], "solve x for \(equation)")
    let found = (solution?.roots ?? []).map { root in
      guard case .stretch(let low, let high, _, _) = root else { return "a value" }
      return "\(Int(low.magnitude))...\(Int(high.magnitude))"
    }
    #expect(found.joined(separator: " ") == wanted)
  }
}
