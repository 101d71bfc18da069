import Basics
import Diagnostics
import Quantities

extension Certificate {
  /// What a file is called: the chapter's id, or the whole course.
  public var fileName: String { "certificate-\(chapter.isEmpty ? "course" : chapter).json" }

  /// The file: keys always in this order.
  public var text: String {
    JSON.object([
      "format": .string(Certificate.formatName),
      "format_version": .number(Double(Certificate.formatVersion)),
      "chapter": .string(chapter), "title": .string(title), "course_digest": .string(digest),
      "learner": .string(submission.learner), "points": .number(points),
      "out_of": .number(Double(outOf)),
      "exercises": .array(
        lines.map { line in
          .object([
            "id": .string(line.exercise), "title": .string(line.title),
            "points": .number(line.points), "out_of": .number(Double(line.outOf)),
            "solved": line.solved.map { .number($0) } ?? .null,
          ])
        }),
      "submission": submission.json,
    ]).lines(flatBelow: 5)
  }

  /// Whether a file says that it is a certificate.
  /// - Throws: `unreadable`, and `bad-submission` for what is no certificate.
  public static func read(file path: String) throws(Diagnostic) -> Certificate {
    try read(try BoundedFile.read(path, most: Submission.limits.bytes))
  }

  /// Reads the bytes of a file.
  public static func read(_ bytes: [UInt8]) throws(Diagnostic) -> Certificate {
    var limits = Submission.limits
    limits.depth += 1
    var fields = try JSONFields(try JSON.handedIn(bytes, limits: limits))
    _ = try fields.version(of: formatName, upTo: formatVersion, by: "certificate")
    var lines: [Line] = []
    for var line in try fields.list("exercises", most: Submission.mostExercises) {
      lines.append(
        Line(
          exercise: try line.text("id"), title: try line.text("title"),
          points: try line.number("points", in: 0...1e6),
          outOf: try line.whole("out_of", in: 0...1_000_000),
          solved: line.isNull("solved") ? nil : try line.number("solved", in: Submission.times)))
    }
    var inner = try fields.fields("submission")
    let (submission, unknown) = try Submission.read(&inner)
    var certificate = Certificate(
      chapter: try fields.text("chapter"), title: try fields.text("title"),
      digest: try fields.text("course_digest"), lines: lines, submission: submission)
    let learner = try fields.text("learner")
    if learner != submission.learner {
      certificate.contradictions.append(
        "It names “\(learner.showable)”, and the answers are of “\(submission.learner.showable)”.")
    }
    let points = try fields.number("points", in: 0...1e9)
    let outOf = try fields.number("out_of", in: 0...1e9)
    if points != certificate.points || outOf != Double(certificate.outOf) {
      certificate.contradictions.append(
        "It says \(numberText(points)) of \(numberText(outOf)) points, and its exercises have "
          + "\(numberText(certificate.points)) of \(certificate.outOf).")
    }
    certificate.unknownKeys = fields.unread.union(unknown).sorted()
    return certificate
  }
}
