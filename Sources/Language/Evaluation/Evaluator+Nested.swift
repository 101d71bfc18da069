import Basics
import Diagnostics
import Quantities

extension Evaluator {
  /// What a function gives that only names or computes, at every sample.
  mutating func lifted(
    _ function: Function, _ arguments: Arguments
  ) throws(Diagnostic) -> Value {
    try budget.takeSamples(arguments.span)
    var values: [Value] = []
    values.reserveCapacity(UncertainQuantity.count)
    for place in 0..<UncertainQuantity.count {
      values.append(try function.body(arguments.sample(place), &budget))
    }
    return try together(SampleUnion.all, values, arguments)
  }

  /// What a simulation gives: it is run again at some of the samples, each time with the same luck,
  /// until more runs tell nothing new or enough was done. What is counted is work, not time.
  mutating func nested(
    _ function: Function, _ arguments: Arguments
  ) throws(Diagnostic) -> Value {
    let inputs = arguments.values.keys.sorted().flatMap { name in
      arguments.all(name).flatMap { $0.uncertainParts }
    }
    var surface = RunSurface(inputs)
    var values: [Value] = []
    var before: Value?
    var done = Effort.none
    for (round, count) in Budget.runs.enumerated() {
      surface.extend(to: count)
      for place in surface.places[values.count...] {
        var part = budget.part(values.count, of: Budget.runs.last ?? count)
        values.append(try run(function, arguments.sample(place), &part))
        done += part.spent
        budget.spend(part.spent)
        try budget.checkInterrupt()
      }
      let found = try together(surface.union(words: "runs"), values, arguments)
      let isSettled = before.map { found.isSettled(beside: $0) } ?? false
      let isLast = isSettled || done >= Budget.mostOfRuns || count == Budget.runs.last
      if !isLast, let rounds = budget.rounds, round + 1 >= rounds.most, done >= Budget.quickRuns {
        rounds.cut()
        return found.remarked(function.nestedRemarks(values), values.count, isEarly: true)
      }
      if isLast { return found.remarked(function.nestedRemarks(values), values.count) }
      before = found
    }
    return try together(surface.union(words: "runs"), values, arguments)
  }

  /// What a simulation comes to; not simulated again where a round before has done so.
  func run(
    _ function: Function, _ arguments: Arguments, _ budget: inout Budget
  ) throws(Diagnostic) -> Value {
    guard let rounds = budget.rounds, function.uncertainty == .runs else {
      return try function.body(arguments, &budget)
    }
    let call = RunRounds.Call(
      function: function.name, arguments: arguments.values, sampled: arguments.sampled,
      parts: budget.parts)
    if let made = rounds.made(call) {
      budget.spend(made.effort)
      return made.value
    }
    let before = budget
    let value = try function.body(arguments, &budget)
    rounds.keep(
      RunRounds.Made(value: value, effort: budget.spentBesides(since: before)), of: call)
    return value
  }

  private func together(
    _ union: SampleUnion, _ values: [Value], _ arguments: Arguments
  ) throws(Diagnostic) -> Value {
    guard let value = union.union(values) else {
      throw Diagnostic(
        .wrongKind, "What this comes to is of several kinds, as it happens.", at: arguments.span)
    }
    return value
  }
}

extension Arguments {
  /// The arguments as they are in one sample.
  func sample(_ place: Int) -> Arguments {
    Arguments(
      span: span, values: values.mapValues { $0.map { $0.sample(place) } }, spans: spans,
      sampled: sampled.union(uncertainNames))
  }
}

extension Value {
  /// Whether the ends and the middle of every quantity are where they were with fewer runs, to a
  /// twentieth of how wide it is.
  fileprivate func isSettled(beside other: Value) -> Bool {
    switch (self, other) {
    case (.uncertain(let now), .uncertain(let before)):
      let (new, old) = (now.ends, before.ends)
      let width = max(new[2] - new[0], 1e-3 * abs(new[1]))
      return zip(new, old).allSatisfy { abs($0 - $1) <= width / 20 }
    case (.record(let now), .record(let before)):
      return now.fields.allSatisfy { field in
        field.name == "margins"
          || before[field.name].map { field.value.isSettled(beside: $0) } ?? false
      }
    case (.odds(let now), .odds(let before)):
      return abs(now.chance.magnitude - before.chance.magnitude) < 2
    case (.uncertain, _), (_, .uncertain), (.odds, _), (_, .odds): return false
    default: return true
    }
  }

  /// The same record, with what is to be known of its runs.
  fileprivate func remarked(_ remarks: [String], _ runs: Int, isEarly: Bool = false) -> Value {
    guard case .record(let record) = self else { return self }
    let words =
      "What is not known was tried in \(runs) runs\(isEarly ? " so far" : ""), all with the same "
      + "luck. The ranges say how the figures differ among them."
    return .record(
      Record(
        name: record.name, fields: record.fields, absences: record.absences,
        remarks: [words] + remarks))
  }
}

extension UncertainQuantity {
  /// 5%, 50% and 95%.
  fileprivate var ends: [Double] { Amount.uncertain(self).quantiles([0.05, 0.5, 0.95]) }
}
