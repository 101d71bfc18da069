import Basics

/// How traffic grows: by a share each month, for some months.
struct Growth {
  /// Seconds of a month, as costs of a month are counted.
  static let month = 30 * 86_400.0

  private let perSecond: Double
  /// Seconds from the beginning to the end.
  let length: Double

  init(perMonth: Double, months: Double) {
    perSecond = PortableMath.log(1 + perMonth) / Self.month
    length = months * Self.month
  }

  /// The rate over that at the beginning. Before it there is no growth; after the end it begins anew.
  func factor(at time: Double) -> Double {
    if time <= 0 { return 1 }
    let turns = time / length
    return PortableMath.exp(perSecond * (time - turns.rounded(.down) * length))
  }

  /// The highest factor.
  var most: Double { max(1, PortableMath.exp(perSecond * length)) }

  /// The factor on average.
  var mean: Double {
    let grown = perSecond * length
    return grown == 0 ? 1 : (PortableMath.exp(grown) - 1) / grown
  }
}
