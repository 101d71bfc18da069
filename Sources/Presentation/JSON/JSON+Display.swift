import Basics
import Course
import Display
import Quantities

extension JSON {
  /// What a question shows: tables as rows, plots with their points, the rest as text.
  public init(_ display: Display) {
    let blocks = display.blocks.map { JSON($0) }
    self = blocks.count == 1 ? blocks[0] : .array(blocks)
  }

  private init(_ block: Block) {
    switch block {
    case .table(let table): self.init(table)
    case .plot(let plot):
      let series = plot.series.map { series in
        let points = series.points.map { point -> JSON in
          .array([.number(point.x), point.y.map { .number($0) } ?? .null])
        }
        return JSON.object(["name": .string(series.name), "points": .array(points)])
      }
      self = .object(["x": JSON(plot.x), "y": JSON(plot.y), "series": .array(series)])
    case .paragraph(let text): self = .string(text.plain)
    case .lines(let lines): self = .array(lines.map { .string($0.plain) })
    case .heading(let text, _): self = .string(text.plain)
    default: self = .null
    }
  }

  private init(_ table: Table) {
    let rows = table.rows.map { row -> JSON in .array(row.map { .string($0.plain) }) }
    self = .object([
      "header": .array(table.header.map { .string($0.plain) }), "rows": .array(rows),
    ])
  }

  private init(_ axis: Plot.Axis) {
    self = .object([
      "name": .string(axis.name), "prefix": .string(axis.prefix), "suffix": .string(axis.suffix),
      "log": .bool(axis.isLogarithmic),
    ])
  }
}

extension JSON {
  /// Every offer with its fine print; what nobody says is null.
  public init(_ prices: PriceTable) {
    func quantity(_ value: Quantity?) -> JSON { value.map { JSON($0) } ?? .null }
    func flag(_ value: Bool?) -> JSON { value.map { .bool($0) } ?? .null }
    self = .array(
      prices.offers.map { offer in
        .object([
          "id": .string(offer.id), "provider": .string(offer.provider),
          "plan": .string(offer.plan.rawValue), "gpu": .string(offer.gpu),
          "price": JSON(offer.price), "input_price": quantity(offer.inputPrice),
          "billed_by": quantity(offer.billedBy), "minimum": quantity(offer.minimum),
          "bills_start": flag(offer.billsStart), "bills_idle": flag(offer.billsIdle),
          "keep_alive": quantity(offer.keepAlive),
          "as_of": offer.asOf.map { .string($0.text) } ?? .null,
          "source": .string(offer.source), "note": .string(offer.note),
        ])
      })
  }
}
