import Display
import Language
import Quantities
import Workbook

extension Answer {
  /// The answer as it is shown.
  /// - Parameter isFolded: whether a long list of changes ends after a few.
  public func display(isFolded: Bool = true) -> Display {
    switch self {
    case .nothing: Display()
    case .changed(let changes): changes.display(isFolded: isFolded)
    case .defined(let function, let changes):
      function.remark + (changes.isEmpty ? Display() : changes.display(isFolded: isFolded))
    case .unit(let unit): Display([.lines([unit.line])])
    case .value(let value, _): value.display
    case .estimate(let quantity, let margin, let origin, _):
      Display([
        .lines([
          Text(quantity.text(within: margin), .value) + Text("\(margin.giveOrTake)")
            + Text(" (\(Answer.words(origin, quantity, margin)))", .muted)
        ])
      ])
    case .plot(let curves): curves.display
    case .histogram(let histogram, let remarks): histogram.display + Display(remarks: remarks)
    case .tradeOff(let tradeOff): tradeOff.display
    case .sweep(let sweep): Display([.table(sweep.table)] + sweep.reasons)
    case .why(let explanation): explanation.display
    case .tornado(let tornado): tornado.display
    case .compare(let comparison): comparison.display
    case .solve(let solution): solution.display
    case .table(let rows): Display([.table(Table(rows: rows.map { $0.row }, style: .bare))])
    case .columns(let columns):
      Display([.table(Table(columns: columns.map { ($0.name, $0.values) }))])
    case .timeline(let timeline, let other, let remarks):
      Display(timeline.blocks + (other?.blocks ?? [])) + Display(remarks: remarks)
    case .tune(let table): table.display
    }
  }

  /// What an estimate was made from; and where a half of it is not known, that it is no good.
  private static func words(
    _ origin: EstimatedValue.Origin, _ told: Quantity, _ margin: Quantity
  ) -> String {
    switch origin {
    case .simulation: "simulated"
    case .measurement: "measured"
    case .samples:
      margin.magnitude < abs(told.magnitude) / 2
        ? "4,000 samples" : "4,000 samples are too few for it"
    }
  }
}

extension FunctionDefinition {
  /// "y is not used: f is the same for every y."
  public var remark: Display {
    guard !unused.isEmpty else { return Display() }
    let names = unused.joined(separator: ", ")
    return Display([
      .remark(
        "\(names) \(unused.count == 1 ? "is" : "are") not used: "
          + "\(name) is the same whatever \(unused.count == 1 ? "it is" : "they are").")
    ])
  }
}

extension UnitDeclaration {
  /// "1 eur = $1.08  as of 2026-11-01".
  fileprivate var line: Text {
    let base =
      BaseDimension.standard.contains { Dimension($0) == unit.dimension }
      || unit.dimension.bases.count > 1
    let one = Text("1 \(name)", .name)
    let worth =
      base ? Text(" = ") + Text(measure.text, .value) : Text(", a kind of its own", .muted)
    return one + worth + Text(sentence.isEmpty ? "" : "  " + sentence, .muted)
  }

  /// One of it in the base units of its kind: dollars, seconds, bytes.
  var measure: Quantity {
    var factors: [Unit.Factor] = []
    for base in unit.dimension.bases {
      if let named = UnitCatalog.standard.base(of: base) {
        factors.append(Unit.Factor(named, unit.dimension.exponent(of: base)))
      }
    }
    return Quantity(unit.scale, Unit(factors))
  }
}

extension Answer.Row {
  fileprivate var row: [Text] {
    [Text(name, .name), Text(value.summary(within: margin), .value), Text(sentence, .muted)]
  }
}

extension Display {
  /// What to know of a run before its figures are trusted; nothing where there is nothing to say.
  init(remarks: [String]) {
    self.init(remarks.isEmpty ? [] : [.lines(remarks.map { Text($0, .warning) })])
  }
}
