import Diagnostics

/// The keys and values of a head, or of a map within it, as they are asked for.
struct Fields {
  let entries: [YAMLEntry]
  /// What to point at when something is missing.
  let span: SourceSpan
  /// Whether the head could not be read, so that what is missing is no further problem.
  private(set) var isGuessed = false

  init(_ entries: [YAMLEntry] = [], at span: SourceSpan) {
    self.entries = entries
    self.span = span
  }

  /// Of a head that could not be read at all.
  init(unread span: SourceSpan) {
    self.init(at: span)
    isGuessed = true
  }

  /// The plain `key: value` lines of a head that is not YAML, so that the file still has a name.
  init(guessed file: FileText, _ range: Range<Int>, _ span: SourceSpan) {
    self.span = span
    isGuessed = true
    var entries: [YAMLEntry] = []
    var line = file.lineIndex(of: range.lowerBound)
    while line < file.lineCount, file.line(line).lowerBound < range.upperBound {
      let place = file.line(line)
      line += 1
      guard let colon = file.bytes[place].firstIndex(of: UInt8(ascii: ":")) else { continue }
      let key = file.string(place.lowerBound..<colon)
      guard ["title", "id", "kind"].contains(key), !entries.contains(where: { $0.key == key })
      else {
        continue
      }
      var value = file.trimmed(colon + 1..<place.upperBound)
      if value.count >= 2, let first = file.bytes[value].first, "\"'".utf8.contains(first),
        file.bytes[value].last == first
      {
        value = value.lowerBound + 1..<value.upperBound - 1
      }
      let text = YAMLText(
        value: file.string(value), range: value, isVerbatim: true, isPlain: true)
      entries.append(
        YAMLEntry(
          key: key, keySpan: file.span(place.lowerBound..<colon),
          value: YAMLValue(form: .text(text), span: file.span(value))))
    }
    self.entries = entries
  }

  subscript(key: FileKey) -> YAMLEntry? { entries.first { $0.key == key.name } }

  /// Reports every key that is not among `known`.
  func refuseOthers(than keys: [FileKey], _ problems: inout Problems) {
    let known = keys.map { $0.name }
    for entry in entries where !known.contains(entry.key) {
      let close = closest(to: entry.key, among: known)
      let shown = entry.key.isEmpty ? "This key" : "The key “\(entry.key)”"
      problems.report(
        Diagnostic(.unknownKey, "\(shown) has no meaning here.", at: entry.keySpan)
          .label(close.map { "\($0)?" } ?? "not known")
          .note("Known are: \(known.joined(separator: ", ")).")
          .try(close.map { $0 + ":" }))
    }
  }

  /// The text of a key that must be there and not be empty.
  func required(_ key: FileKey, _ problems: inout Problems) -> YAMLText? {
    guard let entry = self[key], !entry.value.isEmpty else {
      missing(key, &problems)
      return nil
    }
    guard let text = text(key, &problems) else { return nil }
    guard !text.value.allSatisfy({ $0.isWhitespace }) else {
      missing(key, &problems)
      return nil
    }
    return text
  }

  /// Reports that a key is missing, or has no value.
  func missing(_ key: FileKey, _ problems: inout Problems) {
    guard !isGuessed else { return }
    problems.report(
      Diagnostic(
        .missingField, "The \(key.name) \(key.name.hasSuffix("s") ? "are" : "is") missing.",
        at: place(ofKey: key)
      )
      .label("\(key.name): … is needed"))
  }

  /// The text of a key, if it is there.
  func text(_ key: FileKey, _ problems: inout Problems) -> YAMLText? {
    guard let entry = self[key] else { return nil }
    guard case .text(let text) = entry.value.form else {
      problems.report(wrongKind(entry, expected: "a text"))
      return nil
    }
    return text
  }

  /// The items of a key that holds a list; a text alone counts as a list of one.
  func list(_ key: FileKey, _ problems: inout Problems) -> [YAMLValue] {
    guard let entry = self[key], !entry.value.isEmpty else { return [] }
    switch entry.value.form {
    case .list(let items): return items
    case .text: return [entry.value]
    case .map:
      problems.report(wrongKind(entry, expected: "a list"))
      return []
    }
  }

  /// The entries of a key that holds a map.
  func map(_ key: FileKey, _ problems: inout Problems) -> [YAMLEntry] {
    guard let entry = self[key], !entry.value.isEmpty else { return [] }
    guard case .map(let entries) = entry.value.form else {
      problems.report(wrongKind(entry, expected: "a map: {name: value, …}"))
      return []
    }
    return entries
  }

  func wrongKind(_ entry: YAMLEntry, expected: String) -> Diagnostic {
    Diagnostic(.badField, "The value of \(entry.key) is of the wrong kind.", at: entry.value.span)
      .expected(expected, found: entry.value.kindWords)
  }
}

extension Fields {
  /// Where the value of a key stands, or whatever stands for it.
  func place(of key: FileKey) -> SourceSpan { self[key]?.value.span ?? span }

  private func place(ofKey key: FileKey) -> SourceSpan { self[key]?.keySpan ?? span }

  /// The whole number of a key, within the bounds of its declaration; nil where it is not there.
  func wholeNumber(_ key: FileKey, _ problems: inout Problems) -> Int? {
    guard case .wholeNumber(let range) = key.kind, let text = text(key, &problems) else {
      return nil
    }
    if let number = Int(text.value), range.contains(number) { return number }
    problems.report(
      Diagnostic(.badField, "The \(key.name) cannot be used.", at: place(of: key))
        .expected(
          "a whole number from \(range.lowerBound) to \(range.upperBound)",
          found: "“\(text.value)”"))
    return nil
  }

  /// Whether a key is true; nil where it is not there, or neither true nor false.
  func flag(_ key: FileKey, _ problems: inout Problems) -> Bool? {
    guard let text = text(key, &problems) else { return nil }
    switch text.value {
    case "true", "yes": return true
    case "false", "no": return false
    default:
      problems.report(
        Diagnostic(.badField, "\(key.name) is true or false.", at: place(of: key))
          .expected("true or false", found: "“\(text.value)”")
          .note("Without the line it is \(key.otherwise ?? "not known")."))
      return nil
    }
  }

  /// The word of a key that takes one of several; nil where it is missing or another.
  /// - Parameter message: what is wrong with another one.
  func word(
    _ key: FileKey, _ problems: inout Problems, otherwise message: (String) -> String
  ) -> String? {
    guard case .word(let known) = key.kind, let text = required(key, &problems) else { return nil }
    if known.contains(text.value) { return text.value }
    problems.report(
      Diagnostic(.badField, message(text.value), at: place(of: key))
        .expected(known.joined(separator: ", "), found: "“\(text.value)”")
        .try(closest(to: text.value, among: known).map { "\(key.name): \($0)" }))
    return nil
  }

  /// An id: lower-case words joined by hyphens.
  func id(_ key: FileKey, _ problems: inout Problems) -> String? {
    guard let text = required(key, &problems) else { return nil }
    return checkedID(text.value, place(of: key), &problems)
  }
}

/// The id, or nil and a problem where it is not made of lower-case words.
func checkedID(_ id: String, _ span: SourceSpan, _ problems: inout Problems) -> String? {
  if isID(id) { return id }
  problems.report(
    Diagnostic(.badField, "“\(id)” is not an id.", at: span)
      .expected("lower-case words joined by hyphens", found: "“\(id)”")
      .try(slug(id).isEmpty ? nil : slug(id)))
  return nil
}

/// Whether a text is lower-case words joined by hyphens: "price-of-work".
func isID(_ text: String) -> Bool {
  let parts = text.split(separator: "-", omittingEmptySubsequences: false)
  return parts.allSatisfy { part in
    !part.isEmpty && part.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
  }
}

/// The id that a heading has on Git hosts: lower case, spaces as hyphens, punctuation left out.
func slug(_ title: String) -> String {
  var words: [String] = [""]
  for character in title.lowercased() {
    if character.isLetter || character.isNumber || character == "_" {
      words[words.count - 1].append(character)
    } else if character.isWhitespace || character == "-" {
      words.append("")
    }
  }
  return words.filter { !$0.isEmpty }.joined(separator: "-")
}
