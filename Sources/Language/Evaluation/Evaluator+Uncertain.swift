import Diagnostics
import Quantities

extension Evaluator {
  /// The value, or its sample where one place is looked at.
  func here(_ value: Value) -> Value {
    if let row, case .series(let series) = value { return series.value(at: row) ?? value }
    guard let place else { return value }
    return value.sample(place)
  }

  // MARK: Ranges

  /// `low to high`: lognormal, nine in ten between the ends.
  mutating func range(
    _ low: Expression, _ high: Expression, _ span: SourceSpan
  ) throws(Diagnostic) -> Value {
    let ends = try ends(low, high)
    guard ends.low.magnitude > 0 else {
      throw Diagnostic(
        .badRange, "A range as a value lies above zero.", at: low.span
      ).label("this is \(ends.low.text)")
        .note("uniform(low, high) takes any two ends; all values between them are as likely.")
        .try(span.replaced(with: "uniform(\(low.text), \(high.text))"))
    }
    return try draw(span) { seed, shift in
      .lognormal(
        low: ends.low.magnitude, high: ends.high.magnitude, ends.low.unit, seed: seed,
        shift: shift.places, tails: shift.tails)
    }
  }

  /// `uniform(low, high)`: all values between the ends are as likely.
  mutating func uniform(
    _ low: Expression, _ high: Expression, _ span: SourceSpan
  ) throws(Diagnostic) -> Value {
    let ends = try ends(low, high)
    return try draw(span) { seed, shift in
      .uniform(
        low: ends.low.magnitude, high: ends.high.magnitude, ends.low.unit, seed: seed,
        shift: shift.places)
    }
  }

  /// `choose(1 s: 70%, 20 s: 30%)`: one of several, which may be uncertain themselves.
  mutating func choose(
    _ arguments: [Expression.Argument], _ span: SourceSpan
  ) throws(Diagnostic) -> Value {
    var choices: [(amount: Amount, chance: Double)] = []
    let outer = place
    place = nil
    defer { place = outer }
    for pair in stride(from: 0, to: arguments.count - 1, by: 2) {
      let (value, share) = (arguments[pair].value, arguments[pair + 1].value)
      var amount = try amount(value)
      if let first = choices.first?.amount.unit {
        guard let same = amount.converted(to: first) else {
          throw mismatch(choices[0].amount, amount, at: value.span)
        }
        amount = same
      }
      let chance = try end(share)
      guard chance.dimension.isNone, chance.base >= 0, chance.base <= 1 else {
        throw Diagnostic(.outsideDomain, "A chance lies between 0% and 100%.", at: share.span)
          .label("this is \(chance.text)")
      }
      choices.append((amount, chance.base))
    }
    let sum = choices.reduce(0) { $0 + $1.chance }
    guard let unit = choices.first?.amount.unit, abs(sum - 1) < 1e-9 else {
      throw Diagnostic(.badRange, "The chances are 100% together.", at: span)
        .label("they are \(Quantity(100 * sum, .percent).text)")
    }
    place = outer
    return try draw(span) { .chosen(choices, unit, seed: $0, shift: $1.places) }
  }

  /// The samples of a range, drawn once for each place in the formula and the calls on the way to it.
  mutating func draw(
    _ span: SourceSpan,
    _ make: (_ seed: String, _ shift: (places: Double, tails: Double)) -> UncertainQuantity
  ) throws(Diagnostic) -> Value {
    let scope = scope
    let site = path.key(of: span) {
      scope.definition(of: $0) == nil && scope.native($0)?.uncertainty == .drawn
    }
    let key = seed + site
    if let value = draws.held[key] { return .quantity(value) }
    if let quantity = drawn[key] { return here(.uncertain(quantity)) }
    try budget.takeSamples(span)
    let quantity = make((draws.luck[key] ?? "") + key, draws.shift(of: key))
    _ = try finite(.uncertain(quantity), span)
    drawn[key] = quantity
    draws.note(key, at: span, quantity)
    return here(.uncertain(quantity))
  }

  /// Both ends in the unit of the lower one. A bare number takes the unit of the other end.
  private mutating func ends(
    _ low: Expression, _ high: Expression
  ) throws(Diagnostic) -> (low: Quantity, high: Quantity) {
    var first = try end(low)
    var last = try end(high)
    if low.literal != nil, first.isPlain { first = Quantity(first.magnitude, last.unit) }
    if high.literal != nil, last.isPlain { last = Quantity(last.magnitude, first.unit) }
    if first.unit == .dollar, last.unit.hasDollarPrefix {
      first = Quantity(first.magnitude, last.unit)
    }
    guard let same = last.converted(to: first.unit) else {
      throw mismatch(.certain(first), .certain(last), at: high.span)
    }
    guard first.magnitude < same.magnitude else {
      let swapped = high.span.source.string(
        low.span.range.upperBound..<high.span.range.lowerBound)
      let place = low.span.joined(to: high.span)
      throw Diagnostic(.badRange, "A range goes from the lower to the higher value.", at: place)
        .label("\(last.text) is not above \(first.text)")
        .try(
          first.magnitude == same.magnitude
            ? nil : place.replaced(with: high.text + swapped + low.text))
    }
    return (first, same)
  }

  /// An end of a range, which is certain whatever sample is looked at.
  private mutating func end(_ expression: Expression) throws(Diagnostic) -> Quantity {
    let outer = place
    place = nil
    defer { place = outer }
    switch try value(expression) {
    case .quantity(let quantity): return quantity
    case .uncertain(let quantity):
      throw Diagnostic(
        .badRange, "The ends of a range are certain themselves.", at: expression.span
      ).label("this is \(quantity.text)")
        .try(expression.span.replaced(with: "p50(\(expression.text))"))
    case let other:
      throw Diagnostic(
        .badRange, "A range goes from a quantity to a quantity.", at: expression.span
      )
      .label("this is \(other.kind)")
    }
  }

  // MARK: Sample by sample

  /// The value in every sample by itself, for what the odds decide to compute at all.
  mutating func eachSample(_ expression: Expression) throws(Diagnostic) -> Value {
    try eachSample(expression.span) { (evaluator: inout Self) throws(Diagnostic) -> Value in
      try evaluator.value(expression)
    }
  }

  /// The value of a call whose function knows nothing of samples.
  mutating func eachSample(
    _ function: Function, _ arguments: Arguments
  ) throws(Diagnostic) -> Value {
    if let amount = function.columns?(arguments) {
      try budget.takeSamples(arguments.span)
      return Value(amount)
    }
    var one = arguments
    one.sampled.formUnion(arguments.uncertainNames)
    let uncertain = arguments.values.flatMap { name, values in
      values.enumerated().compactMap { position, value in
        value.isUncertain ? (name: name, position: position, value: value) : nil
      }
    }
    return try eachSample(arguments.span) {
      (evaluator: inout Self) throws(Diagnostic) -> Value in
      for argument in uncertain {
        one.values[argument.name]?[argument.position] = evaluator.here(argument.value)
      }
      return try function.body(one, &evaluator.budget)
    }
  }

  /// Puts together what `body` comes to at every place.
  private mutating func eachSample(
    _ span: SourceSpan, _ body: (inout Self) throws(Diagnostic) -> Value
  ) throws(Diagnostic) -> Value {
    try budget.takeSamples(span)
    let full = budget
    var work = 0
    var besides = Effort.none
    var numbers: [Double] = []
    var truths: [Bool] = []
    var unit: Unit?
    defer { place = nil }
    for index in 0..<UncertainQuantity.count {
      place = index
      budget = full
      let value = try body(&self)
      work += full.stepsLeft - budget.stepsLeft
      besides += budget.spentBesides(since: full)
      guard work <= Budget.sampleSteps else {
        throw Diagnostic(
          .tooMuchWork, "In 4,000 samples this takes more than 5,000,000 steps.", at: span
        ).label("stopped here")
      }
      guard besides < Budget.mostOfSamples else {
        throw Diagnostic(
          .tooMuchWork, "In 4,000 samples this takes too much work.", at: span
        ).label("stopped after \(index + 1) of them")
      }
      if index % 256 == 0 { try budget.checkInterrupt() }
      switch value {
      case .bool(let holds): truths.append(holds)
      case .quantity(let quantity):
        let common = unit ?? quantity.unit
        unit = common
        guard let converted = quantity.converted(to: common) else {
          throw mismatch(.certain(Quantity(numbers[0], common)), .certain(quantity), at: span)
        }
        numbers.append(converted.magnitude)
      default:
        throw Diagnostic(.wrongKind, "Only quantities and conditions can be uncertain.", at: span)
          .label("this is \(value.kind)")
      }
    }
    budget = full
    try budget.take(samples: work, besides: besides, span)
    guard numbers.isEmpty || truths.isEmpty else {
      throw Diagnostic(.wrongKind, "Both branches must be of one kind.", at: span)
        .label("a quantity or true or false, as it happens")
    }
    return truths.isEmpty
      ? Value(.uncertain(UncertainQuantity(numbers, unit ?? .none))) : .odds(Odds(truths))
  }
}
