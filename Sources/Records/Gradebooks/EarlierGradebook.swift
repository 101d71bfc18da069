import Basics
import Diagnostics

/// A gradebook in JSON from before, as far as points are compared with it.
public struct EarlierGradebook: Sendable {
  /// What counted of a learner.
  struct Row: Sendable {
    /// The file; nil where all points were given by hand.
    var submission: GradedSubmission?
    /// The points that stood, by exercise, as it is called now.
    var points: [String: Double]
    /// All of them.
    var total: Double
    /// The points that were to be had.
    var outOf: Int
    /// Whether the total was corrected by hand.
    var hasCorrections = false
  }

  /// By the learner's id.
  private(set) var rows: [String: Row] = [:]

  /// Reads a file.
  /// - Parameter present: gives what an exercise is called now that was called otherwise then.
  /// - Throws: `unreadable`, `bad-submission`.
  public init(
    path: String, calling present: (String) -> String = { $0 }
  ) throws(Diagnostic) {
    try BoundedFile.readPieces(of: path) { (piece) throws(Diagnostic) in
      try read(piece, present)
    }
  }

  /// Reads a text.
  init(_ bytes: [UInt8], calling present: (String) -> String = { $0 }) throws(Diagnostic) {
    var left = bytes
    func piece() -> [UInt8] {
      defer { left = [] }
      return left
    }
    try read(piece, present)
  }

  private mutating func read(
    _ pieces: () throws(Diagnostic) -> [UInt8], _ present: (String) -> String
  ) throws(Diagnostic) {
    var count = 0
    var found: [String: Row] = [:]
    try JSON.elementsHandedIn(
      limits: GradedSubmission.limits, pieces: pieces
    ) { (element) throws(Diagnostic) in
      count += 1
      var fields = try JSONFields(element.value, at: "row \(count)")
      // A learner without a file has points only where they were given by hand.
      guard !["refused", "superseded"].contains(try fields.text("status")), fields.has("points")
      else { return }
      var row = Row(
        submission: GradedSubmission(row: element.bytes)?.calling(present), points: [:],
        total: try fields.number("points", in: 0...1e9),
        outOf: try fields.whole("out_of", in: 0...1_000_000_000))
      if fields.has("by_hand") {
        row.hasCorrections = try !fields.list("by_hand", most: 100_000).isEmpty
      }
      for var exercise in try fields.list("exercises", most: Submission.mostExercises) {
        let id = present(try exercise.text("id"))
        row.points[id] = roundedPoints(try exercise.number("points", in: 0...1e6))
      }
      let id = try fields.text("id")
      found[row.submission?.person ?? id] = row
    }
    rows = found
  }
}
