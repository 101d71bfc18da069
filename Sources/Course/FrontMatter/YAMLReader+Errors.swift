import Basics
import Diagnostics
import Yams

/// What the YAML parser stumbles over, in words about the file.
extension YAMLReader {
  func diagnostic(_ error: YamlError) -> Diagnostic {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      let start = min(offset(mark), range.upperBound)
      let line = file.line(file.lineIndex(of: start))
      let end = min(max(start + 1, start), max(line.upperBound, start))
      if let slip = slip(before: start) { return slip }
      let isAboutPlaces = ["'-' indicator", "expected key", "block mapping"].contains {
        problem.holds($0)
      }
      let advice =
        isAboutPlaces
        ? "Look at how far the lines are indented: what belongs together begins in one column."
        : file.string(line).holds("{eval}")
          ? "In [ ] and { }, quote texts that hold {eval}: \"…\""
          : "Quote texts that hold “: ” or start with a sign: \"…\""
      return Diagnostic(
        .frontMatter, "The \(part) cannot be read as YAML: \(problem).", at: file.span(start..<end)
      ).note(advice)
    case .duplicatedKeysInMapping(let keys, let context):
      let first = offset(context.mark)
      let key = keys.first ?? ""
      let place = second(key, after: first)
      return Diagnostic(.duplicateName, "The key “\(key)” stands twice.", at: file.span(place))
    default:
      return Diagnostic(
        .frontMatter, "The \(part) cannot be read as YAML.", at: file.span(range))
    }
  }

  /// A slip that the parser trips over there, or at the next line: a tab that indents, or a key without
  /// a space behind its colon.
  private func slip(before start: Int) -> Diagnostic? {
    let here = file.lineIndex(of: start)
    for index in [here, here - 1] where index >= 0 {
      let line = file.line(index)
      guard line.lowerBound >= range.lowerBound, line.lowerBound < range.upperBound else {
        continue
      }
      let bytes = Array(file.bytes[line])
      let indent = bytes.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      if let tab = indent.firstIndex(of: UInt8(ascii: "\t")) {
        let place = line.lowerBound + tab
        return Diagnostic(
          .frontMatter, "A tab indents this line, and YAML takes spaces alone.",
          at: file.span(place..<place + 1)
        ).label("a tab")
      }
      let word = bytes.dropFirst(indent.count).prefix {
        $0 == UInt8(ascii: "_") || ($0 | 0x20 >= 97 && $0 | 0x20 <= 122)
      }
      let colon = indent.count + word.count
      guard !word.isEmpty, bytes.indices.contains(colon + 1), bytes[colon] == UInt8(ascii: ":"),
        !isBlank(bytes[colon + 1]), bytes[colon + 1] != UInt8(ascii: "/")
      else { continue }
      let place = line.lowerBound + colon
      let key = String(decoding: word, as: UTF8.self)
      return Diagnostic(
        .frontMatter, "A space is missing behind “\(key):”.", at: file.span(place..<place + 1)
      ).try("\(key): \(file.string(place + 1..<line.upperBound).trimmed)")
    }
    return nil
  }

  /// The next line that starts with the same key, as deep as the first; else the first.
  private func second(_ key: String, after first: Int) -> Range<Int> {
    let line = file.lineIndex(of: first)
    let depth = first - file.line(line).lowerBound
    let wanted = Array((key + ":").utf8)
    for next in line + 1..<max(line + 1, file.lineCount)
    where file.line(next).lowerBound < range.upperBound {
      let place = file.line(next)
      let start = place.lowerBound + depth
      guard start + wanted.count <= place.upperBound else { continue }
      if file.bytes[start..<start + wanted.count].elementsEqual(wanted) {
        return start..<start + wanted.count - 1
      }
    }
    return first..<min(first + key.utf8.count, range.upperBound)
  }
}
