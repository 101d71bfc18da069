import Diagnostics

/// What the glossary and the chapters say of each other.
extension ContentsCheck {
  /// A lesson's place among all lessons of the course, and its text.
  struct LessonPlace {
    var name: String
    var range: Range<Int>
    var source: Source
    var words: [String]
  }

  /// Names given twice, and what the glossary names that is not there.
  func glossaryProblems(_ glossary: Glossary, _ places: [LessonPlace]) -> [Diagnostic] {
    var found = duplicates(in: glossary)
    for term in glossary.terms {
      for other in term.related where glossary.term(named: other.text) == nil {
        found.append(
          Diagnostic(.notFound, "There is no term “\(other.text)”.", at: other.span)
            .label("not in this glossary").try(closest(to: other.text, among: glossary.names)))
      }
      guard let lesson = term.lesson, lesson.id.contains("/") else { continue }
      guard let place = places.first(where: { $0.name == lesson.id }) else {
        found.append(
          Diagnostic(.notFound, "There is no lesson “\(lesson.id)”.", at: lesson.span)
            .label("chapter and lesson, by their ids")
            .try(closest(to: lesson.id, among: places.map { $0.name })))
        continue
      }
      let isTaught = term.names.contains { name in
        mentions(place.words, GlossaryTerm.words(of: name.text))
      }
      if !isTaught {
        found.append(
          Diagnostic(
            .untaught, "\(lesson.id) does not mention “\(term.name.text)”.", at: lesson.span
          )
          .label("taught nowhere").note("Name the lesson that explains it, or another name of it."))
      }
    }
    return found
  }

  /// Terms in bold in a chapter, before the lesson that teaches them.
  func usedTooEarly(
    _ chapter: Chapter, _ glossary: Glossary, _ places: [LessonPlace]
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for (index, place) in places.enumerated() where place.source == chapter.source {
      for strong in strongTexts(in: place.source, place.range) {
        guard let term = glossary.term(named: strong.text), let lesson = term.lesson,
          let taught = places.firstIndex(where: { $0.name == lesson.id }), taught > index
        else { continue }
        found.append(
          Diagnostic(.untaught, "“\(term.name.text)” is taught later.", at: strong)
            .label("in \(lesson.id)")
            .note("Terms are set in bold where they are taught, or after that."))
      }
    }
    return found
  }

  private func duplicates(in glossary: Glossary) -> [Diagnostic] {
    var first: [[String]: GlossaryTerm.Name] = [:]
    var found: [Diagnostic] = []
    for name in glossary.terms.flatMap({ $0.names }) {
      let words = GlossaryTerm.words(of: name.text)
      guard let other = first[words] else {
        first[words] = name
        continue
      }
      found.append(
        Diagnostic(.duplicateName, "“\(other.text)” is in the glossary already.", at: name.span)
          .label("again").note("First in line \(other.span.position.line)."))
    }
    return found
  }

  /// All lessons, in the order in which they are taught.
  func lessonPlaces() -> [LessonPlace] {
    contents.chapters.flatMap { file, chapter in
      let starts = chapter.lessons.map { $0.span.range.lowerBound }
      return chapter.lessons.enumerated().map { index, lesson in
        let end = index + 1 < starts.count ? starts[index + 1] : chapter.source.text.utf8.count
        let range = starts[index]..<max(starts[index], end)
        return LessonPlace(
          name: "\(chapter.id)/\(lesson.id)", range: range, source: chapter.source,
          words: GlossaryTerm.words(of: chapter.source.string(range)))
      }
    }
  }

  private func mentions(_ words: [String], _ phrase: [String]) -> Bool {
    guard let first = phrase.first, words.count >= phrase.count else { return false }
    return (0...words.count - phrase.count).contains { start in
      words[start] == first && words[start..<start + phrase.count].elementsEqual(phrase)
    }
  }

  /// What stands between two pairs of stars.
  private func strongTexts(in source: Source, _ range: Range<Int>) -> [SourceSpan] {
    let bytes = Array(source.text.utf8)
    let star = UInt8(ascii: "*")
    var pairs: [Int] = []
    var index = range.lowerBound
    while index + 1 < min(range.upperBound, bytes.count) {
      if bytes[index] == star, bytes[index + 1] == star {
        pairs.append(index)
        index += 1
      }
      index += 1
    }
    var found: [SourceSpan] = []
    var open: Int?
    for pair in pairs {
      if let start = open, pair - start < 80 {
        found.append(SourceSpan(source, start + 2..<pair))
        open = nil
      } else {
        open = pair
      }
    }
    return found
  }
}
