import Basics
import Display
import Language

extension FleetNames {
  /// What the program shows, in the course's words.
  public func display(_ display: Display) -> Display {
    isUsual ? display : Display(display.blocks.map { block($0) })
  }

  /// The same as JSON, keys included.
  func json(_ json: JSON) -> JSON {
    switch json {
    case .string(let words): .string(text(words))
    case .array(let items): .array(items.map { self.json($0) })
    case .object(let members):
      .object(members.map { JSON.Member(text($0.key), self.json($0.value)) })
    case .null, .bool, .number, .digits: json
    }
  }

  /// What help and the pages of codes are made of; pictures are of the course's own values.
  private func block(_ block: Block) -> Block {
    switch block {
    case .paragraph(let words): .paragraph(text(words))
    case .heading(let words, let level): .heading(text(words), level: level)
    case .lines(let lines): .lines(lines.map { text($0) })
    case .code(let code, let language): .code(text(code), language: language)
    case .quote(let blocks): .quote(blocks.map { self.block($0) })
    case .list(let items, let start):
      .list(items.map { $0.map { self.block($0) } }, start: start)
    case .table(let table):
      .table(
        Table(
          header: table.header.map { text($0) }, rows: table.rows.map { $0.map { text($0) } },
          alignments: table.alignments, style: table.style))
    case .rule, .note, .plot, .strip, .timeline, .heatMap, .slider, .snippet: block
    }
  }

  /// Span by span: an article stands in the span of its noun.
  private func text(_ text: Text) -> Text {
    Text(text.spans.map { Span(self.text($0.text), $0.role) })
  }
}
