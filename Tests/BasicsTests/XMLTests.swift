import Basics
import Testing

struct XMLTests {
  @Test func elementsTextsAndAttributesAreRead() throws {
    let text = """
      \u{FEFF}<?xml version="1.0"?>
      <!-- a remark -->
      <quiz a="1 &lt; 2" b='"'>
        <question type="essay"><text><![CDATA[a < b & c]]> and &#65;&#x42;&amp;</text></question>
        <empty/>
      </quiz>
      <!-- the end -->
      """
    let quiz = try XML.parse(Array(text.utf8))
    #expect(quiz.name == "quiz")
    #expect(quiz.attributes == ["a": "1 < 2", "b": "\""])
    #expect(quiz.all("question").first?.first("text")?.text == "a < b & c and AB&")
    #expect(quiz.all("question").first?.line == 4)
    #expect(quiz.first("empty")?.nodes.isEmpty == true)
  }

  /// Names hold letters, digits, `-`, `.`, `:`, `_` and whatever is beyond ASCII, and nothing else.
  @Test func namesHoldWhatNamesMay() throws {
    for byte in UInt8(0x21)...0x7E {
      let character = String(UnicodeScalar(byte))
      let name = "a\(character)b"
      let isOfName =
        character.first.map { $0.isLetter || $0.isNumber } == true || "-.:_".contains(character)
      let read = try? XML.parse(Array("<\(name)/>".utf8))
      #expect((read?.name == name) == isOfName, "\(name)")
    }
    #expect(try XML.parse(Array("<größe/>".utf8)).name == "größe")
  }

  @Test(arguments: [
    ("", "it holds no element"), ("text", "it holds no element"),
    ("<a>", "it ends too early"), ("<a></b>", "ends as “b”"), ("<a/><b/>", "something follows"),
    ("<a", "a tag is not closed"), ("<a b>", "a tag is not closed"), ("<a b=c/>", "no attribute"),
    ("<a b='1' b='2'/>", "stands twice"), ("<a>&nbsp;</a>", "&nbsp; is no character"),
    ("<a>&#0;</a>", "stands for no character"), ("<a>&#xD800;</a>", "stands for no character"),
    ("<a>&#99999999999;</a>", "stands for no character"), ("<a>& b</a>", "is no character"),
    ("<!DOCTYPE quiz [<!ENTITY a \"b\">]><quiz>&a;</quiz>", "document type"),
    ("<quiz><!ENTITY a SYSTEM \"file:///etc/passwd\"></quiz>", "document type"),
    ("<a>\u{1}</a>", "control character"), ("<a><![CDATA[x</a>", "ends too early"),
    ("<a><!-- </a>", "ends too early"), ("< a/>", "a name is missing"), ("</a>", "no element"),
  ])
  func whatIsNoneIsRefused(_ text: String, _ reason: String) {
    do {
      _ = try XML.parse(Array(text.utf8))
      Issue.record("\(text) was read.")
    } catch {
      #expect(error.text.contains(reason), "\(text): \(error.text)")
    }
  }

  @Test func depthNumberAndSizeAreLimited() {
    let deep = String(repeating: "<a>", count: 100_000)
    #expect(throws: XMLProblem(reason: .tooDeep(XML.deepest), line: 1)) {
      try XML.parse(Array(deep.utf8))
    }
    #expect(throws: XMLProblem(reason: .tooManyBytes(10), line: 1)) {
      try XML.parse(Array("<a>0123456789</a>".utf8), most: 10)
    }
  }

  /// Whatever the bytes are, reading ends, and what is damaged is refused or a file of its own.
  @Test func damagedFilesEnd() {
    let text = Array("<quiz a=\"b\"><q>x &lt; y<![CDATA[z]]></q><!-- r --><e/></quiz>".utf8)
    for place in text.indices {
      for byte: UInt8 in [0, 0x22, 0x26, 0x3C, 0x3E, 0x80, 0xFF] {
        var bytes = text
        bytes[place] = byte
        _ = try? XML.parse(bytes)
        _ = try? XML.parse(Array(bytes[...place]))
      }
    }
  }
}
