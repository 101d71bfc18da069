import Answers
import Basics
import Diagnostics

/// What shows only where the submissions of a class lie side by side.
struct Comparison {
  typealias Flag = GradedSubmission.Flag

  let grader: Grader
  private var rows: [GradedSubmission]

  /// Digits that a wrong answer needs for it to be no chance that another learner has it.
  static let fewestDigits = 3
  /// The same where the answer is right for nobody.
  static let fewestWrongDigits = 5
  /// Other learners' figures that a wrong answer is tried with.
  static let mostCandidates = 20

  /// The rows with further flags.
  static func flagged(_ rows: [GradedSubmission], with grader: Grader) -> [GradedSubmission] {
    var comparison = Comparison(grader: grader, rows: rows)
    comparison.compareLearners()
    comparison.compareEvents()
    comparison.compareAnswers()
    return comparison.rows
  }

  private init(grader: Grader, rows: [GradedSubmission]) {
    self.grader = grader
    self.rows = rows
  }

  private var graded: [Int] { rows.indices.filter { rows[$0].refusal == nil } }

  // MARK: The same learner twice

  private mutating func compareLearners() {
    let groups = Dictionary(grouping: graded) { rows[$0].person.lowercased() }
    for group in groups.values where group.count > 1 {
      for index in group {
        let others = group.prefix(4).filter { $0 != index }.prefix(3).map { rows[$0].file }
        let more = group.count > 4 ? " and \(group.count - 4) more" : ""
        rows[index].flags.append(
          Flag(
            .sameLearner,
            "\(others.joined(separator: ", "))\(more): of the same learner."))
      }
    }
  }

  // MARK: The same moments

  private struct Moment: Hashable {
    var exercise: String
    var time: Double
    var answer: String
  }

  private mutating func compareEvents() {
    var first: [Moment: Int] = [:]
    var shared: [Int: [Int: Int]] = [:]
    for index in graded {
      for result in rows[index].results {
        for answer in result.answers {
          let moment = Moment(exercise: result.exercise, time: answer.time, answer: answer.text)
          guard let other = first[moment] else {
            first[moment] = index
            continue
          }
          guard rows[other].person != rows[index].person else { continue }
          shared[index, default: [:]][other, default: 0] += 1
          shared[other, default: [:]][index, default: 0] += 1
        }
      }
    }
    for (index, others) in shared {
      for (other, count) in others.sorted(by: { $0.key < $1.key }).prefix(3) {
        rows[index].flags.append(
          Flag(
            .sameEvents,
            "\(count) \(count == 1 ? "answer was" : "answers were") given at the very moments of "
              + "\(rows[other].file)."))
      }
    }
  }

  // MARK: Another's answers

  private struct Typed: Hashable {
    var exercise: String
    var digits: String
  }

  private mutating func compareAnswers() {
    // Right answers by their rounded digits, one of each variant; wrong ones nobody can explain by
    // all of their digits.
    var right: [Typed: [[Int]: Int]] = [:]
    var wrong: [Typed: [Int]] = [:]
    for index in graded {
      for result in rows[index].results {
        for answer in result.answers {
          guard let digits = TypedDigits(answer.text) else { continue }
          if answer.share >= 1 {
            let key = Typed(exercise: result.exercise, digits: "\(digits.rounded)")
            let places = grader.places(of: result.exercise, for: rows[index].person)
            if right[key]?[places] == nil, right[key]?.count ?? 0 < Self.mostCandidates {
              right[key, default: [:]][places] = index
            }
          } else if isUnexplained(answer), digits.significant.count >= Self.fewestWrongDigits {
            wrong[Typed(exercise: result.exercise, digits: digits.significant), default: []]
              .append(index)
          }
        }
      }
    }
    for index in graded {
      var flags: [Flag] = []
      for result in rows[index].results {
        for answer in result.answers where isUnexplained(answer) {
          guard let digits = TypedDigits(answer.text) else { continue }
          if let flag = anothers(answer, digits, result, index, right) {
            flags.append(flag)
          } else if let flag = shared(answer, digits, result, index, wrong) {
            flags.append(flag)
          }
        }
      }
      var seen: Set<Flag> = []
      rows[index].flags += flags.filter { seen.insert($0).inserted }
    }
  }

  /// A listed mistake or a plain slip leads many to the same number.
  private func isUnexplained(_ answer: GradedSubmission.Answer) -> Bool {
    answer.finding == Finding.wrong.key || answer.finding == Finding.close.key
  }

  private func anothers(
    _ answer: GradedSubmission.Answer, _ digits: TypedDigits, _ result: GradedSubmission.Result,
    _ index: Int, _ right: [Typed: [[Int]: Int]]
  ) -> Flag? {
    guard digits.significant.count >= Self.fewestDigits else { return nil }
    let key = Typed(exercise: result.exercise, digits: "\(digits.rounded)")
    for other in (right[key] ?? [:]).values.sorted()
    where rows[other].person != rows[index].person {
      guard grader.isRight(answer.text, in: result.exercise, for: rows[other].person) else {
        continue
      }
      return Flag(
        .anothersAnswer,
        "“\(answer.text.prefix(40).showable)” is wrong here, and right for the figures of "
          + "\(rows[other].person.showable) (\(rows[other].file)).", exercise: result.exercise)
    }
    return nil
  }

  private func shared(
    _ answer: GradedSubmission.Answer, _ digits: TypedDigits, _ result: GradedSubmission.Result,
    _ index: Int, _ wrong: [Typed: [Int]]
  ) -> Flag? {
    let key = Typed(exercise: result.exercise, digits: digits.significant)
    let others = Set((wrong[key] ?? []).filter { rows[$0].person != rows[index].person }).sorted()
    guard let first = others.first else { return nil }
    let more = others.count == 1 ? "" : " and \(others.count - 1) more"
    return Flag(
      .sameWrongAnswer,
      "The wrong “\(answer.text.prefix(40).showable)” stands in \(rows[first].file)\(more) too.",
      exercise: result.exercise)
  }
}
