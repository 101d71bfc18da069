import Quantities

extension Answer {
  /// What a slider would go through, where there is none to move.
  public struct TuneTable: Sendable {
    /// The cell that is moved, as it is typed.
    public let name: String
    /// The lower end of the range.
    public let low: Quantity
    /// The upper end.
    public let high: Quantity
    /// Whether the range is the cell's own, and not one taken around its value.
    public let isOwnRange: Bool
    /// The present value.
    public let now: Quantity
    /// Which of the table's values that is.
    public let place: Int
    /// nil where no quantity is computed from the cell.
    public let table: Sweep?
  }
}
