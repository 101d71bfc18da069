/// Shares in rows and columns, each drawn as a shade.
public struct HeatMap: Hashable, Sendable {
  /// A row.
  public struct Row: Hashable, Sendable {
    /// What it is called.
    public var name: String
    /// Its shares, 0 to 1, from the first column on; there may be fewer than columns.
    public var shares: [Double]

    /// Creates a row.
    public init(name: String, shares: [Double]) { (self.name, self.shares) = (name, shares) }
  }

  /// How dark a share is drawn.
  public enum Shade: Int, Hashable, Sendable, CaseIterable {
    case faint, light, medium, dark, full

    /// The least share that is drawn so.
    public var least: Double {
      switch self {
      case .faint: 0
      case .light: 0.05
      case .medium: 0.2
      case .dark: 0.4
      case .full: 0.7
      }
    }

    /// The shade of a share; what is no number is drawn as nothing.
    public init(_ share: Double) {
      self = Shade.allCases.last { share >= $0.least } ?? .faint
    }

    /// "20% to 40%".
    public var range: String {
      func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }
      guard let next = Shade(rawValue: rawValue + 1) else { return "\(percent(least)) or more" }
      return self == .faint
        ? "under \(percent(next.least))" : "\(percent(least)) to \(percent(next.least))"
    }
  }

  /// The rows, from top to bottom.
  public var rows: [Row]
  /// What the columns are called.
  public var columns: [String]
  /// The number of the first column, where columns go by numbers as the rows do; nil where they go by
  /// their names.
  public var firstNumber: Int?
  /// What is to be seen, in words.
  public var caption: Text

  /// Creates a heat map.
  public init(rows: [Row], columns: [String], firstNumber: Int? = nil, caption: Text = "") {
    self.rows = rows
    self.columns = columns
    self.firstNumber = firstNumber
    self.caption = caption
  }

  /// The numbers or names of the columns.
  public var columnNames: [String] {
    guard let firstNumber else { return columns }
    return columns.enumerated().map {
      "\(firstNumber.addingReportingOverflow($0).partialValue) \($1)"
    }
  }

  /// Each row in words: its three largest shares, as far as they are not faint.
  public var sentences: [String] {
    let names = columnNames
    return rows.map { row in
      let large = zip(names, row.shares).filter { Shade($0.1) != .faint }
        .sorted { $0.1 > $1.1 }.prefix(3)
        .map { "\($0.0) \(Int((min(1, $0.1) * 100).rounded()))%" }
      return
        "\(row.name): \(large.isEmpty ? "nothing of 5% or more" : large.joined(separator: ", "))"
    }
  }
}
