import Basics
import Course
import Diagnostics

/// What Markdown of other programs has and ours shows as it stands.
enum MarkupSlips {
  static func problems(in markup: Markup) -> [Diagnostic] {
    var found: [Diagnostic] = []
    markup.visitBlocks { block in
      switch block.form {
      case .paragraph(let inlines): found += problems(inlines, block.span)
      case .code(let code):
        // A fence has its words behind the marks; what is indented by four spaces is code as it is.
        if code.info.isEmpty, block.span.text.drop(while: { $0.isWhitespace }).hasPrefix("```{") {
          found.append(
            Diagnostic(.misplaced, "This block is shown as code.", at: block.span)
              .label("indented by four spaces or more"))
        }
      default: break
      }
    }
    return found
  }

  /// What stands in braces as a name would, as in “costs {rent} a month”.
  /// - Parameter written: the same as it stands in the file, where a backslash says that it is meant so.
  private static func nameInBraces(_ words: String, _ written: String) -> String? {
    for part in words.split(separator: "{", omittingEmptySubsequences: false).dropFirst() {
      let name = part.prefix {
        $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".")
      }
      // A role may be shown as it is, with a backslash before it.
      if name.first?.isLetter == true, !["eval", "when", "with"].contains(name),
        part.dropFirst(name.count).first == "}", !written.contains("\\{\(name)}")
      {
        return String(name)
      }
    }
    return nil
  }

  private static func problems(_ inlines: [Inline], _ span: SourceSpan) -> [Diagnostic] {
    var words = ""
    var isAskedForValue = false
    for inline in inlines {
      switch inline {
      case .text(let text): words += text
      case .code:
        // The braces of the role are missing.
        if words.hasSuffix("eval"), words.dropLast(4).last?.isLetter != true {
          isAskedForValue = true
        }
        words += "\u{FFFC}"
      case .softBreak, .lineBreak: words += "\n"
      default: words += "\u{FFFC}"
      }
    }
    var found: [Diagnostic] = []
    if isAskedForValue {
      found.append(
        Diagnostic(.unknownRole, "A value has braces: {eval}`…`.", at: span)
          .label("eval`…` is shown as it is written"))
    }
    if let name = nameInBraces(words, span.text) {
      found.append(
        Diagnostic(.unknownRole, "{\(name)} is shown as it is written.", at: span)
          .label("a value is written {eval}`\(name)`"))
    }
    if words.count(of: "$$") > 1 {
      found.append(
        Diagnostic(.misplaced, "Formulas of TeX are shown as they are written.", at: span)
          .label("$$ means nothing here"))
    }
    if let mark = words.place(of: "[^"), words[mark.upperBound...].contains("]") {
      found.append(
        Diagnostic(.brokenLink, "There are no footnotes here.", at: span)
          .label("[^…] is shown as it is written"))
    } else if let mark = words.place(of: "]["), words[..<mark.lowerBound].contains("["),
      words[mark.upperBound...].contains("]")
    {
      found.append(
        Diagnostic(.brokenLink, "Where this link leads is said nowhere.", at: span)
          .label("[…][…] is shown as it is written"))
    }
    let lines = words.split(separator: "\n").map { $0.trimmed }
    if lines.count > 1, lines.allSatisfy({ $0.hasPrefix("|") && $0.hasSuffix("|") && $0.count > 2 })
    {
      found.append(
        Diagnostic(.unevenTable, "These lines make no table.", at: span)
          .label("a line such as |---|---| belongs below the first"))
    }
    return found
  }
}
