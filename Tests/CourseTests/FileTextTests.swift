import Basics
import Diagnostics
import Testing

@testable import Course

/// A file's bytes, before anything reads them.
@Suite struct FileTextTests {
  private func read(_ text: String) -> (FileText, [Diagnostic]) {
    var problems = Problems()
    let file = FileText(Source(name: "a.md", text), &problems)
    return (file, problems.list)
  }

  /// What no way out of the program would show is found where it stands, and blanked; nothing else is.
  @Test func whatMayNotBeShownIsFound() {
    let kept: Set<UInt32> = Set([0x09, 0x0A, 0x200C, 0x200D] + Array(0xE0020...0xE007F))
    let all = Array(0...0x31FF) + Array(0xD7F0...0xD7FF) + Array(0xE000...0x1_0010)
    let values =
      all + Array(0x1_3420...0x1_3450) + Array(0x1_BC90...0x1_BCB0)
      + Array(0x1_D160...0x1_D190) + Array(0xD_FFFE...0xE_0090)
    for scalar in values.compactMap({ Unicode.Scalar(UInt32($0)) }) {
      let isWanted = scalar.isUnshowable && !kept.contains(scalar.value)
      // Several at once would only be told by their places.
      let (file, problems) = read("ab\(scalar)c")
      #expect(problems.count == (isWanted ? 1 : 0), "U+\(String(scalar.value, radix: 16))")
      guard isWanted, let problem = problems.first else { continue }
      let width = UTF8.width(scalar)
      #expect(problem.code == .notText && problem.span?.range == 2..<2 + width)
      #expect(file.bytes == Array("ab\(String(repeating: " ", count: width))c".utf8))
    }
  }

  @Test func aByteOrderMarkMayOpenAFile() {
    #expect(read("\u{FEFF}text").1.isEmpty)
    #expect(read("text\u{FEFF}").1.count == 1)
  }

  @Test(arguments: [
    ("", [0..<0]), ("a", [0..<1]), ("a\n", [0..<1]), ("a\r\nbc", [0..<1, 3..<5]),
    ("\n\n", [0..<0, 1..<1]),
  ]) func linesAreWithoutTheirEnds(_ text: String, _ lines: [Range<Int>]) {
    let (file, _) = read(text)
    #expect((0..<file.lineCount).map { file.line($0) } == lines)
    for (place, line) in lines.enumerated() {
      #expect(file.lineIndex(of: line.lowerBound) == place)
    }
    #expect(file.line(lines.count).isEmpty && file.line(-1).isEmpty)
  }
}
