import Diagnostics
import Language
import Quantities
import Workbook

// How long formulas over 4,000 samples take, and what setting a cell costs in workbooks of several
// sizes: workbook-bench. Each line is a kind, a name and microseconds, parted by tabs; scripts/bench
// sets numpy beside the formulas.

/// The median of the times that `body` takes, in microseconds.
func median(_ rounds: Int, _ body: () throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  var times: [Double] = []
  for _ in 0..<rounds {
    let start = clock.now
    try body()
    let time = clock.now - start
    times.append(Double(time.components.attoseconds) / 1e12 + Double(time.components.seconds) * 1e6)
  }
  times.sort()
  return times[times.count / 2]
}

/// What is measured, as it is typed and as numpy says it is scripts/bench's to know.
let formulas = [
  "x + y", "x * y", "x * y + z * 3 - y", "max(x, y)", "ln(x)", "round(x * 10)",
  "if x > y then x else y * 2", "max(0, x - y) * z + min(x, z)",
  "if x > 1 and y > 1 then ln(x) else round(y)",
]

func samples() throws {
  var workbook = Workbook()
  for line in ["x = 1 to 10", "y = 2 to 5", "z = uniform(1, 3)"] {
    _ = try workbook.run(Source(line))
  }
  for formula in formulas {
    let expression = try Expression.parse(Source(formula), in: workbook.parsingScope())
    let time = try median(400) { _ = try workbook.value(of: expression) }
    print("samples\t\(formula)\t\(time)")
  }
}

func cells() throws {
  for count in [1_000, 10_000, 100_000] {
    var workbook = Workbook()
    workbook.mostNames = 100_001
    workbook.isLoading = true
    let clock = ContinuousClock()
    let start = clock.now
    _ = try workbook.run(Source("price = 2"))
    for place in 1..<count {
      _ = try workbook.run(Source("c\(place) = \(place % 10 == 1 ? "price" : "c\(place - 1)") + 1"))
    }
    let loaded = clock.now - start
    print(
      "load\t\(count) cells\t\(Double(loaded.components.attoseconds) / 1e12 + Double(loaded.components.seconds) * 1e6)"
    )
    workbook.isLoading = false
    var turn = 0
    // The last nine cells follow from this one.
    let name = "c\(count - 9)"
    let time = try median(200) {
      turn += 1
      _ = try workbook.run(Source("\(name) = price + \(turn)"))
    }
    print("set\t\(count) cells\t\(time)")
  }
  var workbook = Workbook()
  workbook.mostNames = 100_001
  workbook.isLoading = true
  _ = try workbook.run(Source("c0 = 1"))
  for place in 1..<10_000 { _ = try workbook.run(Source("c\(place) = c\(place - 1) + 1")) }
  workbook.isLoading = false
  var turn = 0
  let time = try median(20) {
    turn += 1
    _ = try workbook.run(Source("c0 = \(turn)"))
  }
  print("chain\t10000 cells, its head set\t\(time)")
}

try samples()
try cells()
