import Answers
import Diagnostics

/// What a learner hands in: every answer and every hint, as they happened. It holds no score; whoever
/// grades it checks the answers again.
public struct Submission: Hashable, Sendable {
  /// What the file says it is, and in which version of the format.
  static let formatName = "gpulearn submission"
  static let formatVersion = 2

  /// The version of the format that it is written in: 1 where events do not tell what was meant.
  var format = Submission.formatVersion
  /// The learner's id.
  public var learner: String
  /// The learner's name; often empty.
  public var name: String
  /// The course's id; empty where it has none.
  public var course: String
  /// The version of the course when it was handed in.
  public var courseVersion: String
  /// When it was written, in seconds since 1970.
  public var written: Double
  /// The answers and the hints and solutions looked at, in order of time.
  public var events: [Event]
  /// A hash of all of it, so that a change by hand shows. 64 hexadecimal digits.
  public var seal: String

  /// Creates a submission and seals it.
  public init(
    learner: String, name: String, course: String, courseVersion: String, written: Double,
    events: [Event]
  ) {
    self.learner = learner
    self.name = name
    self.course = course
    self.courseVersion = courseVersion
    self.written = written
    self.events = events
    seal = ""
    seal = fittingSeal
  }

  /// What a learner has done in a course so far.
  /// - Parameters:
  ///   - name: in place of the name that is kept.
  ///   - time: seconds since 1970.
  /// - Throws: `nothing-to-do` where no exercise was answered.
  public init(
    of exercises: ExerciseSet, from progress: any Progress, name: String? = nil, at time: Double
  ) throws(Diagnostic) {
    let (learner, events) = try progress.submitted(of: exercises.courseID)
    guard let learner, !events.isEmpty else {
      throw Diagnostic(.nothingTo, "No exercise of this course was answered yet.")
        .try("gpulearn practice")
    }
    self.init(
      learner: learner.id, name: Learner.shortened(name ?? learner.name),
      course: exercises.courseID, courseVersion: exercises.version, written: time, events: events)
  }

  /// The seal that fits what it holds.
  var fittingSeal: String {
    SHA256.hex(of: [
      Submission.formatName, "\(format)", learner, name, course, courseVersion,
      "\(written)", "\(events.count)", events.last?.hash ?? "",
    ])
  }

  /// A pause after which an event is no measure of the time that was spent, in seconds.
  static let longestPause = 1800.0

  /// The seconds spent on each exercise, to the second: from the event before to each of its own.
  func seconds(_ present: (String) -> String) -> [String: Double] {
    var seconds: [String: Double] = [:]
    for (before, event) in zip(events, events.dropFirst()) {
      let pause = event.time - before.time
      guard pause > 0, pause <= Submission.longestPause else { continue }
      seconds[present(event.exercise), default: 0] += pause
    }
    return seconds.mapValues { $0.rounded() }
  }

  /// The exercises in the order in which they were first met, each with its events in order.
  public var byExercise: [(exercise: String, events: [Event])] { byExercise { $0 } }

  /// The same, the exercises by the ids that they have now.
  /// - Parameter present: gives the present id for one that an event holds.
  func byExercise(
    _ present: (String) -> String
  ) -> [(exercise: String, events: [Event])] {
    var order: [String] = []
    var groups: [String: [Event]] = [:]
    for event in events {
      let id = present(event.exercise)
      if groups[id] == nil { order.append(id) }
      groups[id, default: []].append(event)
    }
    return order.map { ($0, groups[$0] ?? []) }
  }
}
