import Basics
import Language
import Quantities
import Workbook

/// The keys are a promise to programs that read them: Guides/json.md has an example of each answer.
extension Answer {
  /// The answer as an object. Every quantity is `value`, `unit` and `text`; a question says which it
  /// is in `question`.
  public var json: JSON {
    switch self {
    case .nothing: .object([])
    case .changed(let changes): changes.json
    case .defined(let function, let changes):
      .object(
        [JSON.Member("defined", .string(function.name))] + changes.members
          + (function.unused.isEmpty
            ? [] : [JSON.Member("unused", .array(function.unused.map { .string($0) }))]))
    case .unit(let unit): .object(["defined_unit": JSON(unit.entry)])
    case .value(let value, _): Answer.json(value)
    case .estimate(let quantity, let margin, _, _): JSON(quantity, margin: margin)
    case .plot(let curves):
      Answer.object("plot", [JSON.Member("form", .string("curves"))] + curves.members)
    case .histogram(let histogram, let remarks):
      Answer.object(
        "plot",
        [JSON.Member("form", .string("histogram"))] + histogram.members + JSON.remarks(remarks))
    case .tradeOff(let tradeOff):
      Answer.object("plot", [JSON.Member("form", .string("trade-off"))] + tradeOff.members)
    case .sweep(let sweep): Answer.object("sweep", sweep.members)
    case .why(let explanation): Answer.object("why", explanation.members)
    case .tornado(let tornado): Answer.object("tornado", tornado.members)
    case .compare(let comparison): Answer.object("compare", comparison.members)
    case .solve(let solution): Answer.object("solve", solution.members)
    case .table(let rows):
      Answer.object("table", [JSON.Member("rows", .array(rows.map { $0.json }))])
    case .columns(let columns):
      Answer.object(
        "table",
        [
          JSON.Member(
            "columns",
            .array(
              columns.map {
                .object(["name": .string($0.name), "values": JSON(Value.series($0.values))])
              }))
        ])
    case .timeline(let timeline, let other, let remarks):
      Answer.object(
        "timeline",
        timeline.members
          + (other.map { [JSON.Member("against", .object($0.members))] } ?? [])
          + JSON.remarks(remarks))
    case .tune(let table): Answer.object("tune", table.members)
    }
  }

  private static func object(_ question: String, _ members: [JSON.Member]) -> JSON {
    .object([JSON.Member("question", .string(question))] + members)
  }

  /// A value by itself is always an object, so that something can be said beside it.
  private static func json(_ value: Value) -> JSON {
    switch value {
    case .bool, .text: .object(["value": JSON(value), "text": .string(value.text)])
    case .series(let series):
      .object(["values": JSON(value), "count": JSON(series.count)])
    case .quantity, .uncertain, .odds, .record: JSON(value)
    }
  }
}

extension Answer.Row {
  fileprivate var json: JSON {
    .object([
      "name": .string(name), "value": JSON(value, margin: margin), "sentence": .string(sentence),
    ])
  }
}
