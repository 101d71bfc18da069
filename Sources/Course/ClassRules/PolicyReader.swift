import Diagnostics
import Quantities

/// Reads a policy file.
struct PolicyReader {
  private typealias Key = Policy.Key

  private let file: FileText
  private let chapters: [String]
  private let exercises: [String]
  /// Those that count; nil where that is not known.
  private let graded: Set<String>?
  private let present: (String) -> String
  private(set) var problems: Problems
  private var policy = Policy()

  /// - Parameters:
  ///   - chapters: the ids that there are.
  ///   - exercises: the ids that there are.
  ///   - present: gives what an exercise is called now that was called otherwise once.
  init(
    _ source: Source, chapters: [String], exercises: [String], graded: Set<String>? = nil,
    present: @escaping (String) -> String = { $0 }
  ) {
    self.graded = graded
    var problems = Problems()
    file = FileText(source, &problems, isMarkdown: false)
    self.problems = problems
    self.chapters = chapters
    self.exercises = exercises
    self.present = present
  }

  mutating func read() -> Policy {
    let file = file
    let start = file.source.text.utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let read = problems.attempt { () throws(Diagnostic) -> YAMLValue? in
      try YAMLReader(file, start..<file.bytes.count, called: "policy").read()
    }
    guard case .some(.some(let value)) = read, !value.isEmpty else { return policy }
    guard case .map(let entries) = value.form else {
      problems.report(
        Diagnostic(.badField, "A policy is made of keys and values.", at: value.span)
          .expected("lines such as due: 2026-10-15", found: value.kindWords))
      return policy
    }
    let fields = Fields(entries, at: value.span)
    fields.refuseOthers(than: Key.all, &problems)
    readZone(fields)
    readDues(fields)
    policy.grace = time(Key.grace, fields) ?? 0
    policy.late = late(fields)
    policy.closing = closing(fields)
    for key in [Key.grace, Key.late, Key.closes] where fields[key] != nil && fields[Key.due] == nil
    {
      problems.report(
        Diagnostic(.badField, "\(key.name) means nothing without due.", at: fields.place(of: key))
          .try("due: 2026-10-15"))
    }
    if fields[Key.counts] != nil {
      policy.countsBest =
        fields.word(Key.counts, &problems) { "“\($0)” is no answer that can count." } == "best"
    }
    if fields[Key.files] != nil {
      policy.files =
        fields.word(Key.files, &problems) { "“\($0)” is no way to take files." }
        .flatMap { Policy.Files(rawValue: $0) } ?? .newest
    }
    readAttempts(fields)
    policy.dropsLowest = fields.wholeNumber(Key.dropLowest, &problems) ?? 0
    for item in fields.list(Key.extraCredit, &problems) {
      guard case .text(let text) = item.form else {
        problems.report(
          Diagnostic(.badField, "This is no exercise's id.", at: item.span)
            .expected("an id", found: item.kindWords))
        continue
      }
      if let id = known(text.value, at: item.span, chapters: []) { policy.extraCredit.insert(id) }
    }
    tellContradictions(fields)
    return policy
  }

  /// Rules by which nothing counts.
  private mutating func tellContradictions(_ fields: Fields) {
    if case .at(let moment)? = policy.closing,
      let due = policy.dues.first(where: { $0.moment.seconds > moment.seconds })
    {
      problems.report(
        Diagnostic(
          .badField, "Answers are closed before they are due.", at: fields.place(of: Key.closes)
        ).expected("a day from \(due.moment.iso) on", found: moment.iso))
    }
    let graded = graded ?? Set(exercises)
    for id in policy.extraCredit.subtracting(graded).sorted() {
      problems.report(
        Diagnostic(
          .badField, "\(id) is not graded, and brings no extra credit.",
          at: fields.place(of: Key.extraCredit)
        ).note("An exercise counts where its head says graded: true."))
    }
    let counting = graded.subtracting(policy.extraCredit).count
    if counting > 0, policy.dropsLowest >= counting {
      let most = counting - 1
      problems.report(
        Diagnostic(
          .badField, "There are not so many exercises to leave out.",
          at: fields.place(of: Key.dropLowest)
        ).label(counting == 1 ? "only one counts" : "\(counting) count, and one at least stays")
          .try("drop_lowest: \(most)"))
    }
    if !exercises.isEmpty, counting == 0 {
      problems.report(
        Diagnostic(
          .badField, "All exercises are extra, and there is nothing to be had.",
          at: fields.place(of: Key.extraCredit)))
    }
  }

  private mutating func readZone(_ fields: Fields) {
    guard let text = fields.text(Key.timezone, &problems) else { return }
    if let offset = Moment.offset(text.value[...]) {
      policy.offset = offset
    } else {
      problems.report(
        Diagnostic(.badField, "This is no time zone.", at: fields.place(of: Key.timezone))
          .expected("what it is ahead of UTC: +02:00, -05:00, UTC", found: "“\(text.value)”")
          .note(
            "Where the clock changes in between, give each time its own: 2026-11-02T18:00+01:00."
          )
          .try("timezone: +02:00"))
    }
  }

  // MARK: Lateness

  private mutating func readDues(_ fields: Fields) {
    each(fields, Key.due, chapters: chapters) { reader, id, value in
      if let moment = reader.moment(value) {
        reader.policy.dues.append(.init(of: id, moment: moment))
      }
    }
  }

  private mutating func moment(_ value: YAMLValue) -> Moment? {
    guard case .text(let text) = value.form else {
      problems.report(
        Diagnostic(.badField, "This is no day.", at: value.span)
          .expected("2026-10-15 or 2026-10-15 18:00", found: value.kindWords))
      return nil
    }
    if let moment = Moment(text.value, offset: policy.offset) { return moment }
    problems.report(
      Diagnostic(.badField, "This is no day.", at: value.span)
        .expected("2026-10-15 or 2026-10-15 18:00", found: "“\(text.value)”"))
    return nil
  }

  private mutating func late(_ fields: Fields) -> Policy.Late? {
    guard fields[Key.late] != nil else { return nil }
    let inner = Fields(fields.map(Key.late, &problems), at: fields.place(of: Key.late))
    inner.refuseOthers(than: Key.late.keys, &problems)
    guard inner[Key.take] != nil else {
      inner.missing(Key.take, &problems)
      return nil
    }
    var late = Policy.Late(take: 0, unit: nil, isOfAll: false, atMost: 1)
    guard let take = share(Key.take, inner) else { return nil }
    late.take = take
    if inner[Key.atMost] != nil { late.atMost = share(Key.atMost, inner) ?? 1 }
    if inner[Key.each] != nil {
      switch inner.word(Key.each, &problems, otherwise: { "Nothing is taken by “\($0)”." }) {
      case "day": late.unit = 86_400
      case "hour": late.unit = 3600
      default: break
      }
    }
    if inner[Key.of] != nil {
      late.isOfAll =
        inner.word(Key.of, &problems) { "Nothing is taken of “\($0)”." } == "total"
    }
    return late
  }

  private mutating func closing(_ fields: Fields) -> Policy.Closing? {
    guard let entry = fields[Key.closes], case .text(let text) = entry.value.form else {
      return fields[Key.closes].flatMap { entry in
        problems.report(fields.wrongKind(entry, expected: "a time or a day"))
        return nil
      }
    }
    if let moment = Moment(text.value, offset: policy.offset) { return .at(moment) }
    return time(Key.closes, fields).map { .after($0) }
  }

  /// Seconds.
  private mutating func time(_ key: FileKey, _ fields: Fields) -> Double? {
    guard let (quantity, span) = fields.quantity(key, in: file, &problems) else { return nil }
    guard quantity.dimension == Dimension(.time), quantity.base >= 0 else {
      problems.report(
        Diagnostic(.badField, "\(key.name) is a time.", at: span)
          .expected("a time from 0 s up", found: quantity.text).try(key.example))
      return nil
    }
    return quantity.base
  }

  private mutating func share(_ key: FileKey, _ fields: Fields) -> Double? {
    guard let (quantity, span) = fields.quantity(key, in: file, &problems) else { return nil }
    guard quantity.dimension == .none, (0...1).contains(quantity.base) else {
      problems.report(
        Diagnostic(.badField, "\(key.name) is a share.", at: span)
          .expected("0% to 100%", found: quantity.text).try(key.example))
      return nil
    }
    return quantity.base
  }

  // MARK: By exercise

  private mutating func readAttempts(_ fields: Fields) {
    each(fields, Key.attempts, chapters: []) { reader, id, value in
      if case .text(let text) = value.form, let number = Int(text.value),
        (1...1000).contains(number)
      {
        reader.policy.attempts[id] = number
      } else {
        reader.problems.report(
          Diagnostic(.badField, "This is no number of answers.", at: value.span)
            .expected("1 to 1000", found: value.kindWords))
      }
    }
  }

  /// The value for all, or those by id, where `others` stands for all that are not named.
  private mutating func each(
    _ fields: Fields, _ key: FileKey, chapters: [String],
    _ body: (inout PolicyReader, String?, YAMLValue) -> Void
  ) {
    guard let value = fields[key]?.value, !value.isEmpty else { return }
    guard case .map(let entries) = value.form else {
      body(&self, nil, value)
      return
    }
    for entry in entries {
      let isOthers = entry.key == "others" && !exercises.contains("others")
      if isOthers {
        body(&self, nil, entry.value)
      } else if let id = known(entry.key, at: entry.keySpan, chapters: chapters) {
        body(&self, id, entry.value)
      }
    }
  }

  /// What an id is now; nil where there is none, which is told.
  private mutating func known(
    _ id: String, at span: SourceSpan, chapters: [String]
  ) -> String? {
    let known = exercises + chapters
    if known.contains(id) { return id }
    if known.contains(present(id)) { return present(id) }
    let kind = chapters.isEmpty ? "exercise" : "chapter or exercise"
    problems.report(
      Diagnostic(.notFound, "There is no \(kind) “\(id)”.", at: span)
        .try(closest(to: id, among: known)))
    return nil
  }
}
