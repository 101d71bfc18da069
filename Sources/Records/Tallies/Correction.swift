import Answers
import Basics
import Course
import Diagnostics

/// Points given or taken by hand, from `adjust.csv`: they stand however often the class is graded
/// again.
///
///     id,exercise,points,reason
///     ada,steps,8,the third step was ambiguous
///     bob,,-2,agreed on 3 November
public struct Correction: Hashable, Sendable {
  /// What is done to the points.
  public enum Change: Hashable, Sendable {
    /// They become so many.
    case set(Double)
    /// So many are added, fewer than none for taken away.
    case add(Double)
  }

  /// The learner's id, as the file has it.
  public var learner: String
  /// The exercise's id; nil for the total.
  public var exercise: String?
  /// What is done.
  public var change: Change
  /// Why, in the words of whoever did it.
  public var reason: String
  /// Where it stands.
  public var span: SourceSpan

  /// The file beside `course.yaml` that is read where none is named.
  public static let fileName = "adjust.csv"
  /// The largest file that is read, in bytes.
  public static let largest = 16 << 20

  /// Reads a CSV file whose first line names the columns.
  /// - Parameters:
  ///   - exercises: the ids that there are.
  ///   - present: gives what an exercise is called now that was called otherwise once.
  /// - Throws: `bad-correction`, at the first line that is wrong, with how many more are.
  public static func parse(
    _ source: Source, exercises: [String], present: (String) -> String = { $0 }
  ) throws(Diagnostic) -> [Correction] {
    let (corrections, problems) = try read(source, exercises: exercises, present: present)
    guard let first = problems.first else { return corrections }
    let more = problems.count - 1
    throw more == 0 ? first : first.note(Diagnostic.words(ofFurther: more))
  }

  /// The same with everything that is wrong with its lines.
  /// - Throws: `bad-correction`, where its lines cannot be told.
  public static func read(
    _ source: Source, exercises: [String], present: (String) -> String = { $0 }
  ) throws(Diagnostic) -> (corrections: [Correction], problems: [Diagnostic]) {
    var rows: [CSV.Row]
    do throws(CSV.OpenQuote) {
      rows = try CSV.rows(source.text)
    } catch {
      throw Diagnostic(
        .badCorrection, "A quoted cell is not closed.",
        at: SourceSpan(source, error.offset..<error.offset + 1)
      ).label("opened here")
    }
    guard !rows.isEmpty else { return ([], []) }
    let header = rows.removeFirst()
    let names = header.cells.map { $0.lowercased() }
    var columns: [Int] = []
    for name in ["id", "exercise", "points", "reason"] {
      guard let column = names.firstIndex(of: name) else {
        throw Diagnostic(
          .badCorrection, "The corrections have no column \(name).",
          at: SourceSpan(source, header.range)
        )
        .label("the columns are named here").note("The first line is id,exercise,points,reason.")
      }
      columns.append(column)
    }
    var corrections: [Correction] = []
    var problems: [Diagnostic] = []
    for row in rows where row.cells.contains(where: { !$0.isEmpty }) {
      var cells = columns.map { row.cells.indices.contains($0) ? row.cells[$0] : "" }
      cells[1] = present(cells[1])
      do throws(Diagnostic) {
        corrections.append(
          try correction(cells, at: SourceSpan(source, row.range), exercises: exercises))
      } catch {
        problems.append(error)
      }
    }
    return (corrections, problems)
  }

  private static func correction(
    _ cells: [String], at span: SourceSpan, exercises: [String]
  ) throws(Diagnostic) -> Correction {
    let (id, exercise, points, reason) = (cells[0], cells[1], cells[2], cells[3])
    guard !id.isEmpty else {
      throw Diagnostic(.badCorrection, "This line has no id.", at: span)
    }
    guard exercise.isEmpty || exercises.contains(exercise) else {
      throw Diagnostic(
        .badCorrection, "There is no exercise “\(exercise.showable)”.", at: span
      ).try(closest(to: exercise, among: exercises))
    }
    // A spreadsheet's apostrophe, which keeps it from taking +2 for a formula.
    let text = points.hasPrefix("'") ? String(points.dropFirst()) : points
    guard let number = Double(decimal: text), abs(number) <= 1e6 else {
      throw Diagnostic(.badCorrection, "“\(points.showable)” is no number of points.", at: span)
        .note("8 sets the points, +2 and -2 change them.")
    }
    let isChange = text.hasPrefix("+") || text.hasPrefix("-")
    guard isChange || !exercise.isEmpty else {
      throw Diagnostic(
        .badCorrection, "The total is changed by a number with its sign.", at: span
      ).try("+\(text)")
    }
    guard !reason.isEmpty else {
      throw Diagnostic(.badCorrection, "This correction has no reason.", at: span)
        .note("In a year nobody knows it any more.")
    }
    return Correction(
      learner: id, exercise: exercise.isEmpty ? nil : exercise,
      change: isChange ? .add(number) : .set(number), reason: reason, span: span)
  }
}

extension Diagnostic {
  /// That a file has more problems than the one that is told.
  public static func words(ofFurther count: Int) -> String {
    count == 1
      ? "There is one more problem in it: gpulearn check shows both."
      : "There are \(count) more problems in it: gpulearn check shows them all."
  }
}
