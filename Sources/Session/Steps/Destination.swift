import Basics

/// Where a learner wants to go, in the words of `goto`.
///
///     Destination("chapter 2, lesson 3")  // chapter "2", lesson "3"
///     Destination("2/3")                  // the same
///     Destination("Why utilization matters")  // lesson "Why utilization matters"
struct Destination: Hashable {
  /// A chapter's number, id or title; nil for the one that is open.
  var chapter: String?
  /// A lesson's number, id or title, a model or an exercise in it; nil for wherever the learner left
  /// the chapter.
  var lesson: String?

  init(_ words: String) {
    let text = Destination.bare(words)
    if let cut = text.firstIndex(of: "/") {
      self.init(chapter: text[..<cut].trimmed, lesson: text[text.index(after: cut)...].trimmed)
    } else if let rest = Destination.rest(of: text, behind: "chapter") {
      let parts = Destination.split(rest, at: [", lesson ", " lesson "])
      self.init(chapter: parts.first, lesson: parts.second)
    } else if let rest = Destination.rest(of: text, behind: "lesson") {
      let parts = Destination.split(
        rest, at: [", chapter ", " of chapter ", " in chapter ", " chapter "])
      self.init(chapter: parts.second, lesson: parts.first)
    } else {
      self.init(chapter: nil, lesson: text)
    }
  }

  private init(chapter: String?, lesson: String?) {
    self.chapter = chapter.map(Destination.name)
    self.lesson = lesson.map(Destination.name)
    if self.lesson?.isEmpty == true { self.lesson = nil }
    if self.chapter?.isEmpty == true { self.chapter = nil }
  }

  /// Without quotes and without what joins it to the word before: "to", "the".
  private static func bare(_ words: String) -> String {
    var text = words.trimmed.filter { !"“”\"".contains($0) }
    for word in ["to", "the"] {
      if let rest = rest(of: text, behind: word) { text = rest }
    }
    return text
  }

  /// A name or number: "lesson 3" behind a slash is 3.
  private static func name(_ text: String) -> String {
    var text = text
    for word in ["chapter", "lesson", "exercise"] {
      if let rest = rest(of: text, behind: word) { text = rest }
    }
    return text
  }

  private static func rest(of text: String, behind word: String) -> String? {
    guard text.lowercased().hasPrefix(word + " ") else { return nil }
    return text.dropFirst(word.count).trimmed
  }

  private static func split(
    _ text: String, at joints: [String]
  ) -> (first: String, second: String?) {
    let lower = text.lowercased()
    for joint in joints {
      guard let cut = lower.firstRange(of: joint) else { continue }
      let start = lower.distance(from: lower.startIndex, to: cut.lowerBound)
      return (String(text.prefix(start)).trimmed, text.dropFirst(start + joint.count).trimmed)
    }
    return (text, nil)
  }
}
