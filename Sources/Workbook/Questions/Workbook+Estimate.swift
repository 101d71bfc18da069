import Diagnostics
import Language
import Quantities

/// What an expression comes to, with how far luck may have moved it.
public struct EstimatedValue: Sendable {
  /// What it comes to.
  public let value: Value
  /// Half the width of its 95% interval, in the unit of the value, where it is computed from figures
  /// that were simulated, told of samples or measured; nil for whatever is not, or is known exactly.
  public let margin: Quantity?
  /// What may have moved it.
  let origin: Origin

  /// What a value was estimated from.
  public enum Origin: Hashable, Sendable { case simulation, samples, measurement }
}

extension Workbook {
  /// What an expression comes to, and how far luck may have moved it; runs that it calls are
  /// simulated once.
  /// - Throws: where it has no value.
  public func estimate(of expression: Expression) throws(Diagnostic) -> EstimatedValue {
    let resolved = try resolve(expression)
    if let here = simulatedHere(resolved) {
      return EstimatedValue(value: here.value, margin: here.margin, origin: .simulation)
    }
    let value = try value(of: expression)
    guard let quantity = value.quantity else {
      return EstimatedValue(value: value, margin: nil, origin: .samples)
    }
    guard let margin = propagatedMargin(of: resolved) else {
      let margin = sampledMargin(of: resolved)?.converted(to: quantity.unit)
      return EstimatedValue(value: value, margin: margin, origin: .samples)
    }
    let sources = state.graph.sources(of: inputs(of: resolved))
    return EstimatedValue(
      value: value, margin: margin.converted(to: quantity.unit),
      origin: state.measurements.isDisjoint(with: sources) ? .simulation : .measurement)
  }

  /// The answer to an expression. Where it was simulated or is told of samples, with how far luck may
  /// have moved it.
  func answer(valueOf expression: Expression) throws(Diagnostic) -> Answer {
    let estimate = try estimate(of: expression)
    guard case .quantity(let quantity) = estimate.value, quantity.magnitude.isFinite,
      let margin = estimate.margin, Workbook.shows(margin.magnitude, in: quantity)
    else { return .value(estimate.value, of: expression) }
    return .estimate(quantity, margin: margin, from: estimate.origin, of: expression)
  }

  /// Whether an amount more or less changes what is shown of a quantity.
  static func shows(_ margin: Double, in quantity: Quantity) -> Bool {
    func text(_ magnitude: Double) -> String { Quantity(magnitude, quantity.unit).text }
    return margin.isFinite && margin > 1e-9 * abs(quantity.magnitude)
      && (text(quantity.magnitude + margin) != text(quantity.magnitude)
        || text(quantity.magnitude - margin) != text(quantity.magnitude))
  }

  /// How often it is drawn again.
  private static let rounds = 8
  /// How wide 95 of 100 intervals have to be, in deviations of further draws from the one that is
  /// told: what it is off by itself makes them wider.
  private static let width = 1.5

  /// How far what is told of samples may be off; nil where luck has no part in it, or does not show in
  /// the digits.
  /// - Parameter formula: with full names.
  func sampledMargin(of formula: Expression) -> Quantity? {
    guard !state.readers.isEmpty || luck(in: formula).reads else { return nil }
    let whatIf = WhatIf(self, varying: nil, for: [formula])
    // What has no value, here or with other luck, has no margin either.
    guard whatIf.readsSamples, let quantity = (try? value(of: formula))?.quantity else {
      return nil
    }
    // What cannot be sampled has no margin.
    let margin = try? sampledMargin(of: quantity, whatIf)
    guard isChance(formula) else { return margin }
    // It is told to a sample, and lies somewhere beside that.
    let grain = Quantity(50 / Double(UncertainQuantity.count), .percent)
    return (margin?.base ?? 0) > grain.base ? margin : grain
  }

  /// Whether it asks how likely something is, or is a cell that does.
  private func isChance(_ formula: Expression) -> Bool {
    switch formula.form {
    case .call(let name, _): name == "chance"
    case .name(let path) where path.count == 2:
      cell(CellID(path[0], path[1])).map { isChance($0.formula) } ?? false
    default: false
    }
  }

  private func sampledMargin(
    of quantity: Quantity, _ whatIf: WhatIf
  ) throws(Diagnostic) -> Quantity? {
    func value(_ change: (inout WhatIf) -> Void) throws(Diagnostic) -> Double? {
      var other = whatIf
      change(&other)
      switch try other.values(at: nil).first {
      case .success(.quantity(let again))?: return again.converted(to: quantity.unit)?.magnitude
      // As little is known where the luck is this one.
      case .failure(let problem)? where problem.code == .tooFewSamples: return 0
      default: return nil
      }
    }
    // What the outermost samples stand for is wider than they are.
    var tail = 0.0
    if let beyond = try value({ $0.shift(.tails(Workbook.tails.beyond)) }),
      let before = try value({ $0.shift(.tails(Workbook.tails.before)) })
    {
      tail = Workbook.tail(of: quantity.magnitude, beyond: beyond, before: before)
    }
    // What is read between two samples hangs on the shape that is supposed there.
    if let moved = try value({ $0.shift(.readings) }) { tail += abs(moved - quantity.magnitude) }
    func margin(_ squares: Double) -> Quantity? {
      let margin = Workbook.width * (squares / Double(Workbook.rounds)).squareRoot() + tail
      return Workbook.shows(margin, in: quantity) ? Quantity(margin, quantity.unit) : nil
    }
    // Drawn in another order; and where the order is nothing to it, from other places in each part of
    // the distribution: forward and backward, so that only what is not smooth there remains.
    var squares = (order: 0.0, places: 0.0)
    for round in 1...Workbook.rounds {
      guard let again = try value({ $0.reseed(1_000_003 * round) }) else { return nil }
      squares.order += (again - quantity.magnitude) * (again - quantity.magnitude)
    }
    if let margin = margin(squares.order) { return margin }
    for round in 1...Workbook.rounds {
      guard let forward = try value({ $0.shift(.places(round: round, isBackward: false)) }),
        let backward = try value({ $0.shift(.places(round: round, isBackward: true)) })
      else { return nil }
      let off = (forward + backward) / 2 - quantity.magnitude
      // What cancels but for rounding is off by nothing.
      guard abs(off) > 1e-10 * max(abs(forward), abs(backward)) else { continue }
      squares.places += off * off
    }
    return margin(squares.places)
  }

  /// How far from the means of their parts the outermost samples are tried, in deviations.
  static let tails = (beyond: 3.0, before: -1.0 / 3)

  /// How far what is told is off because each of the outermost samples stands at the mean of what it
  /// stands for. Three deviations beyond it with one chance in ten, a third before it with nine:
  /// that has the same mean and the same mean square. So what is in proportion to them comes out as
  /// told, and the mean of a square as it should; a root of one is judged by its square.
  static func tail(of told: Double, beyond: Double, before: Double) -> Double {
    let off = abs(0.1 * beyond + 0.9 * before - told)
    let square = (0.1 * beyond * beyond + 0.9 * before * before).squareRoot()
    // Hardly off at all: in proportion, but for what the lower end does.
    return off < 0.01 * abs(square - abs(told)) ? off : max(off, abs(square - abs(told)))
  }
}
