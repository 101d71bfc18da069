import Basics

/// Remarks of authors, which readers are not shown.
public enum Remarks {
  /// A Markdown text without `<!-- … -->`, but for what stands in fenced code. One that is not
  /// closed goes to the end.
  public static func removed(from text: String) -> String {
    var result: [Substring] = []
    var isRemark = false
    var fence: Substring?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if !isRemark {
        let mark = fenceMark(line)
        if let open = fence {
          if let mark, mark.count >= open.count, mark.first == open.first { fence = nil }
          result.append(line)
          continue
        }
        if let mark {
          fence = mark
          result.append(line)
          continue
        }
      }
      let wasRemark = isRemark
      let kept = withoutRemarks(line, &isRemark)
      // A line that held nothing else goes with it.
      let isOnlyRemark =
        (wasRemark || kept.count < line.count) && kept.allSatisfy { $0.isWhitespace }
      if !isOnlyRemark { result.append(Substring(kept)) }
    }
    return result.joined(separator: "\n")
  }

  private static func withoutRemarks(_ line: Substring, _ isRemark: inout Bool) -> String {
    var kept = ""
    var rest = line
    while !rest.isEmpty {
      if isRemark {
        guard let end = rest.place(of: "-->") else { return kept }
        rest = rest[end.upperBound...]
        isRemark = false
      } else if let start = rest.place(of: "<!--") {
        kept += rest[..<start.lowerBound]
        rest = rest[start.upperBound...]
        isRemark = true
      } else {
        return kept + rest
      }
    }
    return kept
  }

  private static func fenceMark(_ line: Substring) -> Substring? {
    let text = line.drop { $0 == " " }
    guard let first = text.first, first == "`" || first == "~" else { return nil }
    let mark = text.prefix { $0 == first }
    let hasTick = first == "`" && text.dropFirst(mark.count).contains(first)
    return mark.count >= 3 && !hasTick ? mark : nil
  }
}
