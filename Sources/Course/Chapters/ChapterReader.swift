import Diagnostics
import Language
import Quantities

/// Reads a chapter: head, prose by the Markdown parser, blocks by their words.
struct ChapterReader {
  let file: FileText
  var problems: Problems
  var units: UnitCatalog
  /// Where each model name was given.
  var modelNames: [String: SourceSpan] = [:]
  /// Units by the offset of their lines.
  var unitDeclarations: [Int: UnitDeclaration] = [:]
  /// What the formulas of the lesson at hand are read against.
  var scope = ParsingScope()

  init(_ source: Source, units: UnitCatalog) {
    var problems = Problems()
    file = FileText(source, &problems)
    self.problems = problems
    self.units = units
  }

  /// A lesson whose blocks are not yet understood.
  private struct Section {
    var title: [Inline]
    var span: SourceSpan
    var blocks: [MarkupBlock] = []
    var directives: [Int: Directive] = [:]
  }

  mutating func chapter() -> Chapter {
    let head = FrontMatter.read(file, &problems)
    let fields = ChapterFields(head.fields, file, &problems)
    let blocks = body(from: head.body)
    var (introduction, sections) = sections(blocks)
    refuseDirectives(in: Markup(introduction), "Blocks stand in lessons, below a ## heading.")
    introduction = introduction.filter { !isDirective($0) }
    for figure in Markup(introduction).figures {
      problems.report(
        Diagnostic(.misplaced, "Figures stand in lessons, below a ## heading.", at: figure.span)
          .label("before the first lesson there is no model to read it from"))
    }
    Markup(introduction).refuseConditions(
      &problems, "before the first lesson there is no model to read it from")
    for index in sections.indices { takeApart(&sections[index]) }
    for section in sections {
      for (_, directive) in section.directives.sorted(by: { $0.key < $1.key })
      where directive.kind == .model { defineUnits(directive) }
    }
    let lessons = lessons(sections)
    return Chapter(
      source: file.source, id: fields.id, idSpan: fields.idSpan, was: fields.was,
      wasSpan: fields.wasSpan, title: fields.title,
      summary: fields.summary,
      objectives: fields.objectives, uses: fields.uses, introduction: Markup(introduction),
      lessons: lessons, units: units)
  }

  // MARK: Sections

  private mutating func sections(_ blocks: [MarkupBlock]) -> ([MarkupBlock], [Section]) {
    var introduction: [MarkupBlock] = []
    var sections: [Section] = []
    var hasTitle = false
    for block in blocks {
      if case .heading(let inlines, let level) = block.form, level <= 2 {
        let isPlain = file.bytes[block.span.range].first == UInt8(ascii: "#")
        let start = block.span.range.lowerBound
        let isAtStart = start == file.line(file.lineIndex(of: start)).lowerBound
        if level == 1, sections.isEmpty, !hasTitle {
          hasTitle = true
          continue
        }
        if level == 2, isPlain, isAtStart {
          sections.append(Section(title: inlines, span: block.span))
          continue
        }
        refuseHeading(block, level: level)
      }
      refuseLookalike(block)
      if sections.isEmpty {
        introduction.append(block)
      } else {
        sections[sections.count - 1].blocks.append(block)
      }
    }
    return (introduction, sections)
  }

  /// Tells of what was most likely meant as a lesson or a block, and would be shown as it stands.
  private mutating func refuseLookalike(_ block: MarkupBlock) {
    let place = block.span.range
    let line = file.trimmed(
      place
        .lowerBound..<min(
          place.upperBound, file.line(file.lineIndex(of: place.lowerBound)).upperBound))
    let text = file.string(line)
    switch block.form {
    case .paragraph where text.hasPrefix("##"):
      let hashes = text.prefix { $0 == "#" }
      problems.report(
        Diagnostic(.misplaced, "A heading has a space behind its #.", at: file.span(line))
          .label("shown as text").try("\(hashes) \(text.dropFirst(hashes.count))"))
    case .paragraph where text.hasPrefix(":::"):
      problems.report(
        Diagnostic(
          .unknownDirective, "Blocks stand between lines of backticks.", at: file.span(line)
        )
        .label("shown as text").try("```" + text.drop { $0 == ":" }))
    case .code(let code):
      let word = code.info.prefix { $0.isLetter }
      guard code.body != nil, DirectiveKind(rawValue: String(word)) != nil else { return }
      problems.report(
        Diagnostic(.unknownDirective, "The word of a block stands in braces.", at: code.infoSpan)
          .label("shown as code")
          .try("```{\(word)}\(code.info.dropFirst(word.count))"))
    default: break
    }
  }

  private mutating func refuseHeading(_ block: MarkupBlock, level: Int) {
    let message =
      level == 1
      ? "A chapter has one # heading, before its first lesson."
      : "A lesson's heading is a line that starts with ##."
    problems.report(
      Diagnostic(.misplaced, message, at: block.span)
        .label(level == 1 ? "## starts a lesson, ### a part of one" : "write ## in front of it"))
  }

  private func isDirective(_ block: MarkupBlock) -> Bool {
    if case .code(let code) = block.form { Directive.isDirective(code) } else { false }
  }

  /// Tells of directives where there may be none.
  mutating func refuseDirectives(in markup: Markup, _ message: String) {
    let isDirective = isDirective
    var found: [SourceSpan] = []
    markup.visitBlocks { block in
      guard isDirective(block), case .code(let code) = block.form else { return }
      found.append(code.infoSpan)
    }
    for span in found {
      problems.report(
        Diagnostic(.misplaced, message, at: span).label("a block cannot stand here"))
    }
  }

  private mutating func takeApart(_ section: inout Section) {
    for (index, block) in section.blocks.enumerated() {
      if case .code(let code) = block.form {
        guard Directive.isDirective(code) else { continue }
        section.directives[index] = Directive(code, block.span, file, &problems)
      } else {
        refuseDirectives(
          in: Markup([block]), "Blocks do not stand inside of lists and quotes.")
      }
    }
  }

  // MARK: Lessons

  private mutating func lessons(_ sections: [Section]) -> [Lesson] {
    var lessons: [Lesson] = []
    var ids: [String: SourceSpan] = [:]
    var names: Set<String> = []
    var formerIDs: [(was: [String], span: SourceSpan)] = []
    for (index, section) in sections.enumerated() {
      let models = section.directives.values.filter { $0.kind == .model }
      if !models.isEmpty { names = models.reduce(into: []) { $0.formUnion(declaredNames($1)) } }
      scope = ParsingScope(units: units, isBound: { [names] in names.contains($0) })
      let (title, id, was) = heading(section, number: index + 1)
      formerIDs.append((was, section.span))
      if let first = ids[id] {
        problems.report(
          Diagnostic(.duplicateName, "There is a lesson “\(id)” already.", at: section.span)
            .label("again").note("First in line \(first.position.line).")
            .try("## \(title) {#\(id)-2}"))
      } else {
        ids[id] = section.span
      }
      lessons.append(
        Lesson(
          id: id, was: was, title: title, span: section.span, elements: elements(section)))
    }
    check(formerIDs, of: ids)
    return lessons
  }

  /// An old id that a lesson still has, or that two claim: nobody could tell then who was where.
  private mutating func check(
    _ formerIDs: [(was: [String], span: SourceSpan)], of ids: [String: SourceSpan]
  ) {
    var claimed: Set<String> = []
    for (was, span) in formerIDs {
      for old in was {
        guard checkedID(old, span, &problems) != nil else { continue }
        if ids[old] != nil {
          problems.report(
            Diagnostic(.duplicateName, "There is still a lesson “\(old)”.", at: span)
              .label("not an old id"))
        } else if !claimed.insert(old).inserted {
          problems.report(
            Diagnostic(.duplicateName, "Another lesson was “\(old)” already.", at: span)
              .label("claimed twice"))
        }
      }
    }
  }

  private mutating func heading(_ section: Section, number: Int) -> (
    title: String, id: String, was: [String]
  ) {
    let heading = LessonHeading(section.title.map { $0.plain }.joined(), number: number)
    if heading.title.isEmpty {
      problems.report(
        Diagnostic(.missingField, "The lesson has no title.", at: section.span)
          .label("a title is missing").try("## Title"))
    }
    // Kept even where it is none, so that links to it are not problems of their own.
    if let id = heading.explicitID { _ = checkedID(id, section.span, &problems) }
    return (heading.title, heading.id, heading.was)
  }

  private mutating func elements(_ section: Section) -> [Element] {
    var elements: [Element] = []
    var prose: [MarkupBlock] = []
    func flush() {
      guard let first = prose.first, let last = prose.last else { return }
      elements.append(
        Element(form: .prose(resolved(Markup(prose))), span: first.span.joined(to: last.span)))
      prose = []
    }
    for (index, block) in section.blocks.enumerated() {
      guard isDirective(block) else {
        prose.append(block)
        continue
      }
      flush()
      guard let directive = section.directives[index] else { continue }
      if let form = element(directive) { elements.append(Element(form: form, span: block.span)) }
    }
    flush()
    return elements
  }

  /// The same with the formulas of its figures read.
  mutating func resolved(_ markup: Markup) -> Markup {
    refuseInnerFrames(of: markup)
    return markup.resolvingFigures(in: scope, &problems)
  }

  /// What is about the author's values is a paragraph of the text, and none in a list or quote.
  private mutating func refuseInnerFrames(of markup: Markup) {
    let outer = Set(markup.blocks.map { $0.span })
    markup.visitBlocks { block in
      let isInner =
        switch block.form {
        case .paragraph(let inlines): !outer.contains(block.span) && inlines.holdsFrame
        case .heading(let inlines, _): inlines.holdsFrame
        case .table(let table):
          (table.header + table.rows.flatMap { $0 }).contains { $0.holdsFrame }
        case .list, .quote, .code, .rule: false
        }
      guard isInner else { return }
      problems.report(
        Diagnostic(
          .misplaced, "This stands at the beginning of a paragraph of the text.", at: block.span
        ).label("not in a list, a table or a quote")
          .note("What stands in the paragraph above holds for the list or table below it."))
    }
  }
}

extension [Inline] {
  fileprivate var holdsFrame: Bool {
    if case .authorsValues? = first { return true }
    return false
  }
}

extension Markup {
  /// The same with the formulas of its figures read in their places.
  func resolvingFigures(in scope: ParsingScope, _ problems: inout Problems) -> Markup {
    mapFigures { figure in
      var figure = figure
      figure.expression = problems.attempt { () throws(Diagnostic) -> Expression in
        try Expression.parse(figure.formula.source, figure.formula.range, in: scope)
      }
      return figure
    }
  }
}
