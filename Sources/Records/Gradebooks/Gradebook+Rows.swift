import Answers

extension Gradebook {
  /// The rows of a gradebook, each put together when it is looked at.
  public struct Rows: RandomAccessCollection, Sendable {
    /// The numbers of a learner on the roster and of a file; -1 where there is none.
    private struct Place {
      var entry, file: Int32
    }

    /// How a file stands to others of its learner.
    private struct Standing {
      var isCounted: Bool
      var words: String
      /// The files whose answers count together with its own.
      var joined: [Int] = []
    }

    private let files: ClassFiles
    private let flags: [Int: [GradedSubmission.Flag]]
    private let columns: [Grader.Column]
    private let counting: Counting
    private let exercises: ExerciseSet
    private let places: [Place]
    private var standings: [Int: Standing] = [:]

    init(
      _ comparison: Comparison, _ columns: [Grader.Column], _ counting: Counting,
      _ exercises: ExerciseSet
    ) {
      files = comparison.files
      flags = comparison.flags
      self.columns = columns
      self.counting = counting
      self.exercises = exercises
      places = Rows.places(comparison.facts, of: files.roster)
      for group in comparison.groups(by: { $0.person }) { stand(group, comparison.facts) }
    }

    private static func places(_ facts: [Comparison.Facts], of roster: Roster?) -> [Place] {
      var places = facts.enumerated().map { index, fact in
        Place(entry: fact.isRefused ? -1 : fact.entry, file: Int32(index))
      }
      guard let roster else { return places }
      var isThere = Array(repeating: false, count: roster.entries.count)
      for place in places where place.entry >= 0 { isThere[Int(place.entry)] = true }
      places += isThere.indices.filter { !isThere[$0] }.map { Place(entry: Int32($0), file: -1) }
      func key(_ place: Place) -> (Int32, Int32) {
        (place.entry < 0 ? .max : place.entry, place.file)
      }
      return places.sorted { key($0) < key($1) }
    }

    /// Says which of the files of a learner counts, and how.
    private mutating func stand(_ group: [Int], _ facts: [Comparison.Facts]) {
      let rule = counting.policy.files
      var counted: (file: Int, isIntact: Bool, written: Double, total: Double)?
      var edited: Set<Int> = []
      for file in group {
        let entry = facts[file].entry
        let row = row(Place(entry: entry, file: Int32(file)))
        let total = rule == .best ? row.tally.total : 0
        let written = row.submission?.written ?? 0
        // What somebody has changed by hand takes the place of nothing that is as it was written.
        let isIntact =
          rule == .joined || row.submission?.flags.contains { $0.kind == .edited } == false
        if !isIntact { edited.insert(file) }
        if let best = counted {
          guard best.isIntact == isIntact else {
            if isIntact { counted = (file, isIntact, written, total) }
            continue
          }
          // Of equals the later by its name.
          if (best.total, best.written) > (total, written) { continue }
        }
        counted = (file, isIntact, written, total)
      }
      let words = rule == .joined ? "joined from" : "\(rule.rawValue) of"
      for file in group where file != counted?.file {
        standings[file] = Standing(
          isCounted: false,
          words: rule == .joined
            ? "joined into another"
            : edited.contains(file) && counted?.isIntact == true
              ? "edited, so that another counts" : "not the \(rule.rawValue)")
      }
      guard let counted else { return }
      standings[counted.file] = Standing(
        isCounted: true, words: "\(words) \(group.count)", joined: rule == .joined ? group : [])
    }

    /// Where the first row stands.
    public var startIndex: Int { 0 }
    /// Behind the last row.
    public var endIndex: Int { places.count }

    /// A row.
    public subscript(index: Int) -> Row { row(places[index]) }

    private func row(_ place: Place) -> Row {
      let entry = place.entry < 0 ? nil : files.roster?.entries[Int(place.entry)]
      var row = Row(entry: entry)
      if place.file >= 0 {
        let file = Int(place.file)
        row.submission = submission(file, entry)
        if let standing = standings[file] {
          row.isSuperseded = !standing.isCounted
          row.files = standing.words
          if !standing.joined.isEmpty {
            row.submission = GradedSubmission.joined(
              standing.joined.map { submission($0, entry) }, in: columns, by: exercises)
          }
        }
      }
      row.tally = counting.tally(
        columns, row.submission, more: row.entry?.more, called: row.names)
      return row
    }

    private func submission(_ file: Int, _ entry: Roster.Entry?) -> GradedSubmission {
      var submission = files[file]
      submission.flags += flags[file] ?? []
      if entry == nil, files.roster != nil, submission.refusal == nil {
        submission.flags.append(
          .init(.notOnRoster, "“\(submission.learner.showable)” is not on the roster."))
      }
      return submission
    }
  }
}
