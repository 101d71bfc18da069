import Basics
import Course
import Diagnostics
import Display
import Language
import NativeFunctions
import Presentation
import Workbook

/// Lines answered one after another outside of the guided session: `gpulearn eval`.
public struct Evaluation: Sendable {
  /// What one line came to.
  public struct Outcome: Sendable {
    /// The line, as it was given.
    public let line: String
    /// What it is answered with, to be shown.
    public let display: Display
    /// What it is answered with, as JSON.
    public internal(set) var json: JSON
    /// nil where the line was answered.
    public let problem: Diagnostic?
    /// What to know of the answer: shown, but no part of it.
    public var remarks: [Text] = []
    /// What was recorded, where the line is a simulated run.
    public var recording: (any RunRecording)?
    /// How its times are spread, where it has any.
    public var histogram: (@Sendable () -> Histogram)?
  }

  var workbook: Workbook
  /// Whose glossary `help` reads.
  let course: Course?
  /// The functions that a line can call.
  var catalog: FunctionCatalog { workbook.functions }
  private let prices: PriceBook?
  private let now: Double

  /// - Parameters:
  ///   - place: a chapter, whose models can all be used, or chapter/lesson, whose names then come
  ///     first; nil for an empty workbook.
  ///   - runner: what runs models; nil for the course's own.
  ///   - now: seconds since 1970, against which the age of prices is judged.
  public init(
    course: Course?, place: String?, runner: ModelRunner? = nil, now: Double = 0,
    isInterrupted: @escaping @Sendable () -> Bool = { false },
    onProgress: @escaping @Sendable (WorkProgress) -> Void = { _ in }
  ) throws(Diagnostic) {
    self.course = course
    prices = course?.prices
    self.now = now
    let runner = runner ?? ModelRunner(course)
    if let course, let place {
      let parts = place.split(separator: "/", maxSplits: 1).map(String.init)
      let chapter = try course.open(parts.first ?? place).chapter
      workbook = Workbook(of: chapter, in: course, runner: runner)
      if parts.count > 1 {
        let lesson = try chapter.lessonIndex(named: parts[1])
        workbook.focus = chapter.models(inViewOf: lesson).map { $0.name }.reversed()
      }
    } else {
      workbook = Workbook.native(runner, course)
    }
    workbook.isInterrupted = isInterrupted
    workbook.onProgress = onProgress
    workbook.isAutomatic = true
  }

  /// Makes the settings of a learner; what the chapter does not take any more is left out.
  public mutating func restore(_ lines: [String]) {
    // What is left out is told where the learner opens the chapter.
    _ = workbook.restore(lines)
  }

  /// Answers a line.
  public mutating func answer(_ line: String) -> Outcome {
    do throws(Diagnostic) {
      if let help = try help(line) { return help }
      if let command = try command(line) { return command }
      var outcome = try outcome(of: try qualified(line) ?? line, line)
      let old = PriceTable.staleness(of: askedOffers(by: line), now: now)
      outcome.remarks += old
      outcome.json = outcome.json.adding(remarks: old.map { $0.plain })
      return outcome
    } catch {
      return Outcome(
        line: line, display: error.display, json: .failure(error),
        problem: error)
    }
  }

  /// The offers that a line reads, or that what it shows is computed from: a chapter's models may have
  /// asked for others when they were computed.
  private func askedOffers(by line: String) -> [Offer] {
    guard let offers = prices?.takeAsked(), !offers.isEmpty,
      // What cannot be read asks for nothing.
      let statement = try? Statement.parse(Source(line), in: workbook.parsingScope())
    else { return [] }
    var expressions = statement.read.expressions
    expressions += statement.read.targets.map { Expression(name: $0) }
    if case .binding(let binding) = statement {
      expressions += [binding.value] + workbook.models.flatMap(workbook.names)
    }
    let ids = workbook.firstArguments(of: "price", behindMoneyIn: expressions)
    return offers.filter { ids.contains(.text($0.id)) }
  }

  /// Sets a name before the first line. Where a chapter's names can be used, one that is nearly like
  /// one of them is a slip and no new name.
  public mutating func set(_ line: String) -> Outcome {
    let models = workbook.models.flatMap(workbook.cells).map { $0.id.name }
    if let name = bound(by: line), workbook.cell(named: name) == nil, !models.contains(name),
      let near = closest(to: name, among: models)
    {
      let problem = Diagnostic(
        .unknownName, "Nothing here is called \(name).",
        at: SourceSpan(Source(line), 0..<name.utf8.count)
      ).label("did you mean \(near)?").try(near + line.dropFirst(name.count))
      return Outcome(
        line: line, display: problem.display, json: .failure(problem),
        problem: problem)
    }
    return answer(line)
  }

  /// `NAME = VALUE` where just one model has a parameter of that name: with the model in front.
  /// - Throws: where several models have it.
  private func qualified(_ line: String) throws(Diagnostic) -> String? {
    guard let name = bound(by: line) else { return nil }
    if let cell = workbook.cell(named: name) {
      return cell.id.isOwn ? nil : cell.id.text + line.dropFirst(name.count)
    }
    let holders = workbook.models.filter { workbook.cell(CellID($0, name)) != nil }
    guard let first = holders.first else { return nil }
    throw Diagnostic(
      .elsewhere, "\(name) belongs to several models: \(holders.joined(separator: ", ")).",
      at: SourceSpan(Source(line), 0..<name.utf8.count)
    ).label("write its model in front").try("\(first).\(line)")
  }

  /// The name that `NAME = VALUE` binds; nil for any other line, and where a model stands in front.
  private func bound(by line: String) -> String? {
    let name = line.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    let rest = line.dropFirst(name.count).drop { $0.isWhitespace }
    return name.isEmpty || !rest.hasPrefix("=") || rest.hasPrefix("==") ? nil : String(name)
  }

  /// What a function gives for arguments that were given one by one, as the options of a command
  /// are.
  /// - Parameter line: what was typed, for what is wrong with the call as a whole.
  public func value(
    calling function: String, with arguments: [GivenArgument], typed line: String
  ) throws(Diagnostic) -> Value {
    try workbook.call(function, with: arguments, typed: Source(line))
  }

  /// The same, as it is shown.
  public func call(
    _ function: String, with arguments: [GivenArgument], typed line: String
  ) throws(Diagnostic) -> Outcome {
    let value = try value(calling: function, with: arguments, typed: line)
    var outcome = outcome(of: value, line)
    outcome.remarks += PriceTable.staleness(of: prices?.takeAsked() ?? [], now: now)
    return outcome
  }

  /// What a value comes to: shown, as JSON, and with what was recorded of a run.
  private func outcome(of value: Value, _ line: String) -> Outcome {
    recorded(Outcome(line: line, display: value.display, json: JSON(value), problem: nil), value)
  }

  private mutating func outcome(
    of text: String, _ line: String
  ) throws(Diagnostic) -> Outcome {
    let answer = try workbook.run(Source(text))
    let outcome = Outcome(
      line: line, display: answer.display(isFolded: false), json: answer.json, problem: nil)
    guard case .value(let value, _) = answer else { return outcome }
    return recorded(outcome, value)
  }

  private func recorded(_ outcome: Outcome, _ value: Value) -> Outcome {
    guard case .record(let record) = value else { return outcome }
    var outcome = outcome
    (outcome.recording, outcome.histogram) = (record.recording, record.histogram)
    return outcome
  }
}
