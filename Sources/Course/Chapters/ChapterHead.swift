import Basics
import Diagnostics

/// What a list of chapters needs to know of one: its head and the titles of its lessons.
///
/// Read without the Markdown parser and without any formula, so that a course opens at once.
public struct ChapterHead: Hashable, Sendable {
  /// A lesson, by name only.
  public struct Lesson: Hashable, Sendable {
    /// What links call the lesson.
    public var id: String
    /// Ids that it had before.
    public var was: [String] = []
    /// The heading.
    public var title: String
  }

  /// What other files call the chapter.
  public var id: String
  /// Ids that the chapter had before, the oldest first.
  public var was: [String]
  /// What readers call the chapter.
  public var title: String
  /// One or two sentences for lists of chapters; empty where the author gave none.
  public var summary: String
  /// What a learner can do at the end.
  public var objectives: [Objective]
  /// The chapters whose models may be read.
  public var uses: [Reference]
  /// The lessons, in order.
  public var lessons: [Lesson]

  /// Reads the head of a chapter; what is wrong with it is left to `Chapter.parse`.
  public init(_ source: Source) {
    var problems = Problems()
    let file = FileText(source, &problems)
    let head = FrontMatter.read(file, &problems)
    let fields = ChapterFields(head.fields, file, &problems)
    id = fields.id
    was = fields.was
    title = fields.title
    summary = fields.summary
    objectives = fields.objectives
    uses = fields.uses
    lessons = ChapterHead.lessons(file, from: head.body)
  }

  /// The `##` lines outside of fences and remarks.
  private static func lessons(_ file: FileText, from start: Int) -> [Lesson] {
    var lessons: [Lesson] = []
    var fence: ArraySlice<UInt8>?
    var isRemark = false
    for line in file.lineIndex(of: start)..<file.lineCount where file.line(line).upperBound > start
    {
      let text = file.bytes[file.trimmed(file.line(line))]
      if isRemark || (fence == nil && text.starts(with: "<!--".utf8)) {
        isRemark = !file.string(text.startIndex..<text.endIndex).holds("-->")
        continue
      }
      if let open = fence {
        let isClosing = text.count >= open.count && text.allSatisfy { $0 == open.first }
        if isClosing { fence = nil }
        continue
      }
      if let mark = fenceMark(text) {
        fence = mark
      } else if file.bytes[file.line(line)].starts(with: "##".utf8),
        text.count == 2
          || isBlank(
            text[text.startIndex + 2])
      {
        let heading = LessonHeading(title(file, text), number: lessons.count + 1)
        lessons.append(Lesson(id: heading.id, was: heading.was, title: heading.title))
      }
    }
    return lessons
  }

  private static func fenceMark(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let first = text.first, first == UInt8(ascii: "`") || first == UInt8(ascii: "~") else {
      return nil
    }
    let mark = text.prefix { $0 == first }
    let hasTick = first == UInt8(ascii: "`") && text.dropFirst(mark.count).contains(first)
    return mark.count >= 3 && !hasTick ? mark : nil
  }

  /// The words of a heading without the # in front and behind, and without marks of emphasis. Only
  /// headings that have such marks are worth the Markdown parser.
  private static func title(_ file: FileText, _ text: ArraySlice<UInt8>) -> String {
    let special = "*_`[]<>&\\~!".utf8
    if text.contains(where: { special.contains($0) }), let tree = MarkdownTree(text) {
      var reader = MarkupReader(file)
      var locator = InlineLocator(file, text.startIndex..<text.endIndex)
      let heading = tree.root.children.first ?? tree.root
      return reader.inlines(of: heading, &locator, file.span(text.startIndex..<text.endIndex))
        .map { $0.plain }.joined()
    }
    var range = file.trimmed(text.startIndex + 2..<text.endIndex)
    let closing = file.bytes[range].reversed().prefix { $0 == UInt8(ascii: "#") }.count
    let before = range.upperBound - closing - 1
    if closing > 0, before < range.lowerBound || isBlank(file.bytes[before]) {
      range = file.trimmed(range.lowerBound..<range.upperBound - closing)
    }
    return file.string(range)
  }
}

extension ChapterHead {
  /// What a lesson is called now that was called so once, or is; the same where none is.
  public func presentLesson(_ id: String) -> String {
    if lessons.contains(where: { $0.id == id }) { return id }
    return lessons.first { $0.was.contains(id) }?.id ?? id
  }
}

extension ChapterHead.Lesson {
  /// Whether it is called so: by its id or title, in capitals or not, with its signs or without.
  func isCalled(_ name: String) -> Bool {
    let wanted = slug(name)
    return !wanted.isEmpty
      && (id == name || id == wanted || slug(title) == wanted || was.contains(name))
  }
}
