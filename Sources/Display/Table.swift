/// Rows of text in aligned columns.
public struct Table: Hashable, Sendable {
  public enum Alignment: Hashable, Sendable { case leading, trailing, center }

  /// `ruled` has a line under its header; `bare` is columns alone, as cells and changes are shown.
  public enum Style: Hashable, Sendable { case ruled, bare }

  public var header: [Text]
  public var rows: [[Text]]
  /// One for each column; missing ones are leading.
  public var alignments: [Alignment]
  public var style: Style

  public init(
    header: [Text] = [], rows: [[Text]], alignments: [Alignment] = [], style: Style = .ruled
  ) {
    self.header = header
    self.rows = rows
    self.alignments = alignments
    self.style = style
  }
}
