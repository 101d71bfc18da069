import Diagnostics
import Quantities

/// Where a sampled curve comes close to what is wanted without going over to the other side.
extension Search {
  /// A place among those tried that is nearer to what is wanted than both of its neighbours.
  private struct Turn {
    let low: Double
    let x: Double
    let high: Double
    let gap: Double
    let size: Double
  }

  /// How many such places are looked at, the nearest first; and how often each is cut.
  private var effort: (places: Int, cuts: Int) { equation.isCostly ? (1, 8) : (3, 24) }

  /// The places at which the curve turns round in front of what is wanted, as near as they are found.
  mutating func touchings() throws(Diagnostic) -> [Double] {
    let turns = turns().sorted { abs($0.gap) / $0.size < abs($1.gap) / $1.size }
    var found: [Double] = []
    for turn in turns.prefix(effort.places) { found.append(try nearest(turn)) }
    return found
  }

  private func turns() -> [Turn] {
    var found: [Turn] = []
    for index in probes.indices.dropFirst().dropLast() {
      guard let sides = probes[index].sides, let before = probes[index - 1].gap,
        let after = probes[index + 1].gap
      else { continue }
      let gap = abs(sides.gap)
      let sign = sides.gap < 0 ? -1.0 : 1
      guard before * sign > 0, after * sign > 0, gap <= abs(before), gap <= abs(after),
        gap < max(abs(before), abs(after))
      else { continue }
      // A run of a fleet is long: only where it comes close at all.
      guard !equation.isCostly || gap <= 0.1 * sides.size else { continue }
      found.append(
        Turn(
          low: probes[index - 1].x, x: probes[index].x, high: probes[index + 1].x, gap: sides.gap,
          size: sides.size))
    }
    return found
  }

  /// The middle of three places that enclose the least distance, after some cuts by the golden
  /// section.
  private mutating func nearest(_ turn: Turn) throws(Diagnostic) -> Double {
    var (low, x, high) = (turn.low, turn.x, turn.high)
    let sign = turn.gap < 0 ? -1.0 : 1
    var least = turn.gap * sign
    for _ in 0..<effort.cuts where least > 0 {
      let isLeft = x - low > high - x
      let next = isLeft ? x - 0.382 * (x - low) : x + 0.382 * (high - x)
      guard next != x, let gap = try equation.gap(at: next) else { break }
      if gap * sign < least {
        if isLeft { high = x } else { low = x }
        (x, least) = (next, gap * sign)
      } else if isLeft {
        low = next
      } else {
        high = next
      }
    }
    return x
  }
}
