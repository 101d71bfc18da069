import Diagnostics

/// What the files of a class came to: in memory, or in a file of its own on disk, each read again
/// when it is looked at, so that joining parts takes as little memory for a hundred thousand
/// learners as for a hundred.
public struct GradedRows: RandomAccessCollection, Sendable {
  private enum Place {
    case memory([GradedSubmission])
    /// Where each row begins in the file, and where the last one ends.
    case disk(SpillFile, starts: [Int])
  }

  private var place: Place
  /// The files' names, in the order of the rows.
  let names: [String]

  /// Rows in memory.
  public init(_ rows: [GradedSubmission]) {
    place = .memory(rows)
    names = rows.map { $0.file }
  }

  /// The rows of gradebooks in JSON.
  /// - Parameter grader: has the course that they must have been graded with; nil for any.
  /// - Throws: `unreadable`, `bad-submission`, with the name of the gradebook; `unwritable` where
  ///   there is no room on disk.
  public init(gradebooks paths: [String], gradedWith grader: Grader?) throws(Diagnostic) {
    let worth = Dictionary(
      (grader?.columns ?? []).map { ($0.id, $0.points) }, uniquingKeysWith: { first, _ in first })
    guard let file = SpillFile() else { throw GradedRows.noRoom }
    var (starts, names) = ([0], [String]())
    for path in paths {
      do throws(Diagnostic) {
        try GradedSubmission.read(
          gradebook: path, gradedWith: grader?.exercises.courseID, version: grader?.version,
          exercises: grader?.columns.map { $0.id }
        ) { row, bytes throws(Diagnostic) in
          for result in row.results where grader != nil && worth[result.exercise] != result.outOf {
            let here = worth[result.exercise].map { "and \($0) in this course" }
            throw Diagnostic(
              .badSubmission,
              "\(result.exercise.showable) is worth \(result.outOf) points there, "
                + "\(here ?? "and this course has no such exercise")."
            ).note("Grade that part again, with the same course as the others.")
          }
          guard file.append(bytes) else { throw GradedRows.noRoom }
          starts.append((starts.last ?? 0) + bytes.count)
          names.append(row.file)
        }
      } catch {
        throw error.notes.reduce(Diagnostic(error.code, "\(path): \(error.message)")) {
          $0.note($1)
        }
      }
    }
    self.names = names
    place = .disk(file, starts: starts)
  }

  private static var noRoom: Diagnostic {
    Diagnostic(.unwritable, "There is no room for files on the way.")
      .note("TMPDIR names the folder where they stand.")
  }

  /// Where the first row stands.
  public var startIndex: Int { 0 }
  /// Behind the last row.
  public var endIndex: Int { names.count }

  /// A row; one that cannot be read again is as a file that could not be graded.
  public subscript(index: Int) -> GradedSubmission {
    switch place {
    case .memory(let rows): return rows[index]
    case .disk(let file, let starts):
      guard let bytes = file.read(starts[index]..<starts[index + 1]),
        let row = GradedSubmission(row: bytes)
      else {
        return GradedSubmission(
          file: names[index],
          refused: Diagnostic(.unreadable, "What it came to could not be read again."))
      }
      return row
    }
  }
}
