import Diagnostics
import Language
import NativeFunctions
import Workbook

extension Workbook {
  /// The model of the chapter on utilization, in a workbook that can simulate.
  static func sample() throws -> Workbook {
    var workbook = empty
    let source = Source(
      name: "waste",
      """
      param gpus: gpu = 4 in 1..64                   "GPUs rented"
      param rent: $/month = $12,000/month in $1..$10M/month "the invoice"
      param utilization = 15% in 1%..100%            "share of rented hours that do work"
      result used = gpus * 720 h/month * utilization "hours of work bought"
      result effective: $/(gpu*h) = rent / used      "the price of an hour of work"
      result wasted: $/month = rent * (1 - utilization)
      """)
    let lines = (0..<source.lineCount).map { source.lineRange($0) }
    let names = Set(lines.compactMap { Declaration.declaredName(source, $0)?.text })
    let scope = ParsingScope(units: workbook.units) { names.contains($0) }
    var declarations: [Declaration] = []
    for line in lines {
      if let one = try Declaration.parse(source, line, in: scope) { declarations.append(one) }
    }
    if let problem = workbook.addModel("waste", declarations, important: []).first { throw problem }
    workbook.focus = ["waste"]
    return workbook
  }

  /// As `gpulearn eval` has it without a chapter.
  static var empty: Workbook {
    var workbook = Workbook(
      functions: FunctionCatalog.standard
        + NativeFunctions.all(prices: nil, runner: ModelRunner(model: nil)))
    workbook.isAutomatic = true
    return workbook
  }
}
