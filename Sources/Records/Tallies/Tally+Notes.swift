import Basics
import Course
import Display

extension Tally {
  /// Whether a hand has changed something.
  public var isByHand: Bool {
    !corrections.isEmpty || lines.contains { !$0.corrections.isEmpty }
  }

  /// What was taken, given and left out, in a few words each; none where nothing was.
  public var notes: [String] {
    var notes = lines.flatMap { line -> [String] in
      var notes: [String] = []
      if let counted = line.counted, counted.deducted > 0 {
        notes.append(
          "\(line.exercise) \(timeText(counted.lateness)) late, "
            + "\(pointsText(counted.deducted)) taken")
      }
      if line.tooLate > 0 { notes.append("\(line.exercise): \(line.tooLate) too late") }
      if line.beyond > 0 { notes.append("\(line.exercise): \(line.beyond) beyond the attempts") }
      if line.isDropped { notes.append("\(line.exercise) left out as one of the lowest") }
      notes += line.corrections.map {
        "\(line.exercise) \($0.change.text) by hand: \($0.reason.showable)"
      }
      return notes
    }
    notes += corrections.map { "total \($0.change.text) by hand: \($0.reason.showable)" }
    return notes
  }
}

extension Tally.Line {
  /// Whether there is nothing of it.
  var isEmpty: Bool { earned == nil && corrections.isEmpty }
}

extension Correction.Change {
  /// "set to 8", "+2".
  var text: String {
    switch self {
    case .set(let points): "set to \(pointsText(points))"
    case .add(let points): (points < 0 ? "" : "+") + pointsText(points)
    }
  }
}

/// "2 d 3 h", "3 h 5 min", "12 min", "40 s".
func timeText(_ seconds: Double) -> String {
  let whole = Int(min(max(0, seconds), 1e12).rounded())
  let units = [("d", 86_400), ("h", 3600), ("min", 60), ("s", 1)]
  guard let first = units.firstIndex(where: { whole >= $0.1 }) else { return "0 s" }
  let (name, size) = units[first]
  var text = "\(whole / size) \(name)"
  if first + 1 < units.count - 1 {
    let (next, smaller) = units[first + 1]
    let rest = whole % size / smaller
    if rest > 0 { text += " \(rest) \(next)" }
  }
  return text
}
