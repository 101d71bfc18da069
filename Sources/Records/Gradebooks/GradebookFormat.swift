import Diagnostics

/// A form in which a gradebook is written.
public enum GradebookFormat: String, CaseIterable, Sendable {
  case csv, json, junit, gradescope, canvas, moodle
}

extension Gradebook {
  /// What is said to the last answer that counts, for Gradescope: of whom, to which exercise.
  public typealias Reply = (
    _ person: String, _ exercise: String, _ answer: GradedSubmission.Answer
  ) -> String?

  /// Writes the gradebook, piece by piece.
  /// - Parameter reply: nil where nothing is said but what was found.
  /// - Throws: what is wrong with the form for these files.
  public func write(
    _ format: GradebookFormat, reply: Reply? = nil, to sink: (String) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    switch format {
    case .csv: try writeCSV(sink)
    case .json: try writeJSON(sink)
    case .junit: try writeJUnit(sink)
    case .canvas: try writeCanvas(sink)
    case .moodle: try writeMoodle(sink)
    case .gradescope: try writeGradescope(reply, sink)
    }
  }

  /// The whole text.
  public func text(
    _ format: GradebookFormat, reply: Reply? = nil
  ) throws(Diagnostic) -> String {
    var text = ""
    try write(format, reply: reply) { (piece) throws(Diagnostic) in text += piece }
    return text
  }
}
