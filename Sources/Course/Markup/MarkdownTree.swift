import CMarkGFM

/// A parsed Markdown text, in the parser's own memory, which it gives back at its end.
final class MarkdownTree {
  /// A node of the tree. It is only good as long as its tree lives.
  struct Node {
    let pointer: OpaquePointer
  }

  private let document: OpaquePointer

  /// nil where there is no memory.
  init?(_ bytes: ArraySlice<UInt8>) {
    cmark_gfm_core_extensions_ensure_registered()
    guard let parser = cmark_parser_new(CMARK_OPT_FULL_INFO_STRING) else { return nil }
    defer { cmark_parser_free(parser) }
    for name in ["table", "strikethrough", "tasklist"] {
      guard let part = cmark_find_syntax_extension(name) else { return nil }
      cmark_parser_attach_syntax_extension(parser, part)
    }
    bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { characters in
        guard let start = characters.baseAddress else { return }
        cmark_parser_feed(parser, start, characters.count)
      }
    }
    guard let document = cmark_parser_finish(parser) else { return nil }
    self.document = document
  }

  deinit { cmark_node_free(document) }

  var root: Node { Node(pointer: document) }
}

extension MarkdownTree.Node {
  enum Kind {
    case paragraph, heading, list, item, quote, code, html, table, tableRow, tableCell, rule
    case text, softBreak, lineBreak, inlineCode, inlineHTML, emphasis, strong, struck, link, image
    case other
  }

  var kind: Kind {
    let name = cmark_node_get_type_string(pointer).map { String(cString: $0) } ?? ""
    return Self.kinds[name] ?? .other
  }

  private static let kinds: [String: Kind] = [
    "paragraph": .paragraph, "heading": .heading, "list": .list, "item": .item, "tasklist": .item,
    "block_quote": .quote, "code_block": .code, "html_block": .html, "table": .table,
    "table_header": .tableRow, "table_row": .tableRow, "table_cell": .tableCell,
    "thematic_break": .rule, "text": .text, "softbreak": .softBreak, "linebreak": .lineBreak,
    "code": .inlineCode, "html_inline": .inlineHTML, "emph": .emphasis, "strong": .strong,
    "strikethrough": .struck, "link": .link, "image": .image,
  ]

  /// The nodes right below, from first to last.
  var children: [MarkdownTree.Node] {
    var found: [MarkdownTree.Node] = []
    var next = cmark_node_first_child(pointer)
    while let child = next {
      found.append(MarkdownTree.Node(pointer: child))
      next = cmark_node_next(child)
    }
    return found
  }

  /// The node behind this one, on the same level.
  var next: MarkdownTree.Node? {
    cmark_node_next(pointer).map { MarkdownTree.Node(pointer: $0) }
  }

  /// What follows an opening fence.
  var info: String { cmark_node_get_fence_info(pointer).map { String(cString: $0) } ?? "" }

  /// The text of a text, code or HTML node.
  var literal: String { cmark_node_get_literal(pointer).map { String(cString: $0) } ?? "" }

  /// Where a link or image leads.
  var destination: String { cmark_node_get_url(pointer).map { String(cString: $0) } ?? "" }

  /// 1-based; 0 where the parser does not know.
  var startLine: Int { Int(cmark_node_get_start_line(pointer)) }
  var endLine: Int { Int(cmark_node_get_end_line(pointer)) }
  /// 1-based, in bytes.
  var startColumn: Int { Int(cmark_node_get_start_column(pointer)) }

  var headingLevel: Int { Int(cmark_node_get_heading_level(pointer)) }

  /// The first number of a numbered list; nil for bullets.
  var listStart: Int? {
    guard cmark_node_get_list_type(pointer) == CMARK_ORDERED_LIST else { return nil }
    return Int(cmark_node_get_list_start(pointer))
  }

  /// Whether a task's box is ticked; nil where there is none.
  var isTicked: Bool? {
    guard let name = cmark_node_get_type_string(pointer), String(cString: name) == "tasklist" else {
      return nil
    }
    return cmark_gfm_extensions_get_tasklist_item_checked(pointer)
  }

  /// The length and character of a code block's fence; nil for indented code.
  var fence: (length: Int, character: UInt8)? {
    var (length, offset): (Int32, Int32) = (0, 0)
    var character: CChar = 0
    guard cmark_node_get_fenced(pointer, &length, &offset, &character) != 0 else { return nil }
    return (Int(length), UInt8(bitPattern: character))
  }

  /// One of l, c, r or 0 for each column of a table.
  var columnAlignments: [UInt8] {
    let count = Int(cmark_gfm_extensions_get_table_columns(pointer))
    guard let letters = cmark_gfm_extensions_get_table_alignments(pointer) else { return [] }
    return (0..<count).map { letters[$0] }
  }

  /// Joins neighbouring pieces of text below.
  func joinTexts() { cmark_consolidate_text_nodes(pointer) }
}
