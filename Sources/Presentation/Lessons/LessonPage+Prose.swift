import Course
import Diagnostics
import Display
import Language
import Workbook

/// Prose over a workbook: its figures as they are now, its conditional words, and what is about the
/// author's values.
extension LessonPage {
  /// A paragraph or more, and the page whose values it has.
  public struct Passage: Sendable {
    /// Where its figures come from.
    public let page: LessonPage
    /// What is said above it of values that are not the learner's; empty for most.
    public let frame: [Block]
    /// As written, with conditional words chosen.
    public let markup: Markup
  }

  /// Prose with its figures as they are now.
  public func display(_ markup: Markup) -> [Block] {
    passages(of: markup).flatMap { passage in
      passage.frame + passage.page.shown(passage.markup)
    }
  }

  /// Figures in a column of a table, or in a list, have the digits of the coarsest of them.
  private func shown(_ markup: Markup) -> [Block] {
    var rounded: Set<Figure> = []
    for group in markup.figureGroups {
      let quantities = group.compactMap { figure in
        // What has no value has no digits.
        figure.expression.flatMap { try? workbook.value(of: $0).quantity }.map { (figure, $0) }
      }
      for (figure, quantity) in quantities
      where quantities.contains(where: { $0.1.unit == quantity.unit && $0.1.isRounded }) {
        rounded.insert(figure)
      }
    }
    return markup.display { self.figure($0, isRounded: rounded.contains($0)) }
  }

  /// The prose cut where it begins or ends to be about the author's values. A list, a table or a
  /// listing belongs to the paragraph above it.
  public func passages(of markup: Markup) -> [Passage] {
    var found: [Passage] = []
    var blocks = markup.blocks[...]
    while let block = blocks.popFirst() {
      var own = [block]
      guard block.isAboutAuthorsValues else {
        while let next = blocks.first, !next.isAboutAuthorsValues {
          own.append(next)
          blocks = blocks.dropFirst()
        }
        found.append(Passage(page: self, frame: [], markup: Markup(own).choosing(holds)))
        continue
      }
      while let next = blocks.first, next.continuesParagraph {
        own.append(next)
        blocks = blocks.dropFirst()
      }
      found.append(aboutAuthorsValues(Markup(own)))
    }
    return found
  }

  private func aboutAuthorsValues(_ markup: Markup) -> Passage {
    let read = (markup.figures + markup.conditions).compactMap { $0.expression }
    guard workbook.cells(neededBy: read).isEmpty else {
      let (page, frame) = withAuthorsValues(of: read, "With the author's values, ")
      return Passage(page: page, frame: frame, markup: markup.choosing(page.holds))
    }
    // Its figures are written out.
    return Passage(
      page: self, frame: frame("With the author's values, ", around: cells(spokenOfIn: markup)),
      markup: markup.choosing(holds))
  }

  /// What prose without figures speaks of: cells that it names, and what they are computed from; else
  /// the model that was shown last.
  private func cells(spokenOfIn markup: Markup) -> [Cell] {
    var named: [Expression] = []
    markup.visitInlines { inline in
      // Other code names nothing.
      guard case .code(let text) = inline,
        let expression = try? Expression.parse(Source(text), in: workbook.parsingScope()),
        !expression.names().isEmpty
      else { return }
      named.append(expression)
    }
    let read = workbook.cells(neededBy: named)
    return read.isEmpty ? workbook.focus.first.map { workbook.cells(of: $0) } ?? [] : read
  }

  /// The page with what expressions depend on as the author has it.
  /// - Parameter opening: the words before what is different.
  /// - Returns: this page and no words, where that is as it is.
  func withAuthorsValues(
    of read: [Expression], _ opening: String
  ) -> (page: LessonPage, frame: [Block]) {
    let needed = workbook.cells(neededBy: read)
    let frame = frame(opening, around: needed)
    var author = workbook
    // A value that cannot be set back is the learner's, and what is said is about that.
    guard !frame.isEmpty,
      (try? author.reset(needed.filter { $0.kind == .parameter && $0.isSet }.map { $0.id })) != nil
    else { return (self, []) }
    return (LessonPage(chapter, number: number, author), frame)
  }

  /// Which of some cells the learner has set to something else; nothing where none is.
  private func frame(_ opening: String, around cells: [Cell]) -> [Block] {
    let changed = cells.filter { $0.kind == .parameter && $0.isSet }.compactMap { cell -> Text? in
      guard let value = workbook.authorsValue(of: cell), value != cell.value else { return nil }
      let name = workbook.cell(named: cell.id.name)?.id == cell.id ? cell.id.name : cell.id.text
      return Text("\(name) = \(value.text)", .code)
        + (cell.value.map { Text(" (you have \($0.text))", .muted) } ?? "")
    }
    guard !changed.isEmpty else { return [] }
    let isOfQuestion = opening.hasSuffix(": ")
    let most = 4
    let more = changed.count > most ? Text(" and \(changed.count - most) more", .muted) : ""
    let told = Text.joined(Array(changed.prefix(most)), by: Text(", ", .muted))
    let end = Text(isOfQuestion ? "." : ":", .muted)
    let words = Text(opening, .muted) + told + more + end
    return [isOfQuestion ? .lines([words]) : .paragraph(words)]
  }

  // MARK: Figures

  /// The value of a figure in the prose, as it is now.
  public func figure(_ figure: Figure) -> Text { self.figure(figure, isRounded: false) }

  /// The same, with the digits that hold, and said to be old where it is.
  /// - Parameter isRounded: whether it stands among others that are not exact.
  func figure(_ figure: Figure, isRounded: Bool) -> Text {
    guard let expression = figure.expression else { return Text("no value", .failure) }
    do throws(Diagnostic) {
      let told = try workbook.estimate(of: expression)
      let old = workbook.isOld([expression]) ? Showing.old : Text([])
      switch told.value {
      case .text(let words): return Text(words, .value) + old
      case .quantity(let quantity):
        let digits = quantity.text(
          within: told.margin,
          rounded: isRounded || isRoundedInPanel(expression))
        return Text(digits, .value) + old
      default: return Text(told.value.text, .value) + old
      }
    } catch {
      return error.code == .notMeasured
        ? Text("(not measured yet)", .muted) : Text("no value", .failure)
    }
  }

  /// Whether it is a result that its model shows with the digits of others.
  private func isRoundedInPanel(_ expression: Expression) -> Bool {
    guard case .name(let path) = expression.form,
      let cell = workbook.cell(named: path.joined(separator: ".")), cell.kind == .result
    else { return false }
    return Showing.coarseUnits(of: workbook.cells(of: cell.id.model)).contains {
      $0 == cell.value?.quantity?.unit
    }
  }

  /// Whether a condition of the prose holds; what cannot be told does not.
  func holds(_ condition: Figure) -> Bool {
    // What is wrong with a condition is told by check.
    guard let expression = condition.expression else { return false }
    switch try? workbook.value(of: expression) {
    case .bool(let holds)?: return holds
    // Of what is uncertain, what is likelier.
    case .odds(let odds)?: return odds.chance.magnitude >= 50
    default: return false
    }
  }
}
