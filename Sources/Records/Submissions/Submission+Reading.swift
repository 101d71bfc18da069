import Basics
import Diagnostics

extension Submission {
  /// What a file may hold. A diligent learner's has some hundred events in 100 KiB.
  static let limits = JSONLimits(bytes: 8 << 20, depth: 8, string: 1 << 14, values: 500_000)
  static let mostExercises = 5000
  static let mostEvents = 20_000
  /// Bytes of an answer: those of a line of the language.
  static let longestAnswer = 4096
  /// Seconds since 1970 that can be written as a date.
  static let times: ClosedRange<Double> = 0...1e11

  /// Reads a file.
  /// - Returns: the submission, and the keys that stand in it and have no meaning.
  /// - Throws: `unreadable`, `bad-submission`.
  public static func read(
    file: SubmissionFile
  ) throws(Diagnostic) -> (submission: Submission, unknownKeys: [String]) {
    try read(try file.read(most: limits.bytes))
  }

  /// Reads the bytes of a file.
  public static func read(
    _ bytes: [UInt8]
  ) throws(Diagnostic) -> (submission: Submission, unknownKeys: [String]) {
    var fields = try JSONFields(try JSON.handedIn(bytes, limits: limits))
    return try read(&fields)
  }

  /// Reads what a file holds.
  static func read(
    _ fields: inout JSONFields
  ) throws(Diagnostic) -> (submission: Submission, unknownKeys: [String]) {
    let version = try fields.version(of: formatName, upTo: formatVersion, by: "submit")
    var course = try fields.fields("course")
    var submission = Submission(
      learner: try Learner.checkedID(try fields.text("learner")), name: try fields.text("name"),
      course: try course.text("id"), courseVersion: try course.text("version"),
      written: try fields.number("written", in: times), events: [])
    submission.format = version
    var unknown = course.unread
    for var exercise in try fields.list("exercises", most: mostExercises) {
      let id = try exercise.text("id")
      for var event in try exercise.list("events", most: mostEvents) {
        submission.events.append(try self.event(&event, of: id))
        guard submission.events.count <= mostEvents else {
          throw Diagnostic(.badSubmission, "It has more than \(mostEvents) events.")
        }
        unknown.formUnion(event.unread)
      }
      unknown.formUnion(exercise.unread)
    }
    submission.seal = try fields.text("seal")
    submission.events.sort { ($0.number, $0.time, $0.hash) < ($1.number, $1.time, $1.hash) }
    return (submission, unknown.union(fields.unread).sorted())
  }

  private static func event(
    _ fields: inout JSONFields, of exercise: String
  ) throws(Diagnostic) -> Event {
    let word = try fields.text("kind")
    guard let kind = Event.words.first(where: { $0.word == word })?.kind else {
      throw Diagnostic(.badSubmission, "It has an event that is no answer, hint or solution.")
        .expected("answer, hint or solution", found: "“\(word.prefix(40).showable)”")
    }
    var event = Event(
      number: try fields.whole("number", in: 1...1_000_000_000), kind: kind, exercise: exercise,
      answer: try fields.text("answer", most: longestAnswer),
      time: try fields.number("time", in: times), variant: try fields.text("variant"),
      version: try fields.text("version"), meant: try Meant(&fields))
    event.hash = try fields.text("hash")
    return event
  }
}
