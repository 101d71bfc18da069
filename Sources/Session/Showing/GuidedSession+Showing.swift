import Course
import Diagnostics
import Display
import Language
import Presentation
import Quantities
import Workbook

extension GuidedSession {
  /// The step's text with the figures as they are now, and what can be done at its end.
  /// - Parameter withTitle: whether the lesson's title and position stand above.
  func showStep(withTitle: Bool) -> Display {
    var blocks: [Block] = []
    if withTitle {
      let isStart = step == 0 && lesson == 0 && practice == nil
      blocks += title(below: isStart ? display(chapter.introduction) : [])
    }
    blocks += show(current.elements)
    blocks += showInteraction()
    return Display(blocks) + staleness
  }

  /// The whole lesson up to the present step.
  func showLesson() -> Display {
    var blocks = title()
    for step in steps[lesson][...self.step] { blocks += show(step.elements) }
    return Display(blocks + showInteraction()) + staleness
  }

  /// - Parameter introduction: stands between the position and the lesson's own title.
  private func title(below introduction: [Block] = []) -> [Block] {
    guard practice == nil else { return [.paragraph(Text(chapterName, .muted))] }
    let count = chapter.lessons.count
    return [
      .paragraph(
        Text(chapterName, .muted)
          + Text("   lesson \(lesson + 1) of \(count) ", .muted)
          + Showing.bar(lesson + 1, count))
    ] + introduction + [
      .heading(Text(chapter.lessons[lesson].title, .heading), level: 2)
    ]
  }

  /// Elements of a lesson as they are shown.
  func show(_ elements: [Element]) -> [Block] {
    elements.flatMap(show)
  }

  private func show(_ element: Element) -> [Block] {
    switch element.form {
    case .prose(let markup): return display(markup)
    case .model(let model):
      return [Showing.model(workbook.cells(of: model.name))]
    case .plot(let block):
      return answer(block.question) + display(block.caption)
    case .table(let block):
      return answer(block.question) + display(block.caption)
    case .timeline(let block):
      return answer(.timeline(block.run)) + display(block.caption)
    case .strip(let block): return strip(block)
    case .note(let note):
      return [
        .note(
          Note(note.kind, title: noteTitle(note), blocks: display(note.body)))
      ]
    case .attempt, .prediction, .quiz, .exercise: return []
    }
  }

  private func answer(_ question: Question) -> [Block] {
    do throws(Diagnostic) {
      return try workbook.answer(question).display().blocks
    } catch {
      if error.code == .notMeasured {
        return [
          .lines([
            Text("Drawn when it has been measured: ", .muted) + Text(workbook.runLine, .input)
          ])
        ]
      }
      return error.display.blocks
    }
  }

  // MARK: Prose

  func display(_ markup: Markup) -> [Block] { markup.display(figure: figure) }

  /// The value of a figure in the prose, as it is now.
  func figure(_ figure: Figure) -> Text {
    guard let expression = figure.expression else { return Text("no value", .failure) }
    do throws(Diagnostic) {
      let value = try workbook.value(of: expression)
      if case .text(let words) = value { return Text(words, .value) }
      return Text(value.text, .value)
    } catch {
      return error.code == .notMeasured
        ? Text("(not measured yet)", .muted) : Text("no value", .failure)
    }
  }

  private func noteTitle(_ note: NoteBlock) -> Text {
    let title = Text(note.title)
    guard let date = note.asOf else { return title }
    return title + Text((title.isEmpty ? "" : ", ") + "as of \(date)", .muted)
  }

  // MARK: Strips

  /// A share of a stretch of time, drawn to scale: busy stretches evenly spread.
  private func strip(_ block: StripBlock) -> [Block] {
    do throws(Diagnostic) {
      return [.strip(try picture(of: block))] + display(block.caption)
    } catch {
      return error.display.blocks
    }
  }

  func picture(of block: StripBlock) throws(Diagnostic) -> Strip {
    guard case .quantity(let share) = try workbook.value(of: block.share),
      share.dimension.isNone
    else {
      throw Diagnostic(.wrongKind, "A strip draws a share.", at: block.share.span)
    }
    var length = Quantity(24, Unit(UnitCatalog.standard.unit(named: "h") ?? .second))
    if let over = block.length, case .quantity(let given) = try workbook.value(of: over) {
      length = given
    }
    return Strip.ofShare(share, length, block.bursts)
  }
}

extension Strip {
  /// - Parameters:
  ///   - share: 0 to 1; anything else is drawn as the nearer end.
  ///   - bursts: into how many equal stretches the busy share is cut.
  fileprivate static func ofShare(_ share: Quantity, _ length: Quantity, _ bursts: Int) -> Strip {
    let busy = min(max(share.base, 0), 1)
    let period = length.magnitude / Double(max(1, bursts))
    var segments: [Segment] = []
    for burst in 0..<max(1, bursts) {
      let start = Double(burst) * period
      let end = start + period
      let middle = start + period * busy
      if busy > 0 { segments.append(Segment(start: start, end: middle, activity: .busy)) }
      if busy < 1 { segments.append(Segment(start: middle, end: end, activity: .idle)) }
    }
    let caption =
      Text("busy \(Quantity(busy * 100, .percent).text) of \(length.text)")
      + Text(", idle \(Quantity(100 - busy * 100, .percent).text)")
    return Strip(
      name: "", length: length.magnitude, unit: length.unit.text, segments: segments,
      caption: caption)
  }
}
