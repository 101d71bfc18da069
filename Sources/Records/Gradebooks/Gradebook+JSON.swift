import Basics
import Diagnostics

extension Gradebook {
  /// A list with an object for each row, each on a line of its own, so that parts of a class can be
  /// joined: by `gpulearn merge`, or `jq -s add`.
  func writeJSON(_ sink: (String) throws(Diagnostic) -> Void) throws(Diagnostic) {
    try sink("[")
    for (index, row) in rows.enumerated() { try sink((index == 0 ? "\n" : ",\n") + json(row).text) }
    try sink(rows.isEmpty ? "]\n" : "\n]\n")
  }

  private func json(_ row: Row) -> JSON {
    var members: [JSON.Member] = [
      .init("file", .string(row.submission?.file ?? "")), .init("status", .string(row.status)),
      .init("id", .string(row.id)), .init("name", .string(row.name)),
      .init("email", .string(row.entry?.email ?? "")),
      .init("graded_with", .object(["id": .string(course), "version": .string(version)])),
    ]
    if !row.files.isEmpty { members.append(.init("files", .string(row.files))) }
    guard let submission = row.submission else {
      guard row.tally.isByHand else { return .object(members) }
      return .object(members + points(row))
    }
    if let refusal = submission.refusal {
      return .object(members + [.init("reason", .string(refusal))])
    }
    members += [
      .init(
        "submission",
        .object([
          "learner": .string(submission.learner), "person": .string(submission.person),
          "name": .string(submission.name),
          "course": .object([
            "id": .string(submission.course), "version": .string(submission.courseVersion),
          ]),
          "written": .number(submission.written),
        ]))
    ]
    return .object(
      members + points(row) + [.init("flags", .array(submission.flags.map { $0.json }))])
  }

  private func points(_ row: Row) -> [JSON.Member] {
    [
      .init("points", .number(row.tally.total)), .init("out_of", .number(Double(row.tally.outOf))),
      .init("by_hand", .array(row.tally.corrections.map { $0.json })),
      .init(
        "exercises",
        .array(
          zip(columns, row.tally.lines).map { column, line in
            json(column, line, row.submission?.result(of: column.id))
          })),
    ]
  }

  private func json(
    _ column: Grader.Column, _ line: Tally.Line, _ result: GradedSubmission.Result?
  ) -> JSON {
    let members: KeyValuePairs<String, JSON> = [
      "id": .string(column.id), "chapter": .string(column.chapter),
      "counts": .bool(column.counts), "tells_outcome": .bool(column.tellsOutcome),
      "is_extra": .bool(line.isExtra),
      "is_dropped": .bool(line.isDropped),
      "points": .number(line.points), "earned": .number(result?.points ?? 0),
      "late": .number((line.counted?.lateness ?? 0).rounded()),
      "deducted": .number(roundedPoints(line.counted?.deducted ?? 0)),
      "by_hand": .array(line.corrections.map { $0.json }),
      "out_of": .number(Double(column.points)),
      "is_met": .bool(result != nil), "is_solved": .bool(result?.isSolved ?? false),
      "tries": .number(Double(result?.answers.count ?? 0)),
      "hints": .number(Double(result?.hints ?? 0)),
      "saw_solution": .bool(result?.sawSolution ?? false),
      "seconds": .number((result?.seconds ?? 0).rounded()),
      "finding": result?.finding.map { .string($0) } ?? .null,
      "answers": .array((result?.answers ?? []).map { $0.json }),
    ]
    return .object(
      members.map { JSON.Member($0.key, $0.value) } + (result?.linesNotTaken ?? [])
        + (result?.moments ?? []))
  }
}

extension GradedSubmission.Result {
  /// What was recorded and is no answer; none where there is no such line.
  fileprivate var linesNotTaken: [JSON.Member] {
    guard !notTaken.isEmpty else { return [] }
    let lines = notTaken.map { line -> JSON in
      .object([
        "answer": .string(line.text), "time": .number(line.time), "reason": .string(line.reason),
      ])
    }
    return [.init("not_taken", .array(lines))]
  }

  /// When help was looked at, which joining the files of a learner asks for; none where it was not.
  fileprivate var moments: [JSON.Member] {
    var members: [JSON.Member] = []
    if !hintTimes.isEmpty {
      let times = hintTimes.sorted { $0.key < $1.key }.map { hint, time -> JSON in
        .object(["hint": .number(Double(hint)), "time": .number(time)])
      }
      members.append(.init("hint_times", .array(times)))
    }
    if let solutionTime { members.append(.init("solution_time", .number(solutionTime))) }
    return members
  }
}

extension GradedSubmission.Answer {
  fileprivate var json: JSON {
    .object([
      "answer": .string(text), "time": .number(time), "finding": .string(finding),
      "share": .number(share), "points": .number(points),
    ])
  }
}

extension Correction {
  fileprivate var json: JSON {
    switch change {
    case .set(let points): .object(["set": .number(points), "reason": .string(reason)])
    case .add(let points): .object(["add": .number(points), "reason": .string(reason)])
    }
  }
}

extension GradedSubmission.Flag {
  fileprivate var json: JSON {
    .object([
      "kind": .string(kind.rawValue), "is_note": .bool(kind.isNote),
      "exercise": exercise.map { .string($0) } ?? .null, "message": .string(message),
    ])
  }
}
