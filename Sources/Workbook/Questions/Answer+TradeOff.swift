import Quantities

extension Answer {
  /// Two results at each of some values of a name, less of both being better.
  public struct TradeOff: Sendable {
    /// Both results at a value of the name.
    public struct Point: Sendable {
      /// The value of the name.
      public let value: Quantity
      /// The result across.
      public let x: Quantity
      /// The result upwards.
      public let y: Quantity
      /// Half the widths of the 95% intervals of both, where they are simulated.
      public var margins: (x: Quantity?, y: Quantity?) = (nil, nil)
    }

    /// What was varied, as it was written.
    public let name: String
    /// The result across, as it was written.
    public let across: String
    /// The result upwards, as it was written.
    public let up: String
    /// Both at every value: `across` first, then `up`.
    public let sweep: Sweep
    /// Which of the values a table shows.
    public let rows: [Int]
    /// For each value both results; nil where one has no value.
    public let points: [Point?]
    /// For each value whether no other has less of one and no more of the other, a thousandth aside:
    /// results of a simulation are no closer than that.
    public let isOnFrontier: [Bool]
    /// Where the workbook stands; nil where it has no value.
    public let now: Point?

    /// Those that no other beats, in the order of the values.
    public var frontier: [Point] { zip(points, isOnFrontier).compactMap { $1 ? $0 : nil } }
    /// Those that another beats in both.
    public var beaten: [Point] { zip(points, isOnFrontier).compactMap { $1 ? nil : $0 } }

    init(_ sweep: Sweep, up: String, across: String, rows: [Int], now: Point?) {
      name = sweep.name
      self.up = up
      self.across = across
      self.sweep = sweep
      self.rows = rows
      self.now = now
      let points = sweep.values.indices.map { place -> Point? in
        guard let x = sweep.columns[0].amounts[place]?.typical,
          let y = sweep.columns[1].amounts[place]?.typical
        else { return nil }
        func margin(_ column: Int) -> Quantity? {
          let margins = sweep.columns[column].margins
          return margins.indices.contains(place) ? margins[place] : nil
        }
        return Point(value: sweep.values[place], x: x, y: y, margins: (margin(0), margin(1)))
      }
      self.points = points
      isOnFrontier = points.map { point in
        guard let point else { return false }
        return !points.contains { other in
          guard let other else { return false }
          let across = TradeOff.order(other.x.magnitude, point.x.magnitude)
          let up = TradeOff.order(other.y.magnitude, point.y.magnitude)
          return across <= 0 && up <= 0 && (across < 0 || up < 0)
        }
      }
    }

    /// Below zero where the first is less by more than a thousandth, above where it is more.
    private static func order(_ first: Double, _ second: Double) -> Int {
      let slack = max(abs(first), abs(second)) * 1e-3
      return first < second - slack ? -1 : first > second + slack ? 1 : 0
    }
  }
}
