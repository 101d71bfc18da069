import Diagnostics

/// Reads a glossary: a `##` heading for each term, a list of fields below it, then what it means.
struct GlossaryReader {
  private let file: FileText
  private(set) var problems: Problems

  private static let keys = GlossaryTerm.Key.all.map { $0.name }

  init(_ source: Source) {
    var problems = Problems()
    file = FileText(source, &problems)
    self.problems = problems
  }

  /// The terms that have a name, in the order of the file.
  mutating func terms() -> [GlossaryTerm] {
    let headings = (0..<file.lineCount).filter { isHeading($0) }
    return headings.enumerated().compactMap { index, heading in
      let end = index + 1 < headings.count ? headings[index + 1] : file.lineCount
      return term(heading, until: end)
    }
  }

  private func isHeading(_ line: Int) -> Bool {
    let bytes = file.bytes[file.line(line)]
    let sign = UInt8(ascii: "#")
    return bytes.prefix(3).elementsEqual([sign, sign, UInt8(ascii: " ")])
      || (bytes.count == 2 && bytes.allSatisfy { $0 == sign })
  }

  private mutating func term(_ heading: Int, until end: Int) -> GlossaryTerm? {
    let line = file.line(heading)
    let title = file.trimmed(line.lowerBound + 2..<line.upperBound)
    let span = file.span(title.isEmpty ? line : title)
    guard !GlossaryTerm.words(of: span.text).isEmpty else {
      problems.report(
        Diagnostic(.missingField, "A term has a name.", at: span).label("## and the term"))
      return nil
    }
    var term = GlossaryTerm(
      name: GlossaryTerm.Name(text: span.text, span: span), otherNames: [], related: [],
      text: Markup())
    let textStart = fields(from: heading + 1, until: end, &term)
    term.text = text(file.start(ofLine: textStart)..<file.start(ofLine: end), of: span)
    if term.lesson == nil {
      problems.report(
        Diagnostic(.missingField, "Nothing says which lesson teaches this.", at: span)
          .try("- taught: CHAPTER/LESSON"))
    }
    return term
  }

  // MARK: Fields

  /// Reads the list below a heading, and gives the line behind it.
  private mutating func fields(
    from first: Int, until end: Int, _ term: inout GlossaryTerm
  ) -> Int {
    var seen: Set<String> = []
    var line = first
    while line < end {
      let content = file.trimmed(file.line(line))
      if !content.isEmpty {
        guard file.bytes[content].prefix(2).elementsEqual([UInt8(ascii: "-"), UInt8(ascii: " ")])
        else { break }
        field(file.trimmed(content.dropFirst(2)), &term, &seen)
      }
      line += 1
    }
    return line
  }

  private mutating func field(
    _ content: Range<Int>, _ term: inout GlossaryTerm, _ seen: inout Set<String>
  ) {
    guard let colon = content.first(where: { file.bytes[$0] == UInt8(ascii: ":") }) else {
      problems.report(
        Diagnostic(.badField, "A line of this list is a key and a value.", at: file.span(content))
          .expected(
            Self.keys.map { "\($0): …" }.joined(separator: ", "), found: file.string(content)))
      return
    }
    let key = file.trimmed(content.lowerBound..<colon)
    let value = file.trimmed(colon + 1..<content.upperBound)
    let word = file.string(key)
    guard Self.keys.contains(word) else {
      problems.report(
        Diagnostic(.unknownKey, "“\(word)” has no meaning here.", at: file.span(key))
          .expected(Self.keys.joined(separator: ", "), found: "“\(word)”")
          .try(closest(to: word, among: Self.keys).map { "- \($0): \(file.string(value))" }))
      return
    }
    guard seen.insert(word).inserted else {
      problems.report(
        Diagnostic(.duplicateName, "There is a line “\(word)” already.", at: file.span(key))
          .label("again"))
      return
    }
    switch word {
    case GlossaryTerm.Key.taught.name: term.lesson = lesson(value, key)
    case GlossaryTerm.Key.also.name: term.otherNames = names(value, key)
    default: term.related = names(value, key)
    }
  }

  private mutating func lesson(_ value: Range<Int>, _ key: Range<Int>) -> Reference? {
    let text = file.string(value)
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
      problems.report(
        Diagnostic(
          .badField, "A lesson is named with its chapter.",
          at: file.span(value.isEmpty ? key : value)
        ).expected("CHAPTER/LESSON, by their ids", found: text.isEmpty ? "nothing" : "“\(text)”"))
      // What is wrong with it has been said: it is not missing as well.
      return Reference(id: text, span: file.span(value.isEmpty ? key : value))
    }
    return Reference(id: text, span: file.span(value))
  }

  /// Names between commas.
  private mutating func names(_ value: Range<Int>, _ key: Range<Int>) -> [GlossaryTerm.Name] {
    var found: [GlossaryTerm.Name] = []
    var start = value.lowerBound
    for index in value where file.bytes[index] == UInt8(ascii: ",") {
      found += name(file.trimmed(start..<index), or: key)
      start = index + 1
    }
    return found + name(file.trimmed(start..<max(start, value.upperBound)), or: key)
  }

  private mutating func name(_ range: Range<Int>, or key: Range<Int>) -> [GlossaryTerm.Name] {
    let span = file.span(range)
    guard !GlossaryTerm.words(of: span.text).isEmpty else {
      problems.report(
        Diagnostic(.badField, "A name is missing here.", at: range.isEmpty ? file.span(key) : span)
          .expected("names with commas between them", found: "none"))
      return []
    }
    return [GlossaryTerm.Name(text: span.text, span: span)]
  }

  // MARK: Text

  private mutating func text(_ range: Range<Int>, of name: SourceSpan) -> Markup {
    var reader = MarkupReader(file)
    let text = reader.read(range)
    problems.report(reader.problems.list)
    if text.isEmpty {
      problems.report(
        Diagnostic(.missingField, "Nothing says what this means.", at: name)
          .label("a sentence or two below the list"))
    }
    text.refuseConditions(&problems, "a glossary has no model to read from")
    for figure in text.figures {
      problems.report(
        Diagnostic(.misplaced, "Figures stand in lessons.", at: figure.span)
          .label("a glossary has no model to read from"))
    }
    text.visitBlocks { block in
      guard case .code(let code) = block.form, code.info.first == "{" else { return }
      problems.report(
        Diagnostic(.misplaced, "Blocks stand in lessons.", at: block.span)
          .label("a glossary has none"))
    }
    return text
  }
}
