import Basics
import Display
import Language
import Quantities

/// A factor by which an answer is off and that betrays how it came about.
struct FactorSlip {
  /// Its word in gradebooks: "1000", "hours-per-month", "gpus".
  let name: String
  /// What a teacher would ask.
  let words: Text
}

/// What an exercise is made of, for guessing at slips.
struct SlipContext {
  /// Values that the answer is computed from, each with the name that a learner knows it by.
  var values: [(name: String, quantity: Quantity)]
  /// Whether time, data or shares play a part.
  var hasTime: Bool
  var hasData: Bool
  var hasShare: Bool
}

extension FactorSlip {
  /// The slip that explains an answer; nil where none does.
  ///
  /// Only a ratio that is exact as far as the typed digits tell counts, and never one that is off by
  /// more than a quarter of a percent: a factor named by coincidence misleads.
  /// - Parameters:
  ///   - given: the answer, in the unit of the right one.
  ///   - precision: how far it may be from what was meant, as a share of it.
  init?(_ given: Double, for expected: Double, precision: Double, _ context: SlipContext) {
    guard given != 0, expected != 0, given.isFinite, expected.isFinite else { return nil }
    let ratio = given / expected
    let precision = min(max(precision, 1e-6) * 1.01, 0.0025)
    func isOff(by factor: Double) -> Bool {
      abs(ratio / factor - 1) <= precision || abs(ratio * factor - 1) <= precision
    }
    if isOff(by: -1) {
      self.init(name: "sign", words: "Off by its sign: what is taken away from what?")
      return
    }
    if let slip = FactorSlip.ofValue(isOff, ratio, precision, context) {
      self = slip
    } else if let slip = FactorSlip.ofUnit(isOff, context) {
      self = slip
    } else if abs(given * expected - 1) <= precision {
      self.init(
        name: "inverse", words: "Upside down: one divided by this would fit. What is per what?")
    } else {
      return nil
    }
  }

  private init(name: String, off factor: Double, _ question: Text) {
    self.name = name
    words =
      Text("Off by exactly a factor of ") + Text(numberText(factor), .value) + Text(": ") + question
  }

  // MARK: Values of the exercise

  private static func ofValue(
    _ isOff: (Double) -> Bool, _ ratio: Double, _ precision: Double, _ context: SlipContext
  ) -> FactorSlip? {
    for (name, quantity) in context.values {
      let value = quantity.unit.isPercent ? quantity.base : quantity.magnitude
      guard value > 0, abs(value - 1) > 0.02 else { continue }
      let label = Text(name, .name)
      if isOff(value) {
        let isGPUs = quantity.dimension == Dimension(.gpu) || name.lowercased().holds("gpu")
        let question =
          isGPUs
          ? ": is it for all the GPUs together, or for one?"
          : ": was it left out, or used once too often?"
        let shown =
          quantity.isPlain || quantity.unit.isPercent
          ? Text(quantity.text, .value) : Text(numberText(value), .value)
        return FactorSlip(
          name: name,
          words: Text("Off by exactly a factor of ") + shown + Text(", which is ") + label
            + Text(question))
      }
      if isOff(value * value) {
        return FactorSlip(
          name: name,
          words: Text("Off by exactly ") + label
            + Text(" squared: is it to be multiplied with, or divided by?"))
      }
      let rest = (1 - value) / value
      if quantity.dimension.isNone, value < 1, abs(rest - 1) > 0.02, isOff(rest) {
        return FactorSlip(
          name: "rest-of-\(name)",
          words: Text("That is what ") + Text("1 - \(name)", .code)
            + Text(" gives. Which of the two shares is asked for?"))
      }
    }
    return nil
  }

  // MARK: Units

  private enum Field { case any, time, data, share }

  /// Factors between units that people mix up. A month is 720 h.
  private static let units: [(factor: Double, field: Field, name: String, question: Text)] = [
    (100, .share, "100", "a percentage, or the share itself?"),
    (1000, .any, "1000", "thousands, or thousandths?"),
    (1e6, .any, "1000000", "millions, or millionths?"),
    (1e9, .any, "1000000000", "billions, or billionths?"),
    (60, .time, "60", "seconds and minutes, or minutes and hours?"),
    (3600, .time, "3600", "an hour has 3,600 seconds."),
    (24, .time, "24", "a day has 24 hours."),
    (7, .time, "7", "a week has 7 days."),
    (12, .time, "12", "a year has 12 months."),
    (30, .time, "30", "a month has 30 days."),
    (365, .time, "365", "a year has 365 days."),
    (720, .time, "720", "a month has 720 hours."),
    (730, .time, "730", "hours and months? A month has 720 of them here."),
    (1440, .time, "1440", "a day has 1,440 minutes."),
    (8760, .time, "8760", "a year has 8,760 hours."),
    (43_200, .time, "43200", "a month has 43,200 minutes."),
    (86_400, .time, "86400", "a day has 86,400 seconds."),
    (2_592_000, .time, "2592000", "a month has 2,592,000 seconds."),
    (8, .data, "8", "bits, or bytes?"),
    (1.024, .data, "1024", "a KiB has 1,024 bytes, a kB 1,000."),
    (1.048_576, .data, "1024", "a MiB has 1,024 KiB, an MB 1,000 kB."),
    (1.073_741_824, .data, "1024", "a GiB has 1,024 MiB, a GB 1,000 MB."),
    (1.099_511_627_776, .data, "1024", "a TiB has 1,024 GiB, a TB 1,000 GB."),
    (100, .any, "100", "two decimal places."),
    (10, .any, "10", "one decimal place."),
    (10_000, .any, "10000", "four decimal places."),
    (100_000, .any, "100000", "five decimal places."),
  ]

  private static func ofUnit(_ isOff: (Double) -> Bool, _ context: SlipContext) -> FactorSlip? {
    if context.hasTime, isOff(730.0 / 720) {
      return FactorSlip(
        name: "730", words: "That is with 730 hours a month, as clouds count. Here a month has 720."
      )
    }
    for unit in units where isOff(unit.factor) {
      switch unit.field {
      case .any: break
      case .time: guard context.hasTime else { continue }
      case .data: guard context.hasData else { continue }
      case .share: guard context.hasShare else { continue }
      }
      return FactorSlip(name: unit.name, off: unit.factor, unit.question)
    }
    return nil
  }
}
