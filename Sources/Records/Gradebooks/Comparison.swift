import Answers
import Basics
import Diagnostics

/// What shows only where the submissions of a class lie side by side.
///
/// Every file is looked at once, and those that have something in common with others once more;
/// between the two only a few numbers are kept of each.
struct Comparison {
  typealias Flag = GradedSubmission.Flag

  /// What is kept of each file.
  struct Facts {
    /// Hashes of whose file it is: of the id, and of the id in lower case.
    var person, spelling: Int
    /// The learner's place on the roster, and -1 where there is none.
    var entry: Int32
    var isRefused: Bool
    /// Whether the file alone has something to look at.
    var isFlagged: Bool
  }

  let files: ClassFiles
  let grader: Grader
  /// Of each file, in their order.
  private(set) var facts: [Facts] = []
  /// Flags of files that have any, by the files' numbers.
  private(set) var flags: [Int: [Flag]] = [:]
  /// Whether everything could be compared; else the disk failed.
  var isWhole: Bool { moments.isWhole && wrong.isWhole }

  private var moments = SpilledKeys()
  /// Right answers by their rounded digits, one of each variant.
  private var right: [Typed: [[Int]: Candidate]] = [:]
  /// How many of them there are of each exercise.
  private var variants: [String: Int] = [:]
  /// Wrong answers that nobody can explain, by all of their digits.
  private var wrong = SpilledKeys()
  /// The files that have wrong answers with enough digits to be another's.
  private var suspects: [Int] = []

  /// The digits of answers that many give; reading an answer takes longer than all else here.
  private var known: [String: TypedDigits?] = [:]

  private struct Typed: Hashable {
    var exercise: String
    var digits: String
  }

  private struct Candidate {
    var file: Int
    var person: String
    /// What was typed.
    var digits: TypedDigits
  }

  /// A wrong answer's companions: the first other file with it, and how many more there are.
  private struct Companions {
    var first: Int
    var more: Int
  }

  /// Digits that a wrong answer needs for it to be no chance that another learner has it.
  static let fewestDigits = 3
  /// The same where the answer is right for nobody.
  static let fewestWrongDigits = 5
  /// The most chance there may be that a wrong answer drawn at random has the digits of one that is
  /// right for somebody.
  static let mostChance = 0.005
  /// Other learners' figures that a wrong answer is tried with.
  static let mostCandidates = 20

  /// - Parameter noting: given each file once, in order.
  init(_ files: ClassFiles, with grader: Grader, noting note: (GradedSubmission) -> Void) {
    self.files = files
    self.grader = grader
    facts.reserveCapacity(files.count)
    for (index, row) in files.enumerated() {
      note(row)
      look(at: row, index)
    }
    compareLearners()
    compareMoments()
    compareAnswers()
  }

  // MARK: One file

  private mutating func look(at row: GradedSubmission, _ index: Int) {
    facts.append(
      Facts(
        person: row.person.hashValue, spelling: row.person.lowercased().hashValue,
        entry: Int32(files.roster?.place(of: row.learner) ?? -1), isRefused: row.refusal != nil,
        isFlagged: row.flags.contains { !$0.kind.isNote }))
    guard row.refusal == nil else { return }
    var number: Int32 = -1
    var isSuspect = false
    for result in row.results {
      for answer in result.answers {
        number += 1
        var hasher = Hasher()
        hasher.combine(result.exercise)
        hasher.combine(answer.time)
        hasher.combine(answer.text)
        moments.add(.init(hash: hasher.finalize(), file: Int32(index), answer: number))
        guard answer.share >= 1 || isUnexplained(answer), let digits = digits(of: answer.text)
        else { continue }
        if answer.share >= 1 {
          let key = Typed(exercise: result.exercise, digits: "\(digits.rounded)")
          let places = grader.places(of: result.exercise, for: row.person)
          if right[key]?[places] == nil, right[key]?.count ?? 0 < Self.mostCandidates {
            right[key, default: [:]][places] = Candidate(
              file: index, person: row.person, digits: digits)
            variants[result.exercise, default: 0] += 1
          }
        } else {
          isSuspect = isSuspect || digits.significant.count >= Self.fewestDigits
          guard digits.significant.count >= Self.fewestWrongDigits else { continue }
          let typed = Typed(exercise: result.exercise, digits: digits.significant)
          wrong.add(.init(hash: typed.hashValue, file: Int32(index), answer: number))
        }
      }
    }
    if isSuspect { suspects.append(index) }
  }

  private mutating func digits(of text: String) -> TypedDigits? {
    guard text.utf8.count <= 64 else { return TypedDigits(text) }
    if let digits = known[text] { return digits }
    let digits = TypedDigits(text)
    // Bounded: a class may be of any size.
    if known.count >= 1 << 14 { known.removeAll() }
    known[text] = .some(digits)
    return digits
  }

  /// A listed mistake or a plain slip leads many to the same number.
  private func isUnexplained(_ answer: GradedSubmission.Answer) -> Bool {
    answer.share < 1
      && (answer.finding == Finding.wrong.key || answer.finding == Finding.close.key)
  }

  // MARK: The same learner twice

  /// The numbers of the files of each learner who has several, by a hash of whose they are.
  func groups(by key: (Facts) -> Int) -> [[Int]] {
    let graded = facts.indices.filter { !facts[$0].isRefused }
    let sorted = graded.sorted { (key(facts[$0]), $0) < (key(facts[$1]), $1) }
    var groups: [[Int]] = []
    var start = 0
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, key(facts[sorted[end]]) == key(facts[sorted[start]]) { end += 1 }
      if end - start > 1 { groups.append(Array(sorted[start..<end])) }
      start = end
    }
    return groups
  }

  private mutating func compareLearners() {
    for group in groups(by: { $0.spelling }) {
      for index in group {
        let others = group.prefix(4).filter { $0 != index }.prefix(3).map { files.name($0) }
        let more = group.count > 4 ? " and \(group.count - 4) more" : ""
        flags[index, default: []].append(
          Flag(.sameLearner, "\(others.joined(separator: ", "))\(more): of the same learner."))
      }
    }
  }

  // MARK: The same moments

  private mutating func compareMoments() {
    var shared: [Int: [Int: Int]] = [:]
    let facts = facts
    moments.forEachShared { keys in
      let first = Int(keys[keys.startIndex].file)
      for key in keys.dropFirst() where facts[Int(key.file)].person != facts[first].person {
        shared[Int(key.file), default: [:]][first, default: 0] += 1
        shared[first, default: [:]][Int(key.file), default: 0] += 1
      }
    }
    for (index, others) in shared {
      for (other, count) in others.sorted(by: { $0.key < $1.key }).prefix(3) {
        flags[index, default: []].append(
          Flag(
            .sameEvents,
            "\(count) \(count == 1 ? "answer was" : "answers were") given at the very moments of "
              + "\(files.name(other))."))
      }
    }
  }

  // MARK: Another's answers

  private mutating func compareAnswers() {
    var shared: [Int: [Int32: Companions]] = [:]
    let facts = facts
    wrong.forEachShared { keys in
      var seen = -1
      let distinct = keys.map { Int($0.file) }.filter { file in
        defer { seen = file }
        return file != seen
      }
      var counts: [Int: Int] = [:]
      for file in distinct { counts[facts[file].person, default: 0] += 1 }
      guard counts.count > 1, let start = distinct.first,
        let second = distinct.first(where: { facts[$0].person != facts[start].person })
      else { return }
      for key in keys {
        let person = facts[Int(key.file)].person
        shared[Int(key.file), default: [:]][key.answer] = Companions(
          first: person == facts[start].person ? second : start,
          more: distinct.count - (counts[person] ?? 0) - 1)
      }
    }
    for index in Set(suspects).union(shared.keys).sorted() {
      flag(files[index], index, shared[index] ?? [:])
    }
  }

  private mutating func flag(
    _ row: GradedSubmission, _ index: Int, _ shared: [Int32: Companions]
  ) {
    var number: Int32 = -1
    var seen: Set<Flag> = []
    for result in row.results {
      for answer in result.answers {
        number += 1
        guard isUnexplained(answer),
          let flag = anothers(answer, result, row)
            ?? shared[number].map({ sameWrong(answer, result, $0) }),
          seen.insert(flag).inserted
        else { continue }
        flags[index, default: []].append(flag)
      }
    }
  }

  private mutating func anothers(
    _ answer: GradedSubmission.Answer, _ result: GradedSubmission.Result, _ row: GradedSubmission
  ) -> Flag? {
    guard let digits = digits(of: answer.text), digits.significant.count >= Self.fewestDigits
    else { return nil }
    let key = Typed(exercise: result.exercise, digits: "\(digits.rounded)")
    for other in (right[key] ?? [:]).values.sorted(by: { $0.file < $1.file })
    where other.person != row.person {
      // With so many digits there are so many numbers that it may have been by chance.
      guard let shared = digits.shared(with: other.digits), shared >= Self.fewestDigits,
        Double(variants[result.exercise] ?? 0) <= Self.mostChance * 9 * power(10, shared - 1),
        grader.isRight(answer.text, in: result.exercise, for: other.person),
        !grader.areSimplyRelated(result.exercise, row.person, other.person)
      else { continue }
      return Flag(
        .anothersAnswer,
        "“\(answer.text.prefix(40).showable)” is wrong here, and right for the figures of "
          + "\(other.person.showable) (\(files.name(other.file))).", exercise: result.exercise)
    }
    return nil
  }

  private func sameWrong(
    _ answer: GradedSubmission.Answer, _ result: GradedSubmission.Result, _ others: Companions
  ) -> Flag {
    let more = others.more == 0 ? "" : " and \(others.more) more"
    return Flag(
      .sameWrongAnswer,
      "The wrong “\(answer.text.prefix(40).showable)” stands in \(files.name(others.first))\(more) "
        + "too.", exercise: result.exercise)
  }
}

/// A whole power of a whole number.
private func power(_ base: Double, _ exponent: Int) -> Double {
  (0..<max(0, exponent)).reduce(1) { product, _ in product * base }
}
