import Display
import Workbook

extension Workbook {
  /// Said with answers that may rest on values older than what was set; empty where all are new.
  public var staleness: Display {
    guard hasStaleCells else { return Display() }
    return Display([
      .lines([
        Text("Some values are older than what you set, as they take long: ", .warning)
          + Text(runLine, .input) + Text(" computes them.", .muted)
      ])
    ])
  }
}
