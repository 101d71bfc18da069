import Answers
import Basics
import Diagnostics

extension GradedSubmission {
  /// What a row of a gradebook that was written as JSON may hold: what a submission may. Of rows
  /// there may be any number.
  static let limits = JSONLimits(
    bytes: 1 << 26, depth: 8, string: 1 << 16, values: 2_000_000)

  /// The files that a gradebook in JSON tells of, for joining it with others. Rows of a roster
  /// without a file are left out.
  /// - Parameters:
  ///   - course: the id of the course that they must have been graded with; nil for any.
  ///   - present: gives what an exercise is called now that was called otherwise then.
  /// - Throws: `unreadable`, `bad-submission`.
  public static func read(
    gradebook path: String, gradedWith course: String? = nil,
    calling present: (String) -> String = { $0 }
  ) throws(Diagnostic) -> [GradedSubmission] {
    var found: [GradedSubmission] = []
    try read(gradebook: path, gradedWith: course) { row, _ throws(Diagnostic) in
      found.append(row.calling(present))
    }
    return found
  }

  /// The same where exercises are called as they are now.
  func calling(_ present: (String) -> String) -> GradedSubmission {
    var row = self
    for index in row.results.indices {
      row.results[index].exercise = present(row.results[index].exercise)
    }
    for index in row.flags.indices {
      row.flags[index].exercise = row.flags[index].exercise.map { present($0) }
    }
    return row
  }

  /// Reads a gradebook in JSON, a row at a time.
  /// - Parameters:
  ///   - version: the version of the course that they must have been graded with; nil for any.
  ///   - exercises: each of which every row must tell of; nil for any.
  ///   - body: given a row, and as it was written.
  static func read(
    gradebook path: String, gradedWith course: String?, version: String? = nil,
    exercises: [String]? = nil,
    _ body: (GradedSubmission, [UInt8]) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    try BoundedFile.readPieces(of: path) { (piece) throws(Diagnostic) in
      try read(
        pieces: piece, gradedWith: course, version: version, exercises: exercises, body)
    }
  }

  static func read(
    gradebook bytes: [UInt8], gradedWith course: String? = nil
  ) throws(Diagnostic) -> [GradedSubmission] {
    var found: [GradedSubmission] = []
    var left = bytes
    func piece() -> [UInt8] {
      defer { left = [] }
      return left
    }
    try read(pieces: piece, gradedWith: course) { row, _ throws(Diagnostic) in found.append(row) }
    return found
  }

  private static func read(
    pieces: () throws(Diagnostic) -> [UInt8], gradedWith course: String?, version: String? = nil,
    exercises: [String]? = nil,
    _ body: (GradedSubmission, [UInt8]) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    var count = 0
    try JSON.elementsHandedIn(limits: limits, pieces: pieces) { (element) throws(Diagnostic) in
      count += 1
      var row = try JSONFields(element.value, at: "row \(count)")
      if let course {
        var grading = try row.fields("graded_with")
        let other = try grading.text("id")
        guard other == course else {
          throw Diagnostic(
            .badSubmission, "It was graded with the course “\(other)”, and this is “\(course)”."
          ).note("Name the course with --course FOLDER.")
        }
        if let version {
          let other = try grading.text("version")
          guard other == version else {
            throw Diagnostic(
              .badSubmission,
              "It was graded with version \(other.showable) of the course, and this is \(version)."
            ).note("Grade that part again, with the same course as the others.")
          }
        }
      }
      var told: Set<String> = []
      guard let submission = try GradedSubmission(&row, &told) else { return }
      if let exercises, submission.refusal == nil,
        let lacking = exercises.first(where: { !told.contains($0) })
      {
        throw Diagnostic(
          .badSubmission, "Row \(count) says nothing of the exercise \(lacking.showable)."
        ).note("Grade that part again, with the same course as the others.")
      }
      try body(submission, element.bytes)
    }
  }

  /// The row that was written so; nil where it is none.
  init?(row bytes: [UInt8]) {
    // What was read once reads again.
    guard let value = try? JSON.handedIn(bytes, limits: GradedSubmission.limits),
      var fields = try? JSONFields(value, at: "row"),
      let row = try? GradedSubmission(&fields)
    else { return nil }
    self = row
  }

  private init?(_ row: inout JSONFields) throws(Diagnostic) {
    var told: Set<String> = []
    try self.init(&row, &told)
  }

  /// - Parameter told: takes in the exercises that it tells of, with an answer or without.
  private init?(_ row: inout JSONFields, _ told: inout Set<String>) throws(Diagnostic) {
    let path = try row.text("file", most: 1 << 16)
    switch try row.text("status") {
    case "missing": return nil
    case "refused":
      self.init(
        file: path, refused: Diagnostic(.badSubmission, try row.text("reason", most: 1 << 16)))
      return
    default: break
    }
    var about = try row.fields("submission")
    var course = try about.fields("course")
    self.init(
      file: path,
      Submission(
        learner: try Learner.checkedID(try about.text("learner")), name: try about.text("name"),
        course: try course.text("id"), courseVersion: try course.text("version"),
        written: try about.number("written", in: Submission.times), events: []))
    if about.has("person") { person = try Learner.checkedID(try about.text("person")) }
    for var exercise in try row.list("exercises", most: Submission.mostExercises) {
      let isNew = told.insert(try exercise.text("id")).inserted
      guard isNew else {
        throw Diagnostic(.badSubmission, "A row tells twice of one exercise.")
      }
      if try exercise.bool("is_met") { results.append(try Result(&exercise)) }
    }
    for var flag in try row.list("flags", most: 100_000) {
      guard let kind = Flag.Kind(rawValue: try flag.text("kind")) else { continue }
      let exercise = flag.isNull("exercise") ? nil : try flag.text("exercise")
      flags.append(Flag(kind, try flag.text("message", most: 1 << 16), exercise: exercise))
    }
  }
}

extension GradedSubmission.Result {
  fileprivate init(_ fields: inout JSONFields) throws(Diagnostic) {
    exercise = try fields.text("id")
    outOf = try fields.whole("out_of", in: 0...1_000_000)
    let counted = try fields.number("points", in: 0...1e6)
    // No answer earns more than there is to be had; a correction by hand may.
    let most = Double(outOf)
    points = fields.has("earned") ? try fields.number("earned", in: 0...most) : min(counted, most)
    self.counted = counted
    isSolved = try fields.bool("is_solved")
    hints = try fields.whole("hints", in: 0...100_000)
    sawSolution = try fields.bool("saw_solution")
    seconds = fields.has("seconds") ? try fields.number("seconds", in: 0...1e10) : 0
    if fields.has("solution_time") {
      solutionTime = try fields.number("solution_time", in: Submission.times)
    }
    if fields.has("hint_times") {
      for var hint in try fields.list("hint_times", most: 1000) {
        hintTimes[try hint.whole("hint", in: 1...1000)] = try hint.number(
          "time", in: Submission.times)
      }
    }
    if fields.has("not_taken") {
      for var line in try fields.list("not_taken", most: Submission.mostEvents) {
        notTaken.append(
          .init(
            text: try line.text("answer", most: Submission.longestAnswer),
            time: try line.number("time", in: Submission.times),
            reason: try line.text("reason", most: 1 << 16)))
      }
    }
    answers = []
    for var answer in try fields.list("answers", most: Submission.mostEvents) {
      let share = try answer.number("share", in: 0...1)
      answers.append(
        .init(
          text: try answer.text("answer", most: Submission.longestAnswer),
          time: try answer.number("time", in: Submission.times),
          finding: try answer.text("finding"), share: share,
          // Gradebooks of older programs do not tell what hints cost.
          points: answer.has("points")
            ? try answer.number("points", in: 0...most) : share * Double(outOf)))
    }
  }
}
