/// Two units that people mix up, in the order in which they are tried. A month is 720 h.
public enum UnitSlip: Hashable, Sendable, CaseIterable {
  case percent, thousand, million, billion
  case sixty, secondsOfHour, hoursOfDay, daysOfWeek, monthsOfYear, daysOfMonth, daysOfYear
  case hoursOfMonth, hoursOfCloudMonth, minutesOfDay, hoursOfYear, minutesOfMonth, secondsOfDay
  case secondsOfMonth
  case bits, kibi, mebi, gibi, tebi
  case hundred, ten, tenThousand, hundredThousand

  enum Field { case any, time, data, share }

  /// How many of one are the other.
  public var factor: Double {
    switch self {
    case .percent, .hundred: 100
    case .thousand: 1000
    case .million: 1e6
    case .billion: 1e9
    case .sixty: 60
    case .secondsOfHour: 3600
    case .hoursOfDay: 24
    case .daysOfWeek: 7
    case .monthsOfYear: 12
    case .daysOfMonth: 30
    case .daysOfYear: 365
    case .hoursOfMonth: 720
    case .hoursOfCloudMonth: 730
    case .minutesOfDay: 1440
    case .hoursOfYear: 8760
    case .minutesOfMonth: 43_200
    case .secondsOfDay: 86_400
    case .secondsOfMonth: 2_592_000
    case .bits: 8
    case .kibi: 1.024
    case .mebi: 1.048_576
    case .gibi: 1.073_741_824
    case .tebi: 1.099_511_627_776
    case .ten: 10
    case .tenThousand: 10_000
    case .hundredThousand: 100_000
    }
  }

  /// What has to play a part in an exercise for the two to be mixed up there.
  var field: Field {
    switch self {
    case .percent: .share
    case .thousand, .million, .billion, .hundred, .ten, .tenThousand, .hundredThousand: .any
    case .bits, .kibi, .mebi, .gibi, .tebi: .data
    case .sixty, .secondsOfHour, .hoursOfDay, .daysOfWeek, .monthsOfYear, .daysOfMonth,
      .daysOfYear, .hoursOfMonth, .hoursOfCloudMonth, .minutesOfDay, .hoursOfYear,
      .minutesOfMonth, .secondsOfDay, .secondsOfMonth:
      .time
    }
  }

  /// Its word in gradebooks: "1000".
  var name: String {
    switch self {
    case .kibi, .mebi, .gibi, .tebi: "1024"
    default: "\(Int(factor))"
    }
  }
}
