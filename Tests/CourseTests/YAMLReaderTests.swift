import Basics
import Diagnostics
import TestSupport
import Testing

@testable import Course

/// Where keys and values of a head stand, whatever quotes are around them and wherever the file ends.
@Suite struct YAMLReaderTests {
  static let head = """
    title: "a \\"quoted\\" one"
    other: 'it''s'
    list: [one, "two, 2", 'three']
    map: {a: 1, "b": 'é ü'}
    block: |
      first line
      second: line

    folded: >-
      some
      text
    items:
      - plain text
      - "in quotes"
      -
        deep: yes
    last: 'end'
    """

  private func read(_ text: String) throws -> (FileText, YAMLValue?) {
    var problems = Problems()
    let file = FileText(Source(name: "course.yaml", text), &problems, isMarkdown: false)
    return (file, try YAMLReader(file, 0..<file.bytes.count).read())
  }

  private func texts(_ value: YAMLValue) -> [YAMLText] {
    switch value.form {
    case .text(let text): [text]
    case .list(let items): items.flatMap(texts)
    case .map(let entries): entries.flatMap { texts($0.value) }
    }
  }

  @Test func everyTextStandsWhereItSays() throws {
    let (file, value) = try read(Self.head)
    let texts = texts(try #require(value))
    #expect(texts.count == 13)
    for text in texts where text.isVerbatim {
      #expect(
        file.string(text.range).split { $0.isWhitespace }
          == text.value.split { $0.isWhitespace }, "\(text)")
    }
    #expect(
      texts.filter { !$0.isVerbatim }.map { $0.value } == ["a \"quoted\" one", "it's"])
    // What is escaped stands there as it is written, up to the quote that closes it.
    #expect(file.string(texts[0].range) == "a \\\"quoted\\\" one")
    #expect(file.string(texts[1].range) == "it''s")
  }

  /// Cut off anywhere, a head is read or refused, and what is read lies within it.
  @Test func everyBeginningIsReadOrRefused() {
    let bytes = Array(Self.head.utf8)
    var read = 0
    for end in 0...bytes.count {
      guard let text = String(validating: bytes[..<end], as: UTF8.self),
        let (file, value) = try? self.read(text), let value
      else { continue }
      read += 1
      for text in texts(value) {
        #expect(text.range.upperBound <= file.bytes.count, "\(end) bytes")
      }
      #expect(value.span.range.upperBound <= file.bytes.count, "\(end) bytes")
    }
    #expect(read > 100)
  }
}
