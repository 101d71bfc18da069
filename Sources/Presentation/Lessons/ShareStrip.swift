import Language
import Quantities

/// A share of a stretch of time: busy stretches of equal length, evenly spread.
public struct ShareStrip: Hashable, Sendable {
  /// A stretch in which all is busy, or idle.
  public struct Span: Hashable, Sendable {
    /// Where it starts, in the unit of the strip's length.
    public let start: Double
    /// Where it ends, in the same unit.
    public let end: Double
    /// Whether it is busy.
    public let isBusy: Bool
  }

  /// The busy share; what is drawn lies from 0 to 100%.
  public let share: Quantity
  /// How long the whole strip is.
  public let length: Quantity
  /// Into how many stretches the busy share is cut.
  public let bursts: Int

  /// The share as it is drawn, from 0 to 1.
  var busy: Double { min(max(share.base, 0), 1) }

  /// The stretches, in order of time.
  public var spans: [Span] {
    let count = max(1, bursts)
    let period = length.magnitude / Double(count)
    return (0..<count).flatMap { burst in
      let start = Double(burst) * period
      let end = start + period
      let middle = start + period * busy
      return (busy > 0 ? [Span(start: start, end: middle, isBusy: true)] : [])
        + (busy < 1 ? [Span(start: middle, end: end, isBusy: false)] : [])
    }
  }
}
