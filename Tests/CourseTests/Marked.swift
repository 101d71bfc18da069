import Diagnostics
import Testing

/// A text in which the places of the expected problems are marked «like this».
struct Marked {
  var text: String
  var ranges: [Range<Int>] = []

  init(_ marked: String) {
    text = ""
    var start: Int?
    for character in marked {
      switch character {
      case "«": start = text.utf8.count
      case "»":
        if let low = start { ranges.append(low..<text.utf8.count) }
        start = nil
      default: text.append(character)
      }
    }
  }
}

/// A chapter of one lesson that holds `fragment`.
func chapter(around fragment: String) -> String {
  """
  ---
  title: Costs
  id: costs
  ---
  # Costs

  ## One

  \(fragment)

  """
}

/// What was found, as lines "code line:column text" that a failed test shows readably.
func list(_ problems: [Diagnostic]) -> [String] {
  problems.map { problem in
    guard let span = problem.span else { return problem.code.name }
    let (line, column) = span.position
    return "\(problem.code.name) \(line):\(column) \(span.text.debugDescription)"
  }
}

/// The same of what a marked text expects.
func list(_ codes: [String], _ ranges: [Range<Int>], in source: Source) -> [String] {
  zip(codes, ranges).map { code, range in
    let span = SourceSpan(source, range)
    let (line, column) = span.position
    return "\(code) \(line):\(column) \(span.text.debugDescription)"
  }
}
