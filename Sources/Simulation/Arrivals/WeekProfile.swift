/// Rates that go round in a week, from Monday on, in equal steps.
enum WeekProfile {
  /// Seconds of a day, and of a week.
  static let day = 86_400.0
  static let length = 7 * day

  /// The mean rate of a working day of a week with this mean, in which a day of the weekend has
  /// `weekend` times as much.
  static func weekday(mean: Double, weekend: Double) -> Double { 7 * mean / (5 + 2 * weekend) }

  /// Quarters of an hour of a `DailyCycle` on each day, of which the mean is exact.
  static func weekly(mean: Double, peak: Double, weekend: Double) -> [Double] {
    let cycle = DailyCycle(
      mean: weekday(mean: mean, weekend: weekend), peak: peak, period: day)
    let quarters = (0..<96).map { cycle.rate(at: (Double($0) + 0.5) * 900) }
    let rates = (0..<7).flatMap { day in quarters.map { day < 5 ? $0 : $0 * weekend } }
    let found = rates.reduce(0, +) / Double(rates.count)
    return found > 0 ? rates.map { $0 * (mean / found) } : rates
  }

  /// Minutes; one in which working hours begin or end has its share of both rates.
  static func officeHours(
    rate: Double, otherwise: Double, from: Double, until: Double
  ) -> [Double] {
    let minutes = (0..<1440).map { minute -> Double in
      let (start, end) = (Double(minute) * 60, Double(minute + 1) * 60)
      let share = max(0, min(end, until) - max(start, from)) / 60
      return otherwise + (rate - otherwise) * share
    }
    let quiet = [Double](repeating: otherwise, count: 1440)
    return (0..<7).flatMap { $0 < 5 ? minutes : quiet }
  }
}
