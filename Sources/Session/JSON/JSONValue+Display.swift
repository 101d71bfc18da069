import Display

extension JSONValue {
  /// What a question shows: tables as rows, plots with their points, the rest as text.
  init(_ display: Display) {
    let blocks = display.blocks.map { JSONValue($0) }
    self = blocks.count == 1 ? blocks[0] : .array(blocks)
  }

  private init(_ block: Block) {
    switch block {
    case .table(let table): self = JSONValue(table)
    case .plot(let plot):
      self = .object([
        ("x", JSONValue(plot.x)), ("y", JSONValue(plot.y)),
        (
          "series",
          .array(
            plot.series.map { series in
              .object([
                ("name", .string(series.name)),
                (
                  "points",
                  .array(
                    series.points.map {
                      .array([.number($0.x), $0.y.map { .number($0) } ?? .null])
                    })
                ),
              ])
            })
        ),
      ])
    case .paragraph(let text): self = .string(text.plain)
    case .lines(let lines): self = .array(lines.map { .string($0.plain) })
    case .heading(let text, _): self = .string(text.plain)
    default: self = .null
    }
  }

  private init(_ table: Table) {
    let rows = table.rows.map { row -> JSONValue in
      .array(row.map { .string($0.plain) })
    }
    self = .object([
      ("header", .array(table.header.map { .string($0.plain) })), ("rows", .array(rows)),
    ])
  }

  private init(_ axis: Plot.Axis) {
    self = .object([
      ("name", .string(axis.name)), ("prefix", .string(axis.prefix)),
      ("suffix", .string(axis.suffix)), ("log", .bool(axis.isLogarithmic)),
    ])
  }
}
