/// Rows of text in aligned columns.
public struct Table: Hashable, Sendable {
  /// Where the text of a column stands.
  public enum Alignment: Hashable, Sendable { case leading, trailing, center }

  /// How the table is drawn. `ruled` has a line under its header; `bare` has only columns, as lists
  /// of cells and changes do.
  public enum Style: Hashable, Sendable { case ruled, bare }

  /// The titles of the columns; empty for a table without a header.
  public var header: [Text]
  /// The rows, each with one text a column.
  public var rows: [[Text]]
  /// The alignment of each column; columns without one are leading.
  public var alignments: [Alignment]
  /// How the table is drawn.
  public var style: Style

  /// Creates a table.
  public init(
    header: [Text] = [], rows: [[Text]], alignments: [Alignment] = [], style: Style = .ruled
  ) {
    self.header = header
    self.rows = rows
    self.alignments = alignments
    self.style = style
  }
}
