import Basics
import Course
import Diagnostics
import Language
import Presentation
import Quantities
import Workbook

/// Replays a lesson after each of its own suggested lines and after random settings, and tells which
/// of its sentences then no longer agree with its model.
///
/// A number that was typed is taken to be about the model where it is what a value of the lesson is
/// with the author's settings. The settings are drawn from a seed that is the lesson's own, and their
/// number is bounded by counted work.
struct LessonReplay {
  private let chapter: Chapter
  private let lesson: Int
  private let author: Workbook
  private var told: Set<ShownSentence.Place> = []
  private(set) var problems: [Diagnostic] = []

  /// How often settings are drawn.
  static let draws = 8

  /// - Parameter workbook: the chapter's, with the author's values.
  init(of lesson: Int, in chapter: Chapter, _ workbook: Workbook) {
    self.chapter = chapter
    self.lesson = lesson
    author = workbook
  }

  /// A way in which the lesson can stand.
  struct Standing {
    var workbook: Workbook
    /// The lines that lead there.
    let lines: [String]
  }

  /// - Parameter own: how it stands after each of its suggested lines that sets something.
  mutating func run(after own: [Standing]) {
    let asWritten = shown(author)
    for standing in own { compare(asWritten, with: standing) }
    for number in 0..<LessonReplay.draws {
      guard let standing = drawn(number) else { break }
      compare(asWritten, with: standing)
      compareRemarks(with: standing)
    }
  }

  // MARK: How it can stand

  /// After random settings of the parameters of the lesson's models.
  /// - Returns: nil where the lesson has none, or drawing more would be too much work.
  func drawn(_ number: Int) -> Standing? {
    let models = chapter.models(inViewOf: lesson).map { $0.name }
    let cells = models.flatMap { author.cells(of: $0) }
    let slow = cells.contains { $0.isSimulated }
    guard !slow || number < 2 else { return nil }
    var generator = SplitMix64(
      seed: StableHash.of([chapter.id, chapter.lessons[lesson].id, "\(number)"]))
    let values = cells.filter { $0.kind == .parameter }.compactMap { cell in
      cell.drawn(from: &generator).map { (id: cell.id, value: $0) }
    }
    var workbook = author
    // A value that does not go with the others is left as it is.
    guard let set = try? workbook.set(values), !set.isEmpty else { return nil }
    let lines = values.filter { set.contains($0.id) }.map { "\($0.id.name) = \($0.value.text)" }
    return Standing(workbook: workbook, lines: lines)
  }

  // MARK: What is shown

  /// Sentences, and the values with which they are read.
  private struct Shown {
    let sentences: [ShownSentence]
    let workbook: Workbook
  }

  /// The prose, then each question to guess: that is asked with the author's values of what it is
  /// about, and with the learner's of all else.
  private func shown(_ workbook: Workbook) -> [Shown] {
    let page = LessonPage(chapter, number: 0, workbook)
    let elements = chapter.lessons[lesson].elements
    let prose = elements.flatMap { element -> [ShownSentence] in
      switch element.form {
      // Sources tell where the author's values come from, and a quiz tells of a case of its own.
      case .prediction, .quiz: []
      case .note(let note) where note.kind == .source: []
      default: element.markups.flatMap { ShownSentence.all(in: $0, on: page) }
      }
    }
    let questions = elements.compactMap { element -> Shown? in
      guard case .prediction(let block) = element.form else { return nil }
      let asked = page.asked(block.guess).page
      return Shown(
        sentences: ShownSentence.all(in: block.question, on: asked), workbook: asked.workbook)
    }
    return [Shown(sentences: prose, workbook: workbook)] + questions
  }

  private mutating func compare(_ asWritten: [Shown], with standing: Standing) {
    for (first, other) in zip(asWritten, shown(standing.workbook)) {
      let now = Dictionary(other.sentences.map { ($0.place, $0) }) { first, _ in first }
      let cells = values(in: first.workbook)
      let present = values(in: other.workbook)
      for sentence in first.sentences where !told.contains(sentence.place) {
        // Conditional words have taken its place.
        guard let other = now[sentence.place] else { continue }
        guard
          let problem = (sentence.isFixed ? nil : typedProblem(sentence, cells, present, standing))
            ?? ratioProblem(sentence, other, standing) ?? orderProblem(sentence, other, standing)
        else { continue }
        told.insert(sentence.place)
        problems.append(problem)
      }
    }
    missing(in: standing)
  }

  /// The remarks above suggested lines, each with what was set by the lines before it.
  private mutating func compareRemarks(with standing: Standing) {
    let remarks = chapter.lessons[lesson].elements.flatMap { element -> [TryBlock.Line] in
      guard case .attempt(let block) = element.form else { return [] }
      return block.lines
    }
    // Most have no figures, and running their lines takes time.
    guard
      remarks.contains(where: { !TypedFigure.all(in: $0.remark, chapter.units).isEmpty })
    else { return }
    var (asWritten, now) = (author, standing.workbook)
    for line in remarks {
      let sentence = ShownSentence(remark: line)
      let own = TypedFigure.all(in: line.text, chapter.units).map { $0.number }
      let figures = TypedFigure.all(in: line.remark, chapter.units)
      // What the line itself says is no figure of the model's.
      if !told.contains(sentence.place),
        !figures.contains(where: { own.contains($0.number) || line.text.names($0) }),
        let problem = typedProblem(sentence, values(in: asWritten), values(in: now), standing)
      {
        told.insert(sentence.place)
        problems.append(problem)
      }
      for isAuthors in [true, false] {
        var copy = isAuthors ? asWritten : now
        // A line that cannot be read or run is told where it is run.
        let parsed = try? Statement.parse(
          line.span.source, line.span.range, in: copy.parsingScope())
        guard let statement = parsed, case .binding = statement else { continue }
        // As above.
        guard (try? copy.run(statement)) != nil else { continue }
        if isAuthors { asWritten = copy } else { now = copy }
      }
    }
  }

  private func values(in workbook: Workbook) -> [(id: CellID, value: Quantity)] {
    chapter.models(inViewOf: lesson).flatMap { workbook.cells(of: $0.name) }.compactMap { cell in
      cell.value?.quantity.map { (cell.id, $0) }
    }
  }

  // MARK: Problems

  /// A typed number that is a value of the lesson, until that changes.
  private func typedProblem(
    _ sentence: ShownSentence, _ cells: [(id: CellID, value: Quantity)],
    _ present: [(id: CellID, value: Quantity)], _ standing: Standing
  ) -> Diagnostic? {
    for figure in TypedFigure.all(in: sentence.typed, chapter.units) where figure.kind != .ratio {
      let meant = cells.filter { figure.agrees(with: $0.value) }.map { $0.id }
      guard !meant.isEmpty else { continue }
      let now = present.filter { meant.contains($0.id) }
      guard let moved = now.first, !now.contains(where: { figure.agrees(with: $0.value) }) else {
        continue
      }
      return Diagnostic(
        .staleProse, "This figure is typed, and \(moved.id.name) can become another.",
        at: sentence.place(of: figure.text)
      )
      .label("\(moved.id.name) is \(moved.value.text) \(after(standing))")
      .note(
        "Write {eval}`\(moved.id.name)` where it is the model's figure, {eval}`…` with the number where "
          + "it is none, or begin the paragraph with {with}`the author's values`.")
    }
    return nil
  }

  /// "Twice", where two figures of the sentence are no longer that.
  private func ratioProblem(
    _ sentence: ShownSentence, _ now: ShownSentence, _ standing: Standing
  ) -> Diagnostic? {
    guard sentence.live.count == now.live.count else { return nil }
    for figure in TypedFigure.all(in: sentence.typed, chapter.units) where figure.kind == .ratio {
      for (first, second) in pairs(sentence.live.count) {
        guard let before = ratio(sentence.live[first], sentence.live[second]),
          let after = ratio(now.live[first], now.live[second]),
          figure.agrees(with: before), !figure.agrees(with: after)
        else { continue }
        return Diagnostic(
          .staleProse, "What is told of these figures does not stay so.",
          at: sentence.place(of: figure.text)
        )
        .label(
          "\(now.live[first].value.text) and \(now.live[second].value.text) \(self.after(standing))"
        )
        .note(LessonReplay.ways)
      }
    }
    return nil
  }

  /// Figures that are compared, where they change places.
  private func orderProblem(
    _ sentence: ShownSentence, _ now: ShownSentence, _ standing: Standing
  ) -> Diagnostic? {
    let words = FollowingProblems.words(in: sentence.typed.lowercased())
    guard sentence.live.count == now.live.count,
      let word = Self.comparing.first(where: words.contains)
    else { return nil }
    for (first, second) in pairs(sentence.live.count) where first < second {
      let (a, b) = (sentence.live[first].value, sentence.live[second].value)
      let (c, d) = (now.live[first].value, now.live[second].value)
      guard a.dimension == b.dimension, c.dimension == d.dimension, a.base != b.base,
        (a.base < b.base) != (c.base < d.base) || c.base == d.base
      else { continue }
      return Diagnostic(
        .staleProse, "These figures are compared, and can change places.",
        at: sentence.place(of: word)
      )
      .label("\(c.text) and \(d.text) \(after(standing))")
      .note(LessonReplay.ways)
    }
    return nil
  }

  /// Figures, strips and conditions that have no value any more. With the author's values they are
  /// told as having none.
  private mutating func missing(in standing: Standing) {
    let page = LessonPage(chapter, number: 0, standing.workbook)
    for element in chapter.lessons[lesson].elements {
      for (span, reason) in page.failures(in: element) {
        let place = ShownSentence.Place(start: span.range.lowerBound, number: -1, words: "")
        guard told.insert(place).inserted else { continue }
        problems.append(
          Diagnostic(.staleProse, "This has no value \(after(standing)).", at: span)
            .label(reason)
            .note("Narrow the range of a parameter, or begin with {with}`the author's values`."))
      }
    }
  }

  private static let ways =
    "Let the words follow as well: {when}`a < b`[words][otherwise]; or begin the paragraph with "
    + "{with}`the author's values`."

  private static let comparing = [
    "than", "but", "yet", "only", "more", "less", "fewer", "cheaper", "dearer", "above", "below",
    "exceeds", "instead", "mere", "against", "while", "saves", "longer", "shorter", "faster",
    "slower", "most",
  ]

  private func after(_ standing: Standing) -> String {
    let shown = standing.lines.suffix(2).joined(separator: ", ")
    return "after " + (standing.lines.count > 2 ? "…, " : "") + shown
  }

  private func pairs(_ count: Int) -> [(Int, Int)] {
    (0..<count).flatMap { first in (0..<count).filter { $0 != first }.map { (first, $0) } }
  }

  private func ratio(_ first: ShownSentence.Live, _ second: ShownSentence.Live) -> Quantity? {
    guard first.value.dimension == second.value.dimension, second.value.base != 0 else {
      return nil
    }
    return Quantity(first.value.base / second.value.base)
  }
}

extension String {
  /// Whether a line names the number of a figure: "10M requests/month" and "ten million requests".
  fileprivate func names(_ figure: TypedFigure) -> Bool {
    split { !($0.isNumber || ".,kM".contains($0)) }.contains { part in
      let scale = part.last == "k" ? 1e3 : part.last == "M" ? 1e6 : 1
      return Double(part.filter { $0.isNumber || $0 == "." }).map { $0 * scale == figure.number }
        ?? false
    }
  }
}

extension LessonPage {
  /// What has no value on the page, and why. What waits to be measured has one later.
  fileprivate func failures(in element: Element) -> [(SourceSpan, String)] {
    var found: [(SourceSpan, String)] = []
    for markup in element.markups {
      for passage in passages(of: markup) {
        for figure in passage.markup.figures {
          guard let expression = figure.expression else { continue }
          do throws(Diagnostic) {
            _ = try passage.page.workbook.value(of: expression)
          } catch  where error.code != .notMeasured {
            found.append((figure.formula, error.message))
          } catch {}
        }
      }
      for condition in markup.conditions {
        guard let expression = condition.expression else { continue }
        do throws(Diagnostic) {
          guard case .bool = try workbook.value(of: expression) else {
            found.append((condition.formula, "it is neither true nor false"))
            continue
          }
        } catch  where error.code != .notMeasured {
          found.append((condition.formula, error.message))
        } catch {}
      }
    }
    found += failure(ofPictureIn: element)
    guard case .strip(let block) = element.form,
      !(block.caption.blocks.first?.isAboutAuthorsValues ?? false)
    else { return found }
    do throws(Diagnostic) {
      _ = try strip(block)
      if let share = try workbook.value(of: block.share).quantity, !(0...1).contains(share.base) {
        found.append((block.share.span, "a strip shows a share, and this is \(share.text)"))
      }
    } catch {
      found.append((block.share.span, error.message))
    }
    return found
  }
}

extension LessonPage {
  /// Why a plot, a table or a timeline cannot be drawn. What is simulated is drawn in a plot only with
  /// the author's values, as it takes its time.
  private func failure(ofPictureIn element: Element) -> [(SourceSpan, String)] {
    let question: Question
    switch element.form {
    case .plot(let block):
      let isSlow = workbook.models.contains { workbook.cells(of: $0).contains { $0.isSimulated } }
      guard !isSlow else { return [] }
      question = block.question
    case .table(let block): question = block.question
    case .timeline(let block):
      do throws(Diagnostic) {
        guard case .record(let run) = try workbook.value(of: block.run), run.recording != nil else {
          return [(block.run.span, "this is no run")]
        }
        return []
      } catch {
        return error.code == .notMeasured ? [] : [(block.run.span, error.message)]
      }
    default: return []
    }
    var copy = workbook
    do throws(Diagnostic) {
      _ = try copy.run(.question(question))
      return []
    } catch {
      return error.code == .notMeasured ? [] : [(element.span, error.message)]
    }
  }
}

extension Cell {
  /// Whether it holds a simulated run.
  fileprivate var isSimulated: Bool {
    if case .record(let record)? = value { return record.recording != nil }
    return false
  }

  /// A value within its range: one end in four cases, else evenly, by ratio where the range is wide.
  fileprivate func drawn(from generator: inout SplitMix64) -> Quantity? {
    guard let low, let high, let value = value?.quantity,
      let bottom = low.converted(to: value.unit)?.magnitude,
      let top = high.converted(to: value.unit)?.magnitude, bottom < top
    else { return nil }
    let share = generator.uniform()
    if share < 0.125 { return Quantity(bottom, value.unit) }
    if share > 0.875 { return Quantity(top, value.unit) }
    let part = (share - 0.125) / 0.75
    let isWide = bottom > 0 && top / bottom > 100
    let number = isWide ? bottom * power(top / bottom, part) : bottom + (top - bottom) * part
    // Three digits, as people type them; counts are whole.
    let rounded = Double(Quantity(number).text(significant: 3).filter { $0 != "," }) ?? number
    let whole = [value.magnitude, bottom, top].allSatisfy { $0 == $0.rounded() }
    let typed = Quantity(min(max(whole ? rounded.rounded() : rounded, bottom), top), value.unit)
    return nearestStep(to: typed) ?? typed
  }

  private func power(_ base: Double, _ exponent: Double) -> Double {
    PortableMath.exp(exponent * PortableMath.log(base))
  }
}
