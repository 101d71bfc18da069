import Course
import Diagnostics
import Display
import Language
import Presentation
import Quantities

/// A sentence as it stands on the screen, with the live figures in it.
struct ShownSentence: Hashable {
  /// A value in the sentence that follows the workbook.
  struct Live: Hashable {
    let formula: String
    let value: Quantity
  }

  /// Which sentence it is, however its figures come out.
  let place: Place
  /// What was typed, without the live figures.
  let typed: String
  let live: [Live]
  /// Whether it tells of a case of its own: a row of a table in which nothing follows the workbook.
  let isFixed: Bool
  /// Where the block that it is in is written.
  let span: SourceSpan
  /// Names that stand in it as code, each with the words behind it.
  var named: [Named] = []

  /// A name, and the words from behind it to the next piece.
  struct Named: Hashable {
    let name: String
    let words: String
  }

  /// The block in the file, and the number of the sentence in it.
  struct Place: Hashable {
    let start: Int
    let number: Int
    let words: String
  }
}

extension ShownSentence {
  /// What stands above a suggested line.
  init(remark line: TryBlock.Line) {
    self.init(
      place: Place(start: line.span.range.lowerBound, number: -2, words: line.remark),
      typed: line.remark, live: [], isFixed: false, span: line.span)
  }

  /// The first place of some words in the block.
  func place(of words: String) -> SourceSpan {
    let text = span.text
    let first = words.split(separator: " ").first.map(String.init) ?? words
    guard let found = text.ranges(of: words).first ?? text.ranges(of: first).first else {
      return span
    }
    let start =
      span.range.lowerBound + text.utf8.distance(from: text.startIndex, to: found.lowerBound)
    let length = text.utf8.distance(from: found.lowerBound, to: found.upperBound)
    return SourceSpan(span.source, start..<start + length)
  }

  /// The sentences of prose on a page, without those about the author's values, which stay as they
  /// are, unless they are wanted.
  static func all(
    in markup: Markup, on page: LessonPage, withAuthors: Bool = false
  ) -> [ShownSentence] {
    page.passages(of: markup).filter { passage in
      withAuthors
        || !(passage.markup.blocks.first?.isAboutAuthorsValues ?? false)
    }.flatMap { passage in
      passage.markup.blocks.flatMap { block in sentences(of: block, on: page) }
    }
  }

  private static func sentences(of block: MarkupBlock, on page: LessonPage) -> [ShownSentence] {
    var texts: [(inlines: [Inline], isRow: Bool)] = []
    Markup([block]).visitBlocks { block in
      switch block.form {
      case .paragraph(let inlines), .heading(let inlines, _):
        texts.append((inlines, false))
      case .table(let table):
        texts += table.rows.map { row in (row.flatMap { $0 + [.text(" · ")] }, true) }
      case .list, .quote, .code, .rule: break
      }
    }
    var found: [ShownSentence] = []
    for (inlines, isRow) in texts {
      for pieces in cut(inlines) {
        let (typed, live) = taken(pieces, on: page)
        let place = Place(
          start: block.span.range.lowerBound, number: found.count, words: typed)
        var sentence = ShownSentence(
          place: place, typed: typed, live: live, isFixed: isRow && live.isEmpty, span: block.span)
        for (piece, next) in zip(pieces, pieces.dropFirst()) {
          guard case .code(let name) = piece, case .text(let words) = next else { continue }
          sentence.named.append(Named(name: name, words: words))
        }
        found.append(sentence)
      }
    }
    return found
  }

  /// The pieces of each sentence.
  private static func cut(_ inlines: [Inline]) -> [[Inline]] {
    var sentences: [[Inline]] = [[]]
    for inline in inlines {
      guard case .text(let text) = inline else {
        sentences[sentences.count - 1].append(inline)
        continue
      }
      var rest = text[...]
      while let end = rest.ends(ofSentence: [". ", "? ", "! "]) {
        sentences[sentences.count - 1].append(.text(String(rest[..<end])))
        sentences.append([])
        rest = rest[end...]
      }
      sentences[sentences.count - 1].append(.text(String(rest)))
      if let last = text.last, ".?!".contains(last) { sentences.append([]) }
    }
    return sentences.filter { !$0.isEmpty }
  }

  private static func taken(_ inlines: [Inline], on page: LessonPage) -> (String, [Live]) {
    var typed = ""
    var live: [Live] = []
    for inline in inlines {
      switch inline {
      case .figure(let figure):
        typed += " ▪ "
        guard let expression = figure.expression, !expression.names().isEmpty,
          // What has no value is told as that.
          let value = try? page.workbook.value(of: expression).quantity
        else { continue }
        live.append(Live(formula: figure.formula.text, value: value))
      case .code: typed += " ▪ "
      case .text(let text): typed += text
      case .emphasis(let inner), .strong(let inner), .struck(let inner), .link(let inner, _, _):
        let (words, figures) = taken(inner, on: page)
        typed += words
        live += figures
      case .when(_, let words, _):
        let (chosen, figures) = taken(words, on: page)
        typed += chosen
        live += figures
      case .softBreak, .lineBreak: typed += " "
      case .image, .authorsValues: break
      }
    }
    return (typed, live)
  }
}

extension Substring {
  /// Behind the first of the signs; nil where there is none.
  fileprivate func ends(ofSentence signs: [String]) -> Index? {
    signs.compactMap { sign in ranges(of: sign).first?.upperBound }.min()
  }
}
