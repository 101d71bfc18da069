import Answers
import Basics

/// What does not fit together in one submission.
struct SubmissionCheck {
  typealias Flag = GradedSubmission.Flag

  let submission: Submission
  /// The learner's id as the roster has it.
  let person: String
  /// Its events by the exercises' present ids.
  let groups: [(exercise: String, events: [Event])]
  /// The identities of the learner's variants, by exercise; only of exercises that there are.
  let variants: [String: String]
  /// The digests of what the exercises ask now, by exercise.
  let digests: [String: String]
  /// The figures of the exercises' questions that do not vary, by exercise.
  let asked: [String: [String]]
  /// What the exercises came to.
  let results: [GradedSubmission.Result]
  let unknownKeys: [String]
  /// The course that grades.
  let course: String
  let version: String
  /// Seconds since 1970.
  let now: Double

  /// 2025-01-01: no course of this program is older.
  static let earliest = 1_735_689_600.0
  /// Seconds by which a clock may be put back.
  static let clockSlack = 60.0
  /// Answers in a second beyond which nobody typed them.
  static let fastest = 20

  var flags: [Flag] {
    spelling + seal + numbers + hashes + courses + exercises + corrections + refusals + times
      + speed + rest
  }

  private var events: [Event] { submission.events }

  private var spelling: [Flag] {
    guard person != submission.learner else { return [] }
    return [
      Flag(
        .otherSpelling,
        "The file is of “\(submission.learner.showable)”, who is “\(person.showable)” on the "
          + "roster; the figures of that id count.")
    ]
  }

  // MARK: Whether it is as it was written

  private var seal: [Flag] {
    guard submission.seal != submission.fittingSeal else { return [] }
    return [Flag(.edited, "The file is not as it was written; its seal does not fit.")]
  }

  private var numbers: [Flag] {
    var seen: Set<Int> = []
    let twice = events.filter { !seen.insert($0.number).inserted }
    let last = events.last?.number ?? 0
    var flags: [Flag] = []
    if let first = twice.first {
      flags.append(
        Flag(
          .missingEvents, "Event \(first.number) stands more than once.", exercise: first.exercise))
    }
    let missing = last - seen.count
    if missing > 0 {
      let first = (1...last).first { !seen.contains($0) } ?? 1
      flags.append(
        Flag(
          .missingEvents,
          missing == 1
            ? "Event \(first) of \(last) is missing."
            : "\(missing) of \(last) events are missing, the first of them event \(first)."))
    }
    return flags
  }

  private var hashes: [Flag] {
    var previous = ""
    var wrong: [Event] = []
    for event in events {
      let fitting = event.hash(
        after: previous, learner: submission.learner, course: submission.course)
      if event.hash != fitting { wrong.append(event) }
      previous = event.hash
    }
    guard let first = wrong.first else { return [] }
    guard wrong.count < events.count || events.count == 1 else {
      return [
        Flag(
          .edited,
          "No event is as it was recorded: the learner's id or the course's was changed, or each "
            + "event.")
      ]
    }
    let others = others(wrong.count, "nor is", "nor are")
    return [
      Flag(
        .edited, "Event \(first.number), or the one before it, is not as it was recorded\(others).",
        exercise: first.exercise)
    ]
  }

  // MARK: Whether it belongs to this course and learner

  private var courses: [Flag] {
    guard submission.course == course else {
      return [
        Flag(
          .otherCourse,
          "It is of the course “\(submission.course.showable)”, graded with “\(course.showable)”.")
      ]
    }
    let versions = Set(events.map { $0.version } + [submission.courseVersion]).subtracting([version]
    )
    guard !versions.isEmpty else { return [] }
    let count = events.count { $0.version != version }
    let names = versions.sorted().prefix(5).map { $0.isEmpty ? "none" : $0.showable }
    return [
      Flag(
        .otherVersion,
        "\(count) of \(events.count) events are from version \(names.joined(separator: ", ")) of "
          + "the course; this is \(version).")
    ]
  }

  /// Unknown exercises that are told one by one: a file may name thousands.
  static let mostUnknown = 20

  private var exercises: [Flag] {
    let unknown = groups.map { $0.exercise }.filter { variants[$0] == nil }
    var flags = unknown.prefix(Self.mostUnknown).map { id in
      Flag(.unknownExercise, "This course has no exercise “\(id.showable)”.", exercise: id)
    }
    if unknown.count > Self.mostUnknown {
      let more = unknown.count - Self.mostUnknown
      flags.append(Flag(.unknownExercise, "Nor has it \(more) more that the file names."))
    }
    for (id, events) in groups {
      guard let variant = variants[id] else { continue }
      // Where it asks something else now, figures of their own have a flag of their own.
      let others = events.count { $0.variant != variant && !isOfAnother($0, id) }
      guard others > 0 else { continue }
      flags.append(
        Flag(
          .otherVariant,
          "\(others) of \(events.count) events name another variant than this learner has; the "
            + "answers were checked against this learner's.", exercise: id))
    }
    return flags
  }

  /// Whether an event is of an exercise that asked something else then.
  private func isOfAnother(_ event: Event, _ id: String) -> Bool {
    guard !event.meant.isEmpty else { return false }
    return event.meant.exercise != digests[id]
      || !event.meant.figures(otherThan: asked[id] ?? []).isEmpty
  }

  private var refusals: [Flag] {
    var flags: [Flag] = []
    for result in results {
      if let line = result.lastWordNotTaken {
        flags.append(
          Flag(
            .notTaken, "“\(line.text.prefix(60).showable)” is no answer to it: \(line.reason)",
            exercise: result.exercise))
      }
      for (reason, words) in [
        (AnswerBox.Reason.work, "too much work"), (.outside, "it measures or reads a file"),
      ] {
        let key = Finding.notGradable(reason).key
        let found = result.answers.filter { $0.finding == key }
        guard let first = found.first else { continue }
        let others = others(found.count, "nor is", "nor are")
        flags.append(
          Flag(
            .notGradable,
            "“\(first.text.prefix(60).showable)” is not gradable: \(words)\(others).",
            exercise: result.exercise))
      }
    }
    return flags
  }

  /// Says of how many others it is so, behind what is said of the first; nothing where there are none.
  private func others(_ count: Int, _ one: String, _ several: String) -> String {
    count < 2 ? "" : count == 2 ? ", \(one) one other" : ", \(several) \(count - 1) others"
  }

  private var corrections: [Flag] {
    var flags: [Flag] = []
    for (id, events) in groups where digests[id] != nil {
      let changed = events.filter { isOfAnother($0, id) }
      if !changed.isEmpty {
        flags.append(
          Flag(
            .changedExercise,
            "\(changed.count) of \(events.count) events are from before the exercise was changed.",
            exercise: id))
      }
      let open = results.first { $0.exercise == id }?.answers.filter {
        $0.finding == Finding.unmatched.key
      }
      guard let first = open?.first, let count = open?.count else { continue }
      let meant = events.first { $0.time == first.time && $0.answer == first.text }?.meant
      let others = meant?.figures(otherThan: asked[id] ?? []) ?? []
      let figures =
        others.isEmpty ? meant?.shownFigures.prefix(5).map { $0 } ?? [] : others
      let words = meant.map { $0.picks.isEmpty ? figures : $0.picks.map { $0.words } } ?? []
      let shown = words.map { "“\($0.prefix(60).showable)”" }.joined(separator: ", ")
      flags.append(
        Flag(
          .unmatched,
          "\(count == 1 ? "An answer is" : "\(count) answers are") to what is not asked any more "
            + "and \(count == 1 ? "has" : "have") no points until a person says so: "
            + "“\(first.text.prefix(60).showable)”"
            + (shown.isEmpty
              ? "." : meant?.picks.isEmpty == true ? " for \(shown)." : ", which is \(shown)."),
          exercise: id))
    }
    return flags
  }

  // MARK: Whether it can have happened

  private var times: [Flag] {
    var flags: [Flag] = []
    func flag(_ found: [Event], _ what: String) {
      guard let first = found.first else { return }
      let others = others(found.count, "as is", "as are")
      flags.append(
        Flag(
          .impossibleTime, "Event \(first.number) is \(what)\(others).", exercise: first.exercise))
    }
    flag(events.filter { $0.time < Self.earliest }, "older than the course")
    flag(
      events.filter { $0.time > submission.written + Self.clockSlack },
      "later than the file was written")
    let backwards = zip(events, events.dropFirst()).filter { $1.time < $0.time - Self.clockSlack }
    flag(backwards.map(\.1), "earlier than the one before it")
    return flags
  }

  private var speed: [Flag] {
    let times = events.filter { $0.kind == .exercise }.map { $0.time }.sorted()
    var most = 0
    var start = 0
    for (end, time) in times.enumerated() {
      while time - times[start] >= 1 { start += 1 }
      most = max(most, end - start + 1)
    }
    guard most > Self.fastest else { return [] }
    return [Flag(.tooFast, "\(most) answers came within a second.")]
  }

  private var rest: [Flag] {
    var flags: [Flag] = []
    if submission.written > now + 86_400 {
      flags.append(
        Flag(.fromTheFuture, "It was written more than a day from now, by this machine's clock."))
    }
    if !unknownKeys.isEmpty {
      let names = unknownKeys.prefix(5).map { "“\($0.prefix(40).showable)”" }
      flags.append(
        Flag(
          .unknownKeys,
          "It holds what no submission has, which was ignored: \(names.joined(separator: ", "))."))
    }
    return flags
  }
}
