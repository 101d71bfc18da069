import Basics
import Course

extension Roster {
  /// The time that a learner has more than the others.
  public struct Extension: Hashable, Sendable {
    private enum Form: Hashable, Sendable {
      case more(Double)
      case until(Moment)
    }

    /// As the roster has it.
    public let text: String
    private let form: Form

    /// Reads `3 day`, `12 h`, `2026-10-20` or `2026-10-20 18:00`; nil for anything else.
    /// - Parameter offset: seconds by which the clock of its days is ahead of UTC.
    init?(_ text: String, offset: Int) {
      self.text = text
      if let moment = Moment(text, offset: offset) {
        form = .until(moment)
        return
      }
      let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      let unit = String(text.dropFirst(digits.count)).trimmed.lowercased()
      let units: [(names: [String], seconds: Double)] = [
        (["min", "minute", "minutes"], 60), (["h", "hour", "hours"], 3600),
        (["d", "day", "days"], 86_400), (["week", "weeks"], 7 * 86_400),
      ]
      guard let number = Double(digits), number.isFinite, number <= 1e6,
        let seconds = units.first(where: { $0.names.contains(unit) })?.seconds
      else { return nil }
      form = .more(number * seconds)
    }

    /// A moment put off; never an earlier one.
    func applied(to moment: Moment) -> Moment {
      switch form {
      case .more(let seconds): Moment(moment.seconds + seconds, offset: moment.offset)
      case .until(let other): other.seconds > moment.seconds ? other : moment
      }
    }
  }
}
