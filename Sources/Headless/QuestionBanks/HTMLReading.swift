import Basics

/// Reads HTML of a question as Markdown: paragraphs, lists, code, what is set off, and otherwise the
/// words. Whatever the HTML is, this ends with a text.
struct HTMLReading {
  private var out = ""
  private var losses: [String] = []
  /// Line ends before the next word.
  private var breaks = 0
  private var needsSpace = false
  /// A list that the text stands in.
  private struct List {
    /// 0 for bullets, else the number of the next item.
    var number: Int
    /// Whether an item of it is written.
    var hasItem = false
  }
  /// The lists that the text stands in, the innermost last.
  private var lists: [List] = []
  /// Whether the next word begins an item.
  private var beginsItem = false
  private var isVerbatim = false
  private var isCode = false
  private var verbatim = ""
  private let keepsLines: Bool

  /// - Parameter keepsLines: whether a line end in the HTML is one.
  static func markdown(_ html: String, keepsLines: Bool) -> (text: String, losses: [String]) {
    var reading = HTMLReading(keepsLines: keepsLines)
    reading.read(html)
    return (Emphasis.written(reading.out).trimmed, reading.losses)
  }

  private init(keepsLines: Bool) { self.keepsLines = keepsLines }

  private mutating func read(_ html: String) {
    var rest = Substring(html)
    var hidden: String?
    while let next = rest.firstIndex(where: { $0 == "<" || $0 == "&" }) {
      if hidden == nil { add(String(rest[..<next])) }
      rest = rest[next...]
      if rest.first == "&" {
        let (text, length) = HTMLEntity.read(rest)
        if hidden == nil { add(text) }
        rest = rest.dropFirst(length)
      } else if rest.hasPrefix("<!--") {
        let end = rest.place(of: "-->")?.upperBound ?? rest.endIndex
        rest = rest[end...]
      } else if let (tag, end) = Self.tag(rest) {
        // What a style or a program holds is no text.
        if let name = hidden {
          if tag.name == "/" + name { hidden = nil }
        } else if ["style", "script"].contains(tag.name) {
          hidden = tag.name
        } else {
          obey(tag)
        }
        rest = rest[end...]
      } else {
        if hidden == nil { add("<") }
        rest = rest.dropFirst()
      }
    }
    if hidden == nil { add(String(rest)) }
    if isVerbatim || isCode { closeCode() }
    endMarks()
  }

  /// A tag's name, with a slash in front where it closes, and its attributes.
  private typealias Tag = (name: String, attributes: Substring)

  /// The tag at the start of a text, where it is one of HTML's.
  private static func tag(_ text: Substring) -> (Tag, end: String.Index)? {
    let body = text.dropFirst()
    let slash = body.first == "/"
    let name = body.dropFirst(slash ? 1 : 0).prefix {
      $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ":")
    }
    // Word writes tags of its own, such as <o:p>.
    guard known.contains(name.lowercased()) || name.dropFirst().dropLast().contains(":") else {
      return nil
    }
    var quote: Character?
    var index = name.endIndex
    while index < text.endIndex {
      let character = text[index]
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if character == ">" {
        return (
          ((slash ? "/" : "") + name.lowercased(), text[name.endIndex..<index]),
          text.index(after: index)
        )
      }
      index = text.index(after: index)
    }
    return nil
  }

  private static let known: Set<String> = [
    "a", "abbr", "acronym", "address", "article", "b", "bdi", "bdo", "big", "blockquote", "body",
    "br", "center", "caption", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn",
    "div", "dl", "dt", "em", "embed", "figcaption", "figure", "font",
    "h1", "h2", "h3", "h4", "h5", "h6", "head", "hr", "html", "i", "iframe", "img", "input", "ins",
    "kbd", "label", "li", "math", "meta", "object", "ol", "p", "param", "pre", "q", "s", "samp",
    "section",
    "link", "main", "mark", "nobr", "small", "source", "span", "strike", "strong", "sub", "sup",
    "svg", "table", "tbody", "td",
    "tfoot", "th", "thead", "title", "tr", "tt", "u", "ul", "var", "video", "audio", "style",
    "script",
  ]

  private mutating func obey(_ tag: Tag) {
    let name = tag.name
    if isVerbatim, name != "/pre" {
      if name == "br" { verbatim += "\n" }
      return
    }
    switch name {
    case "p", "/p", "div", "/div", "blockquote", "/blockquote", "table", "/table", "section",
      "/section", "h1", "/h1", "h2", "/h2", "h3", "/h3", "h4", "/h4", "h5", "/h5", "h6", "/h6",
      "dl", "/dl", "figure", "/figure", "hr":
      breaks = max(breaks, lists.isEmpty ? 2 : 1)
    case "br": if !out.isEmpty { breaks = max(breaks, 1) }
    case "tr", "/tr", "dt", "dd", "caption", "/caption": breaks = max(breaks, 1)
    case "ul", "ol":
      breaks = max(breaks, lists.isEmpty ? 2 : 1)
      if lists.count < 8 { lists.append(List(number: name == "ol" ? 1 : 0)) }
    case "/ul", "/ol":
      if !lists.isEmpty { lists.removeLast() }
      beginsItem = false
      breaks = max(breaks, lists.isEmpty ? 2 : 1)
    case "li":
      breaks = max(breaks, 1)
      beginsItem = true
    case "td", "th": if breaks == 0, !out.isEmpty { add(" | ") }
    case "strong", "b": mark(.strong, opens: true)
    case "/strong", "/b": mark(.strong, opens: false)
    case "em", "i": mark(.emphasis, opens: true)
    case "/em", "/i": mark(.emphasis, opens: false)
    case "code", "tt", "kbd", "samp":
      flushSpace()
      isCode = true
    case "/code", "/tt", "/kbd", "/samp": closeCode()
    case "pre":
      closeCode()
      isVerbatim = true
    case "/pre": closeCode()
    case "sub": add("_")
    case "sup": add("^")
    case "img", "svg", "video", "audio", "iframe", "object", "embed": picture(tag)
    default: break
    }
  }

  private mutating func picture(_ tag: Tag) {
    let kind = tag.name == "img" || tag.name == "svg" ? "a picture" : "a film or page"
    if !losses.contains(kind) { losses.append(kind) }
    if let start = tag.attributes.place(of: "alt=\"") {
      let words = tag.attributes[start.upperBound...].prefix { $0 != "\"" }
      if !words.isEmpty { add(" (\(HTMLEntity.decoded(words))) ") }
    }
  }

  /// An item without a word is none: its sign would make a heading of the line above.
  private mutating func writeItem() {
    if !out.isEmpty {
      interruptMarks()
      out += breaks > 1 ? "\n\n" : "\n"
    }
    (breaks, needsSpace, beginsItem, isAtItem) = (0, false, false, true)
    let outer = lists.dropLast().count { $0.hasItem }
    out += String(repeating: "   ", count: outer)
    guard let number = lists.last?.number, number > 0 else {
      out += "-  "
      if !lists.isEmpty { lists[lists.count - 1].hasItem = true }
      return
    }
    out += "\(number). "
    lists[lists.count - 1] = List(number: number + 1, hasItem: true)
  }

  private var isAtItem = false
  /// Marks that are open, the last one last.
  private var marks: [Emphasis] = []

  private mutating func mark(_ mark: Emphasis, opens: Bool) {
    guard !isCode else { return }
    if opens {
      guard !marks.contains(mark) else { return }
      marks.append(mark)
      waiting.append(mark)
    } else if let place = marks.lastIndex(of: mark) {
      // Overlapping marks end together.
      endMarks(from: place)
    }
  }

  private mutating func endMarks(from place: Int = 0) {
    while marks.count > place {
      let last = marks.removeLast()
      if waiting.last == last { waiting.removeLast() } else { out.unicodeScalars.append(last.end) }
    }
  }

  /// What is set off ends with its line, and goes on in the next one.
  private mutating func interruptMarks() {
    for mark in marks.dropLast(waiting.count).reversed() {
      out.unicodeScalars.append(mark.end)
    }
    waiting = marks
  }

  /// Marks in front of the next word.
  private var waiting: [Emphasis] = []

  private mutating func flushSpace() {
    flushBreaks()
    if needsSpace, !out.isEmpty, out.last?.isWhitespace == false { out += " " }
    needsSpace = false
    for mark in waiting { out.unicodeScalars.append(mark.start) }
    waiting = []
  }

  private mutating func flushBreaks() {
    if beginsItem { return writeItem() }
    guard breaks > 0 else { return }
    if !out.isEmpty {
      interruptMarks()
      let indent = String(repeating: "   ", count: lists.count { $0.hasItem })
      out += (breaks > 1 ? "\n\n" : out.last == "\n" ? "\n" : "\\\n") + indent
    }
    breaks = 0
    needsSpace = false
  }

  private mutating func add(_ text: String) {
    if isVerbatim || isCode {
      verbatim += text
      return
    }
    for (index, line) in text.split(
      omittingEmptySubsequences: false, whereSeparator: { $0.isNewline }
    )
    .enumerated() {
      if index > 0 {
        if keepsLines, !out.isEmpty { breaks = min(2, breaks + 1) } else { needsSpace = true }
      }
      var word = ""
      for character in line {
        if character.isWhitespace {
          put(word)
          word = ""
          needsSpace = true
        } else {
          word.append(character)
        }
      }
      put(word)
    }
  }

  private mutating func put(_ word: String) {
    guard !word.isEmpty else { return }
    let isFirst = out.isEmpty || breaks > 0 || isAtItem || beginsItem
    flushSpace()
    let escaped = MarkdownText.escaped(word)
    out += isFirst ? MarkdownText.line(escaped) : escaped
    isAtItem = false
  }

  private mutating func closeCode() {
    let text = verbatim
    (verbatim, isCode) = ("", false)
    if isVerbatim {
      isVerbatim = false
      breaks = 2
      flushBreaks()
      let ticks = String(repeating: "`", count: max(3, longestRun(text) + 1))
      let body = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map { String($0) }
        .map { $0.unicodeScalars.filter { !$0.isUnshowable }.map { String($0) }.joined() }
      let lines = body.drop { $0.trimmed.isEmpty }
      out += "\(ticks)\n\(lines.joined(separator: "\n").trimmingEnd { $0.isWhitespace })\n\(ticks)"
      breaks = 2
    } else if !text.trimmed.isEmpty {
      flushSpace()
      let ticks = String(repeating: "`", count: longestRun(text) + 1)
      let inner = text.showable.trimmed
      let pad = ticks.count > 1 ? " " : ""
      out += ticks + pad + inner + pad + ticks
    }
  }

  private func longestRun(_ text: String) -> Int {
    var (longest, run) = (0, 0)
    for character in text {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
