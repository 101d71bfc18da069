import Answers
import Basics
import Display
import Quantities

extension FactorSlip {
  /// What a teacher would ask.
  /// - Parameter isKnown: whether the learner has seen a name, and what is called so.
  func words(_ isKnown: (String) -> Bool) -> Text {
    switch self {
    case .sign: return "Off by its sign: what is taken away from what?"
    case .inverse:
      return "Upside down: one divided by this would fit. What is per what?"
    case .value(let name, let quantity):
      let isGPUs = quantity.dimension == Dimension(.gpu) || name.lowercased().holds("gpu")
      let question =
        isGPUs
        ? ": is it for all the GPUs together, or for one?"
        : ": was it left out, or used once too often?"
      let shown =
        quantity.isPlain || quantity.unit.isPercent
        ? quantity.text : numberText(quantity.magnitude)
      return Text("Off by exactly a factor of ") + Text(shown, .value)
        + (isKnown(name) ? Text(", which is ") + Text(name, .name) : "") + Text(question)
    case .squared(let name):
      let square =
        isKnown(name) ? Text(name, .name) + " squared" : Text("the square of one of the figures")
      return Text("Off by exactly ") + square
        + Text(": is it to be multiplied with, or divided by?")
    case .rest(let name):
      let rest = isKnown(name) ? Text("1 - \(name)", .code) : Text("the rest of a given share")
      return Text("That is what ") + rest
        + Text(" gives. Which of the two shares is asked for?")
    case .variable(let name):
      return Text("Off by exactly ") + Text(name, .name)
        + Text(": was it left out, or used once too often?")
    case .cloudMonth:
      return "That is with 730 hours a month, as clouds count. Here a month has 720."
    case .unit(let unit):
      return Text("Off by exactly a factor of ") + Text(numberText(unit.factor), .value)
        + Text(": \(unit.question)")
    }
  }
}

extension UnitSlip {
  fileprivate var question: String {
    switch self {
    case .percent: "a percentage, or the share itself?"
    case .thousand: "thousands, or thousandths?"
    case .million: "millions, or millionths?"
    case .billion: "billions, or billionths?"
    case .sixty: "seconds and minutes, or minutes and hours?"
    case .secondsOfHour: "an hour has 3,600 seconds."
    case .hoursOfDay: "a day has 24 hours."
    case .daysOfWeek: "a week has 7 days."
    case .monthsOfYear: "a year has 12 months."
    case .daysOfMonth: "a month has 30 days."
    case .daysOfYear: "a year has 365 days."
    case .hoursOfMonth: "a month has 720 hours."
    case .hoursOfCloudMonth: "hours and months? A month has 720 of them here."
    case .minutesOfDay: "a day has 1,440 minutes."
    case .hoursOfYear: "a year has 8,760 hours."
    case .minutesOfMonth: "a month has 43,200 minutes."
    case .secondsOfDay: "a day has 86,400 seconds."
    case .secondsOfMonth: "a month has 2,592,000 seconds."
    case .bits: "bits, or bytes?"
    case .kibi: "a KiB has 1,024 bytes, a kB 1,000."
    case .mebi: "a MiB has 1,024 KiB, an MB 1,000 kB."
    case .gibi: "a GiB has 1,024 MiB, a GB 1,000 MB."
    case .tebi: "a TiB has 1,024 GiB, a TB 1,000 GB."
    case .hundred: "two decimal places."
    case .ten: "one decimal place."
    case .tenThousand: "four decimal places."
    case .hundredThousand: "five decimal places."
    }
  }
}
