import Diagnostics

/// The head of a file: YAML between two lines of three dashes.
struct FrontMatter {
  var fields: Fields
  /// Where the text behind the head starts.
  var body: Int

  /// Reads the head; where there is none that can be read, its fields are empty.
  static func read(_ file: FileText, _ problems: inout Problems) -> FrontMatter {
    let start = file.source.text.utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let first = start..<max(start, file.line(0).upperBound)
    guard file.string(file.trimmed(first)) == "---" else {
      problems.report(
        Diagnostic(.frontMatter, "The file does not start with its head.", at: file.span(first))
          .label("the first line is not ---")
          .note("A file starts with a line ---, then title: and id:, then a line ---."))
      return FrontMatter(fields: Fields(unread: file.span(start..<start)), body: start)
    }
    let yamlStart = file.start(ofLine: 1)
    let closing = (1..<max(1, file.lineCount)).first { isFence(file, $0) }
    let bodyLine: Int
    let end: Int
    if let closing {
      end = file.start(ofLine: closing)
      bodyLine = closing + 1
    } else {
      problems.report(
        Diagnostic(.frontMatter, "The head of the file is not closed.", at: file.span(first))
          .label("opened here").note("A second line --- ends the head."))
      // An empty line or a heading is where the author most likely meant it to end.
      bodyLine =
        (1..<max(1, file.lineCount)).first { line in
          file.isEmptyLine(line) || file.bytes[file.line(line)].first == UInt8(ascii: "#")
        } ?? file.lineCount
      end = file.start(ofLine: bodyLine)
    }
    let value = problems.attempt { () throws(Diagnostic) -> YAMLValue? in
      try YAMLReader(file, yamlStart..<max(yamlStart, end)).read()
    }
    let body = file.start(ofLine: bodyLine)
    if let dots = (1..<max(1, bodyLine)).first(where: {
      file.string(file.trimmed(file.line($0))) == "..."
    }) {
      problems.report(
        Diagnostic(
          .frontMatter, "Three dots end the head for YAML.", at: file.span(file.line(dots))
        )
        .label("keys below it are lost").note("Delete the line, or quote it in a text."))
    }
    switch value {
    case .none:
      return FrontMatter(
        fields: Fields(guessed: file, yamlStart..<max(yamlStart, end), file.span(first)), body: body
      )
    case .some(.none): return FrontMatter(fields: Fields(at: file.span(first)), body: body)
    case .some(.some(let value)):
      if case .map(let entries) = value.form {
        return FrontMatter(fields: Fields(entries, at: file.span(first)), body: body)
      }
      if !value.isEmpty {
        problems.report(
          Diagnostic(.frontMatter, "The head of a file is made of keys and values.", at: value.span)
            .expected("lines such as title: …", found: value.kindWords))
      }
      return FrontMatter(fields: Fields(unread: file.span(first)), body: body)
    }
  }

  private static func isFence(_ file: FileText, _ line: Int) -> Bool {
    let place = file.line(line)
    return file.bytes[place].starts(with: "---".utf8) && file.trimmed(place).count == 3
  }
}
