import Basics
import Diagnostics

/// Whole files without what their authors wrote for themselves.
extension Remarks {
  /// A chapter without the remarks in its text, its head and its models.
  public static func removed(fromChapter source: Source) throws(Diagnostic) -> String {
    var problems = Problems()
    let file = FileText(source, &problems)
    let head = FrontMatter.read(file, &problems)
    // What cannot be read cannot be told from a remark.
    if let problem = problems.list.first { throw problem }
    let body = removed(from: file.string(head.body..<file.bytes.count))
    return "---\n" + written(head.fields.entries) + "---\n" + withoutModelRemarks(body)
  }

  /// A price file without remarks.
  public static func removed(fromPrices source: Source) throws(Diagnostic) -> String {
    var problems = Problems()
    let file = FileText(source, &problems, isMarkdown: false)
    if let problem = problems.list.first { throw problem }
    let start = source.text.utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let read = try YAMLReader(file, start..<file.bytes.count, called: "price file").read()
    guard let value = read, case .map(let entries) = value.form else { return "" }
    return written(entries)
  }

  private static func written(_ entries: [YAMLEntry]) -> String {
    entries.map { $0.key + ":" + ($0.value.isEmpty ? "\n" : $0.value.written()) }.joined()
  }

  /// The lines of models without what stands behind a #.
  private static func withoutModelRemarks(_ text: String) -> String {
    var result: [String] = []
    // The mark that ends the block; nil outside of any.
    var end: Substring?
    var isModel = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let content = line.drop { $0 == " " }
      if let mark = end {
        if content.hasPrefix(mark), content.dropFirst(mark.count).allSatisfy({ $0.isWhitespace }) {
          end = nil
        } else if isModel {
          let kept = withoutComment(line)
          if kept.count == line.count || !kept.allSatisfy({ $0.isWhitespace }) {
            result.append(kept)
          }
          continue
        }
      } else if let first = content.first, first == "`" || first == "~" {
        let mark = content.prefix { $0 == first }
        if mark.count >= 3 {
          end = mark
          isModel = content.dropFirst(mark.count).drop { $0 == " " }.hasPrefix("{model}")
        }
      }
      result.append(String(line))
    }
    return result.joined(separator: "\n")
  }

  /// A line of the language up to its comment.
  private static func withoutComment(_ line: Substring) -> String {
    var kept = ""
    var (isQuoted, isEscaped) = (false, false)
    for character in line {
      if character == "#", !isQuoted {
        while kept.last?.isWhitespace == true { kept.removeLast() }
        break
      }
      if character == "\"", !isEscaped { isQuoted.toggle() }
      isEscaped = isQuoted && character == "\\" && !isEscaped
      kept.append(character)
    }
    return kept
  }
}
