import Diagnostics
import Language
import Quantities

/// What the draws of an expression do to it, one by one.
struct InfluenceStudy {
  /// A draw, and the formula that makes it.
  struct Input {
    let draw: Draws.Met
    let place: DrawnFormula
  }

  /// How much of the variance a draw makes.
  struct Share {
    /// By itself, from 0 to 1.
    var alone: Double
    /// Alone or with others, from 0 to 1.
    var withOthers: Double
  }

  /// The draws, in the order of the workbook, those of the expression last.
  let inputs: [Input]
  private var whatIf: WhatIf
  private let value: UncertainQuantity
  private let cells: [Int: DrawnFormula]
  private let asked: DrawnFormula
  private let moved: [Int]
  /// From 5% to 95% of the cells that are one draw and nothing else, as they are before any is held.
  private var ends: [Int: (low: Quantity, high: Quantity)] = [:]

  /// How often samples are drawn anew.
  private static let rounds = 4
  /// Student's t for so many: 95 of 100.
  private static let student = 3.182

  init(_ whatIf: WhatIf, of value: UncertainQuantity) throws(Diagnostic) {
    self.whatIf = whatIf
    self.value = value
    (cells, asked) = try whatIf.drawnFormulas()
    moved = whatIf.moved(by: Array(cells.keys))
    var inputs: [Input] = []
    for index in cells.keys.sorted() {
      guard let place = cells[index] else { continue }
      inputs += place.draws.map { Input(draw: $0, place: place) }
    }
    self.inputs = inputs + asked.draws.map { [asked] in Input(draw: $0, place: asked) }
    for input in inputs where isWhole(input) {
      guard let cell = input.place.cell,
        case .uncertain(let quantity)? = whatIf.copy.state.cells[cell].value?.amount
      else { continue }
      ends[cell] = (quantity.quantile(0.05), quantity.quantile(0.95))
    }
  }

  /// What drawing everything anew so often takes, about.
  var effort: Effort {
    let once = moved.reduce(Effort.steps(1_000)) { $0 + whatIf.copy.state.cells[$1].effort }
    var all = Effort.none
    for _ in 0..<(InfluenceStudy.rounds * (2 * inputs.count + 2)) { all += once }
    return all
  }

  /// What an input is called: its cell, where it is all of that; else the range as written.
  func name(of input: Input) -> String {
    var range = input.draw.span.text
    if range.hasPrefix("("), range.hasSuffix(")") { range = String(range.dropFirst().dropLast()) }
    guard let cell = input.place.cell else { return range }
    let name = whatIf.copy.shortName(cell)
    return isWhole(input) ? name : "\(range) in \(name)"
  }

  /// Whether nothing else is drawn for the cell, and it reads nothing that is.
  private func isWhole(_ input: Input) -> Bool {
    guard let cell = input.place.cell, input.place.draws.count == 1 else { return false }
    return !whatIf.copy.state.graph.inputs[cell].contains { cells[$0] != nil }
  }

  // MARK: Shares

  /// How much of the variance each input makes, and how that was found.
  mutating func shares() throws(Diagnostic) -> (shares: [Share], Answer.Tornado.Method) {
    if let exact = try exactShares() { return (exact, .exact) }
    var rounds: [SobolShares] = []
    for round in 0..<InfluenceStudy.rounds {
      if whatIf.copy.isInterrupted() {
        throw Diagnostic(.interrupted, "Stopped; nothing was changed.")
      }
      rounds.append(try sampledShares(round))
    }
    var shares: [Share] = []
    var margin = 0.0
    for place in inputs.indices {
      let (alone, off) = InfluenceStudy.mean(rounds.map { $0.alone[place] })
      margin = max(margin, off)
      shares.append(
        Share(
          alone: alone,
          withOthers: InfluenceStudy.mean(rounds.map { $0.withOthers[place] }).mean))
    }
    return (shares, .sampled(margin: margin))
  }

  private static func mean(_ numbers: [Double]) -> (mean: Double, margin: Double) {
    let count = Double(numbers.count)
    let mean = numbers.reduce(0, +) / count
    let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    return (mean, student * (variance / count).squareRoot())
  }

  /// nil where the expression is no sum or product of independent parts.
  private func exactShares() throws(Diagnostic) -> [Share]? {
    let search = MomentSearch(workbook: whatIf.copy, cells: cells)
    guard let moments = try search.moments(asked.formula, in: asked), moments.isFinite,
      moments.variance > 0, moments.isKnown
    else { return nil }
    // Samples agree, or something was overlooked.
    let (mean, deviation) = (value.mean.base, value.deviation.base)
    guard abs(moments.mean - mean) <= 0.1 * deviation else { return nil }
    return inputs.map { input in
      Share(
        alone: (moments.alone[input.draw.key] ?? 0) / moments.variance,
        withOthers: (moments.withOthers[input.draw.key] ?? 0) / moments.variance)
    }
  }

  private mutating func sampledShares(_ round: Int) throws(Diagnostic) -> SobolShares {
    let (ours, others) = (round == 0 ? "" : "luck \(round) ", "other luck \(round) ")
    func luck(_ common: String, but key: String? = nil, _ other: String = "") -> Draws {
      var draws = Draws()
      for input in inputs { draws.luck[input.draw.key] = input.draw.key == key ? other : common }
      return draws
    }
    let first = try numbers(luck(ours))
    let second = try numbers(luck(others))
    var mixed: [(first: [Double], second: [Double])] = []
    for input in inputs {
      let key = input.draw.key
      mixed.append(
        (try numbers(luck(ours, but: key, others)), try numbers(luck(others, but: key, ours))))
    }
    return SobolShares(first: first, second: second, mixed: mixed)
  }

  /// The result sample by sample, in its own unit.
  private mutating func numbers(_ draws: Draws) throws(Diagnostic) -> [Double] {
    let amount = try whatIf.amount(with: draws, moving: moved)
    let same = amount.converted(to: value.unit) ?? amount
    return (0..<UncertainQuantity.count).map { same.number(at: $0) }
  }

  // MARK: From 5% to 95%

  /// The ends of an input, and the median of the result at each.
  mutating func swing(
    of input: Input
  ) throws(Diagnostic) -> (low: Quantity, high: Quantity, atLow: Quantity, atHigh: Quantity) {
    // What a cell makes of its draw counts, as where it cuts its ends off.
    if let cell = input.place.cell, let (low, high) = ends[cell] {
      return (low, high, try result(cell: cell, at: low), try result(cell: cell, at: high))
    }
    let (low, high) = (input.draw.quantity.quantile(0.05), input.draw.quantity.quantile(0.95))
    return (low, high, try result(input, at: low), try result(input, at: high))
  }

  private mutating func result(
    _ input: Input, at quantity: Quantity
  ) throws(Diagnostic) -> Quantity {
    var draws = Draws()
    draws.held[input.draw.key] = quantity
    let amount = try whatIf.amount(with: draws, moving: moved)
    return (amount.converted(to: value.unit) ?? amount).typical
  }

  private mutating func result(cell: Int, at quantity: Quantity) throws(Diagnostic) -> Quantity {
    let amount = try whatIf.amount(with: Draws(), moving: moved, holding: (cell, quantity))
    return (amount.converted(to: value.unit) ?? amount).typical
  }
}
