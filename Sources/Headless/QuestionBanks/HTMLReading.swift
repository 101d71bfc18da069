import Basics

/// Reads HTML of a question as Markdown: paragraphs, lists, code, what is set off, and otherwise the
/// words. Whatever the HTML is, this ends with a text.
struct HTMLReading {
  private var out = ""
  private var losses: [String] = []
  /// Line ends before the next word.
  private var breaks = 0
  private var needsSpace = false
  /// The list items that the text stands in: 0 for a bullet, else the number of the next one.
  private var lists: [Int] = []
  private var isVerbatim = false
  private var isCode = false
  private var verbatim = ""
  private let keepsLines: Bool

  /// - Parameter keepsLines: whether a line end in the HTML is one.
  static func markdown(_ html: String, keepsLines: Bool) -> (text: String, losses: [String]) {
    var reading = HTMLReading(keepsLines: keepsLines)
    reading.read(html)
    return (reading.out.trimmed, reading.losses)
  }

  private init(keepsLines: Bool) { self.keepsLines = keepsLines }

  private mutating func read(_ html: String) {
    var rest = Substring(html)
    while let next = rest.firstIndex(where: { $0 == "<" || $0 == "&" }) {
      add(String(rest[..<next]))
      rest = rest[next...]
      if rest.first == "&" {
        let (text, length) = HTMLEntity.read(rest)
        add(text, isWhole: true)
        rest = rest.dropFirst(length)
      } else if rest.hasPrefix("<!--") {
        let end = rest.place(of: "-->")?.upperBound ?? rest.endIndex
        rest = rest[end...]
      } else if let (tag, end) = Self.tag(rest) {
        obey(tag)
        rest = rest[end...]
      } else {
        add("<")
        rest = rest.dropFirst()
      }
    }
    add(String(rest))
    if isVerbatim || isCode { closeCode() }
  }

  /// A tag's name, with a slash in front where it closes, and its attributes.
  private typealias Tag = (name: String, attributes: Substring)

  /// The tag at the start of a text, where it is one of HTML's.
  private static func tag(_ text: Substring) -> (Tag, end: String.Index)? {
    let body = text.dropFirst()
    let slash = body.first == "/"
    let name = body.dropFirst(slash ? 1 : 0).prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
    guard known.contains(name.lowercased()) else { return nil }
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
    "a", "abbr", "b", "big", "blockquote", "body", "br", "center", "caption", "cite", "code", "col",
    "colgroup", "dd", "del", "div", "dl", "dt", "em", "embed", "figcaption", "figure", "font",
    "h1", "h2", "h3", "h4", "h5", "h6", "head", "hr", "html", "i", "iframe", "img", "input", "ins",
    "kbd", "label", "li", "math", "meta", "object", "ol", "p", "param", "pre", "q", "s", "samp",
    "section",
    "small", "source", "span", "strike", "strong", "sub", "sup", "svg", "table", "tbody", "td",
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
      if lists.count < 8 { lists.append(name == "ol" ? 1 : 0) }
    case "/ul", "/ol":
      if !lists.isEmpty { lists.removeLast() }
      breaks = max(breaks, lists.isEmpty ? 2 : 1)
    case "li": beginItem()
    case "td", "th": if breaks == 0, !out.isEmpty { add(" | ") }
    case "strong", "b": mark("**", opens: true)
    case "/strong", "/b": mark("**", opens: false)
    case "em", "i": mark("*", opens: true)
    case "/em", "/i": mark("*", opens: false)
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
      if !words.isEmpty { add(" (\(words)) ") }
    }
  }

  private mutating func beginItem() {
    breaks = max(breaks, 1)
    let indent = String(repeating: "   ", count: max(0, lists.count - 1))
    flushBreaks(isItem: true)
    if let number = lists.last, number > 0 {
      out += indent + "\(number). "
      lists[lists.count - 1] = number + 1
    } else {
      out += indent + "-  "
    }
    isAtItem = true
  }

  private var isAtItem = false
  /// Marks that are open, the last one last.
  private var marks: [String] = []

  private mutating func mark(_ text: String, opens: Bool) {
    guard !isCode else { return }
    if opens {
      guard !marks.contains(text) else { return }
      marks.append(text)
      waiting += text
    } else if let place = marks.lastIndex(of: text) {
      // Overlapping marks end together.
      while marks.count > place {
        let last = marks.removeLast()
        if waiting.hasSuffix(last) { waiting.removeLast(last.count) } else { out += last }
      }
    }
  }

  /// Marks in front of the next word.
  private var waiting = ""

  private mutating func flushSpace() {
    flushBreaks()
    if needsSpace, !out.isEmpty, out.last?.isWhitespace == false { out += " " }
    needsSpace = false
    out += waiting
    waiting = ""
  }

  /// - Parameter isItem: whether an item of a list follows, which brings its own margin.
  private mutating func flushBreaks(isItem: Bool = false) {
    guard breaks > 0 else { return }
    if !out.isEmpty {
      // What is set off ends with its paragraph.
      for mark in marks.reversed() {
        if waiting.hasSuffix(mark) { waiting.removeLast(mark.count) } else { out += mark }
      }
      marks = []
      let indent = String(repeating: "   ", count: isItem ? 0 : lists.count)
      let isPlain = isItem || out.last == "\n"
      out += (breaks > 1 ? "\n\n" : isPlain ? "\n" : "\\\n") + indent
    }
    breaks = 0
    needsSpace = false
  }

  /// - Parameter isWhole: whether white space in it stands for itself.
  private mutating func add(_ text: String, isWhole: Bool = false) {
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
    let isFirst = out.isEmpty || breaks > 0 || isAtItem
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
