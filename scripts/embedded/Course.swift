// Stands in for the parsers of YAML and Markdown where a module is only compiled for hosts that have
// neither: such a host gives the same trees from outside (scripts/check-embedded).
import Diagnostics

struct YAMLReader {
  init(_ file: FileText, _ range: Range<Int>, called part: String = "head") {}

  func read() throws(Diagnostic) -> YAMLValue? { nil }
}

final class MarkdownTree {
  struct Node {
    enum Kind {
      case paragraph, heading, list, item, quote, code, html, table, tableRow, tableCell, rule
      case text, softBreak, lineBreak, inlineCode, inlineHTML, emphasis, strong, struck, link, image
      case other
    }
    var kind: Kind { .other }
    var children: [Node] { [] }
    var next: Node? { nil }
    var info: String { "" }
    var literal: String { "" }
    var destination: String { "" }
    var startLine: Int { 0 }
    var endLine: Int { 0 }
    var startColumn: Int { 0 }
    var headingLevel: Int { 0 }
    var listStart: Int? { nil }
    var isTicked: Bool? { nil }
    var fence: (length: Int, character: UInt8)? { nil }
    var columnAlignments: [UInt8] { [] }
    func joinTexts() {}
  }
  init?(_ bytes: ArraySlice<UInt8>) { return nil }
  var root: Node { Node() }
}
