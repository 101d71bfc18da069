import Course
import Diagnostics
import NativeFunctions

/// What a suggested line shows, in place of what its chapter says that it shows.
public struct LineRecording: Hashable, Sendable {
  /// The lines that say it now, marks and all.
  let place: SourceSpan
  /// What is shown, without marks.
  let lines: [String]

  /// The chapters of a course whose suggested lines show something else than they say, as they would
  /// say it: their paths and texts.
  /// - Parameter manner: draws what lines show.
  public static func corrected(
    _ course: Course, runner: ModelRunner, _ manner: CourseCheck.Manner
  ) throws(Diagnostic) -> [(path: String, text: String)] {
    var files: [(path: String, text: String)] = []
    for file in course.chapters {
      let (chapter, _) = try course.chapter(file)
      let found = ChapterCheck.recordings(of: chapter, in: course, runner, manner)
      guard let source = found.first?.place.source else { continue }
      files.append((file.path, text(of: source, found)))
    }
    return files
  }

  /// A file with its recordings in place, from the last to the first, so that places stay.
  static func text(of source: Source, _ recordings: [LineRecording]) -> String {
    var bytes = Array(source.text.utf8)
    for recording in recordings.sorted(by: {
      $0.place.range.lowerBound > $1.place.range.lowerBound
    }) {
      let range = recording.place.range.clamped(to: bytes.indices)
      let lines = recording.lines.map { TryBlock.Expected.mark + ($0.isEmpty ? "" : " " + $0) }
      bytes.replaceSubrange(range, with: Array(lines.joined(separator: "\n").utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
