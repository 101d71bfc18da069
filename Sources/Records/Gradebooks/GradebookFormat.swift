import Diagnostics

/// A form in which a gradebook is written.
public enum GradebookFormat: String, CaseIterable, Sendable {
  case csv, json, junit, gradescope
}

extension Gradebook {
  /// Writes the gradebook, piece by piece.
  /// - Throws: what is wrong with the form for these files.
  public func write(
    _ format: GradebookFormat, to sink: (String) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    switch format {
    case .csv: try writeCSV(sink)
    case .json: try writeJSON(sink)
    case .junit: try writeJUnit(sink)
    case .gradescope: try writeGradescope(sink)
    }
  }

  /// The whole text.
  public func text(_ format: GradebookFormat) throws(Diagnostic) -> String {
    var text = ""
    try write(format) { (piece) throws(Diagnostic) in text += piece }
    return text
  }
}
