/// Shares in rows and columns, to be drawn in shades: which token looks at which, and the like.
public struct Shades: Hashable, Sendable {
  /// What the rows are called, from top to bottom.
  public let rows: [String]
  /// What the columns are called, from left to right.
  public let columns: [String]
  /// The shares, 0 to 1, row by row; a row ends where there is nothing more.
  public let shares: [[Double]]
  /// What it is of, and what is to be seen of it, in sentences.
  public let caption: String

  /// Creates shades.
  public init(rows: [String], columns: [String], shares: [[Double]], caption: String) {
    self.rows = rows
    self.columns = columns
    self.shares = shares
    self.caption = caption
  }
}
