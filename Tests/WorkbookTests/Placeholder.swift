import Diagnostics
import Language
import Testing
import Workbook

@Test func smoke() throws {
  let lines = """
    param gpus: gpu = 4 in 1..64                   "GPUs rented"
    param rent: $/month = $12,000/month in $1..$10M/month "the invoice"
    param utilization = 15% in 1%..100%            "share of rented hours that do work"
    result used = gpus * 720 h/month * utilization "hours of work bought"
    result effective: $/(gpu*h) = rent / used      "the price of an hour of work"
    result wasted: $/month = rent * (1 - utilization)
    """
  var workbook = Workbook()
  let source = Source(name: "x.md", lines)
  var declarations: [Declaration] = []
  let names = ["gpus", "rent", "utilization", "used", "effective", "wasted"]
  for line in 0..<source.lineCount {
    if let d = try Declaration.parse(source, source.lineRange(line), in: ParsingScope(isBound: { names.contains($0) })) { declarations.append(d) }
  }
  print(workbook.addModel("waste", declarations))
  workbook.focus = ["waste"]
  for line in ["$12,000/month / (4 gpu * 720 h/month * 15%)", "effective", "used", "wasted", "utilization = 40%", "utilization + 10", "utilization = 15", "90 + 10%", "2 gpu + 3 h", "utilzation", "$3 /h", "1/0", "a = a + 1", "5 m + 3 s", "gpus = gpus + 1", "rent = $12,000", "why wasted", "solve utilization for effective = $10/(gpu*h)", "solve utilization for effective <= $10/(gpu*h)", "sweep effective over utilization from 10% to 100% step 30%", "compare wasted with utilization = 80%", "$12,000/gpus", "2 rent", "wasted = 3", "effective in $/(gpu*day)", "720 h/month", "1 GB / (500 MB/s)", "f(x) = 2 * x", "f(rent)", "x = 3 h", "y = x + 30 min", "x = 60 min", "1,20 * 3", "max(1, 2)", "maxx(1, 2)", "sqrt(0 - 4)", "plot effective over wasted from 1 to 2", "rent + (1<2)"] {
    print("> " + line)
    do {
      switch try workbook.run(Source(line)) {
      case .nothing: break
      case .changed(let c): for b in c.display().blocks { if case .table(let t) = b { for r in t.rows { print(r.map(\.plain).joined(separator: "  ")) } } else { print(b) } }
      case .defined(let f, _): print("defined", f.name)
      case .value(let v, _): print(v.text)
      case .shown(let d): for b in d.blocks { if case .table(let t) = b { for r in t.rows { print(r.map(\.plain).joined(separator: "  ")) } } else if case .paragraph(let t) = b { print(t.plain) } else if case .lines(let l) = b { print(l.map(\.plain)) } else { print("block") } }
      }
    } catch {
      let d = error as! Diagnostic
      print("\(d.code.name): \(d.message) | \(d.span?.text ?? "-") | \(d.label) | try: \(d.suggestion ?? "-")")
    }
  }
}
