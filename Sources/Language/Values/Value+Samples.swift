import Quantities

extension Value {
  /// Whether only the odds are known of it, or of a part of it.
  var isUncertain: Bool {
    switch self {
    case .uncertain, .odds: true
    case .record(let record):
      record.spread?.several != nil || record.fields.contains { $0.value.isUncertain }
    default: false
    }
  }

  /// What it is in one sample.
  func sample(_ place: Int) -> Value {
    switch self {
    case .uncertain(let quantity): .quantity(quantity[place])
    case .odds(let odds): .bool(odds.samples[place])
    case .record(let record) where isUncertain:
      .record(
        Record(
          name: record.name,
          fields: record.fields.map { Record.Field($0.name, $0.value.sample(place), $0.sentence) },
          absences: record.absences, spread: record.spread?.sample(place)))
    default: self
    }
  }

  /// The uncertain quantities in it, at any depth.
  var uncertainParts: [UncertainQuantity] {
    switch self {
    case .uncertain(let quantity): [quantity]
    case .record(let record): record.fields.flatMap { $0.value.uncertainParts }
    default: []
    }
  }
}

/// Puts together what was computed at several samples: quantities become uncertain ones, conditions
/// odds, and records records of such.
struct SampleUnion: Sendable {
  /// The numbers of all samples, from those that were computed.
  let spread: @Sendable ([Double], _ isShare: Bool) -> [Double]
  /// For each sample which of those that were computed stands for it.
  let nearest: [Int]
  /// Which of them is taken where one must stand for all: what is described in words.
  let typical: Int
  /// What was computed, in words: "runs".
  let words: String

  /// Where every sample was computed itself.
  static let all = SampleUnion(
    spread: { numbers, _ in numbers }, nearest: Array(0..<UncertainQuantity.count), typical: 0,
    words: "samples")

  /// One value of several; nil where they are of several kinds.
  func union(_ values: [Value]) -> Value? {
    guard let first = values.first else { return nil }
    switch first {
    case .quantity(let quantity):
      var numbers: [Double] = []
      for value in values {
        guard let same = value.quantity?.converted(to: quantity.unit) else { return nil }
        numbers.append(same.magnitude)
      }
      if numbers.allSatisfy({ $0 == numbers[0] }) { return first }
      return Value(
        .uncertain(UncertainQuantity(spread(numbers, quantity.unit.isPercent), quantity.unit)))
    case .bool(let truth):
      var truths: [Bool] = []
      for value in values {
        guard case .bool(let other) = value else { return nil }
        truths.append(other)
      }
      return truths.allSatisfy { $0 == truth } ? first : .odds(Odds(nearest.map { truths[$0] }))
    case .record: return records(values).map { .record($0) }
    default: return values.indices.contains(typical) ? values[typical] : first
    }
  }

  private func records(_ values: [Value]) -> Record? {
    var records: [Record] = []
    for value in values {
      guard case .record(let record) = value else { return nil }
      records.append(record)
    }
    guard let first = records.first else { return nil }
    var names: [(name: String, sentence: String)] = []
    for record in records {
      for field in record.fields where !names.contains(where: { $0.name == field.name }) {
        names.append((field.name, field.sentence))
      }
    }
    var fields: [Record.Field] = []
    var absences = first.absences
    for (name, sentence) in names {
      let found = records.map { $0[name] }
      let there = found.compactMap { $0 }
      guard there.count == records.count else {
        let reason = records.lazy.compactMap { $0.absences[name] }.first
        absences[name] = Record.Absence(
          "In \(records.count - there.count) of \(records.count) \(words) there is no \(name)"
            + (reason.map { ": \($0.reason)" } ?? "."), try: reason?.line)
        continue
      }
      if let value = union(there) { fields.append(Record.Field(name, value, sentence)) }
    }
    let spreads = records.compactMap { $0.spread }
    let spread = spreads.count == records.count ? Spread(SpreadUnion(spreads, self)) : nil
    return Record(name: first.name, fields: fields, absences: absences, spread: spread)
  }
}
