import Basics
import Course
import Foundation
import Headless
import SampleCourse
import Testing

/// The language server, message by message.
@Suite struct LanguageServerTests {
  private let stage: Stage

  init() throws { stage = try Stage(sampleChapter) }

  /// A document and what the server says when it is opened.
  private struct Editor {
    var server = LanguageServer()
    let address: String
    var text: String

    init(_ path: String, _ text: String) {
      (address, self.text) = ("file://" + path, text)
    }

    mutating func tell(_ method: String, _ parameters: String) -> [JSON] {
      server.receive(
        Array(#"{"jsonrpc":"2.0","method":"\#(method)","params":\#(parameters)}"#.utf8))
    }

    mutating func ask(_ method: String, at word: String, plus more: Int = 0) throws -> JSON? {
      let range = try #require(text.range(of: word))
      let before = text[..<range.lowerBound]
      let line = before.count { $0 == "\n" }
      let start = before.lastIndex(of: "\n").map { text.index(after: $0) } ?? text.startIndex
      let character = text[start..<range.lowerBound].utf16.count + more
      let replies = server.receive(
        Array(
          """
          {"jsonrpc":"2.0","id":7,"method":"textDocument/\(method)","params":{"textDocument":\
          {"uri":"\(address)"},"position":{"line":\(line),"character":\(character)}}}
          """.utf8))
      return replies.first?.member("result")
    }

    private var quoted: String { JSON.string(text).text }

    /// The problems that are told.
    mutating func open() -> [JSON] {
      _ = tell(
        "textDocument/didOpen",
        #"{"textDocument":{"uri":"\#(address)","languageId":"markdown","version":1,"text":\#(quoted)}}"#
      )
      return problems
    }

    mutating func change(_ old: String, _ new: String) -> [JSON] {
      text = text.replacingOccurrences(of: old, with: new)
      _ = tell(
        "textDocument/didChange",
        #"{"textDocument":{"uri":"\#(address)","version":2},"contentChanges":[{"text":\#(quoted)}]}"#
      )
      return problems
    }

    private var problems: [JSON] {
      mutating get {
        let told = server.settle().filter {
          $0.member("params")?.member("uri")?.asText == address
        }
        return told.last?.member("params")?.member("diagnostics")?.asList ?? []
      }
    }
  }

  private func editor() throws -> Editor {
    let path = stage.folder + "/" + (try Course(folder: stage.folder).chapters[0].name)
    return Editor(path, try String(contentsOfFile: path, encoding: .utf8))
  }

  @Test func greets() throws {
    var server = LanguageServer()
    let reply = server.receive(
      Array(#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}"#.utf8))
    let abilities = reply.first?.member("result")?.member("capabilities")
    for name in ["hoverProvider", "definitionProvider"] {
      #expect(abilities?.member(name) == .bool(true))
    }
    #expect(abilities?.member("textDocumentSync")?.member("change")?.asWhole == 2)
    #expect(abilities?.member("codeActionProvider") != nil)
    _ = server.receive(Array(#"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#.utf8))
    #expect(server.status == nil)
    _ = server.receive(Array(#"{"jsonrpc":"2.0","method":"exit"}"#.utf8))
    #expect(server.status == 0)
  }

  /// What is wrong with the text in the editor, at its place, and gone when it is mended; the file
  /// stays as it is.
  @Test func tellsWhatIsWrong() throws {
    var editor = try editor()
    let before = editor.open()
    let file = try String(contentsOfFile: String(editor.address.dropFirst(7)), encoding: .utf8)
    let broken = editor.change("{eval}`wasted`", "{eval}`wastd`")
    #expect(broken.count == before.count + 1, "\(broken.map { $0.text })")
    let problem = try #require(
      broken.first { $0.member("message")?.asText?.contains("wastd") == true })
    #expect(problem.member("severity")?.asWhole == 1)
    #expect(problem.member("message")?.asText?.contains("Try: wasted") == true)
    let start = try #require(problem.member("range")?.member("start"))
    let line = try #require(start.member("line")?.asWhole)
    let lines = editor.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[line].contains("wastd"))
    #expect(editor.change("`wastd`", "`wasted`").count == before.count)
    #expect(
      try String(contentsOfFile: String(editor.address.dropFirst(7)), encoding: .utf8) == file)
  }

  @Test func hovers() throws {
    var editor = try editor()
    _ = editor.open()
    let figure = try editor.ask("hover", at: "{eval}`wasted`", plus: 8)
    #expect(
      figure?.member("contents")?.member("value")?.asText?.contains("$10,200/month") == true,
      "\(figure?.text ?? "")")
    let cell = try editor.ask("hover", at: "result effective", plus: 9)
    let words = cell?.member("contents")?.member("value")?.asText ?? ""
    #expect(words.contains("$27.78/gpu·h") && words.contains("waste.effective"), "\(words)")
    #expect(try editor.ask("hover", at: "title:") == .null)
  }

  @Test func completes() throws {
    var editor = try editor()
    _ = editor.open()
    _ = editor.change("{eval}`wasted`", "{eval}`wast")
    let found = try editor.ask("completion", at: "{eval}`wast", plus: 11)?.asList ?? []
    #expect(found.map { $0.member("label")?.asText } == ["wasted"])
    let edit = found.first?.member("textEdit")
    #expect(edit?.member("newText")?.asText == "wasted")
    _ = editor.change("```{model}", "```{mo")
    let kinds = try editor.ask("completion", at: "```{mo", plus: 6)?.asList ?? []
    #expect(kinds.contains { $0.member("label")?.asText == "model" })
  }

  @Test func leadsToDeclarations() throws {
    var editor = try editor()
    _ = editor.open()
    let place = try editor.ask("definition", at: "{eval}`wasted`", plus: 8)
    #expect(place?.member("uri")?.asText == editor.address)
    let line = try #require(
      place?.member("range")?.member("start")?.member("line")?.asWhole)
    let lines = editor.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[line].hasPrefix("result wasted"))
    #expect(try editor.ask("definition", at: "title:") == .null)
  }

  /// Sheets are understood too, whether they were saved or not.
  @Test func sheets() throws {
    let path = stage.folder + "/costs.sheet"
    var editor = Editor(path, "param gpus: gpu = 4 in 1..64\nhalf = gpus / 2\nhalf * 3\n")
    #expect(editor.open().isEmpty)
    let words = try editor.ask("hover", at: "half")?.member("contents")?.member("value")?.asText
    #expect(words?.contains("2 gpu") == true, "\(words ?? "")")
    let place = try editor.ask("definition", at: "gpus / 2", plus: 1)
    #expect(place?.member("range")?.member("start")?.member("line")?.asWhole == 0)
    #expect(editor.change("half * 3", "hlf * 3").count == 1)
  }

  /// A name leads into the sheet that declares it, and the path of that sheet to its beginning.
  @Test func usedSheets() throws {
    let prices = stage.folder + "/prices.sheet"
    try "# prices\nh100 = $2/(gpu*h)\n".write(toFile: prices, atomically: true, encoding: .utf8)
    var editor = Editor(
      stage.folder + "/bill.sheet", "use \"prices.sheet\"\nbill = h100 * 3 gpu\nbill\n")
    #expect(editor.open().isEmpty)
    let place = try editor.ask("definition", at: "h100", plus: 1)
    #expect(place?.member("uri")?.asText == "file://" + prices)
    #expect(place?.member("range")?.member("start")?.member("line")?.asWhole == 1)
    let file = try editor.ask("definition", at: "prices.sheet", plus: 3)
    #expect(file?.member("uri")?.asText == "file://" + prices)
  }

  /// Whatever a used sheet declares: parameters, functions, units, whole models. A line that only
  /// begins like it is none.
  @Test(arguments: [("twice", 4), ("fare", 3), ("seats", 2), ("bus", 1)])
  func everyDeclaration(_ name: String, _ line: Int) throws {
    let used = stage.folder + "/used.sheet"
    try "# fares\nmodel bus\nparam seats = 40\nunit fare = $2\ntwice(x) = x * 2\ntwice(4) + 1\n"
      .write(
        toFile: used, atomically: true, encoding: .utf8)
    var editor = Editor(
      stage.folder + "/bill.sheet",
      "use \"used.sheet\"\nday = twice(bus.seats) * 3 fare\nday + twice(seats) * 1 fare\nbus.seats\n"
    )
    _ = editor.open()
    let place = try editor.ask("definition", at: name, plus: 1)
    #expect(place?.member("uri")?.asText == "file://" + used, "\(name)")
    #expect(place?.member("range")?.member("start")?.member("line")?.asWhole == line, "\(name)")
  }

  /// Changes of parts, in the order in which they come, whatever characters stand before them.
  @Test func partsChange() throws {
    let path = stage.folder + "/parts.sheet"
    var editor = Editor(path, "# 🦉 costs\ngpus = 4\nhalf = gpus / 2\n")
    #expect(editor.open().isEmpty)
    func edit(_ from: (Int, Int), _ to: (Int, Int), _ text: String) -> String {
      """
      {"range":{"start":{"line":\(from.0),"character":\(from.1)},"end":\
      {"line":\(to.0),"character":\(to.1)}},"text":"\(text)"}
      """
    }
    func change(_ edits: String...) -> [JSON] {
      _ = editor.tell(
        "textDocument/didChange",
        #"{"textDocument":{"uri":"\#(editor.address)","version":3},"contentChanges":[\#(edits.joined(separator: ","))]}"#
      )
      let told = editor.server.settle()
      return told.last?.member("params")?.member("diagnostics")?.asList ?? []
    }
    // The owl is two units of UTF-16.
    #expect(change(edit((0, 2), (0, 4), "owl"), edit((1, 7), (1, 8), "60")).isEmpty)
    editor.text = "# owl costs\ngpus = 60\nhalf = gpus / 2\n"
    let words = try editor.ask("hover", at: "half")?.member("contents")?.member("value")?.asText
    #expect(words?.contains("30") == true, "\(words ?? "")")
    #expect(change(edit((2, 7), (2, 11), "gpsu")).count == 1)
    #expect(change(edit((2, 7), (2, 11), "gpus"), edit((9, 0), (9, 9), "\\nhalf * 2")).isEmpty)
    // What cannot be is refused, and the text stays.
    #expect(change(edit((2, 5), (1, 0), "x")).isEmpty)
    #expect(try editor.ask("hover", at: "half") != .null)
  }

  /// What stands behind Try is offered as a change, once it was tried.
  @Test(arguments: [
    ("gpus = 4\nhalf = gpsu / 2\n", "gpsu", "gpus = 4\nhalf = gpus / 2\n"),
    ("param use = 40% in 1%..100%\nuse = 40 %%\n", "40 %%", nil),
    ("rent = $5/h\nrent + 10%\n", "rent + 10%", "rent = $5/h\nrent * (1 + 10%)\n"),
  ])
  func corrects(_ text: String, _ word: String, _ wanted: String?) throws {
    var editor = Editor(stage.folder + "/wrong.sheet", text)
    #expect(!editor.open().isEmpty)
    let range = try #require(text.range(of: word))
    let line = text[..<range.lowerBound].count { $0 == "\n" }
    let reply = editor.server.receive(
      Array(
        """
        {"jsonrpc":"2.0","id":7,"method":"textDocument/codeAction","params":{"textDocument":\
        {"uri":"\(editor.address)"},"range":{"start":{"line":\(line),"character":0},"end":\
        {"line":\(line),"character":99}},"context":{"diagnostics":[]}}}
        """.utf8))
    let actions = try #require(reply.first?.member("result")?.asList)
    guard let wanted else {
      #expect(actions.count <= 1)
      return
    }
    let action = try #require(actions.first, "no correction of \(word)")
    #expect(action.member("title")?.asText?.hasPrefix("Try: ") == true)
    let edit = try #require(
      action.member("edit")?.member("changes")?.member(editor.address)?.asList?.first)
    let mended = try #require(edit.member("newText")?.asText)
    let place = try #require(edit.member("range"))
    func offset(_ end: String) throws -> String.Index {
      let place = try #require(place.member(end))
      let start = text.split(separator: "\n", omittingEmptySubsequences: false)[
        try #require(place.member("line")?.asWhole)]
      return text.index(
        start.startIndex, offsetBy: try #require(place.member("character")?.asWhole))
    }
    var changed = text
    changed.replaceSubrange(try offset("start")..<(try offset("end")), with: mended)
    #expect(changed == wanted)
  }

  /// Whatever comes, there is an answer or silence, and the server goes on.
  @Test(arguments: [
    "", "null", "[]", "{}", "[1,2]", #"{"jsonrpc":"2.0","id":1,"method":"textDocument/hover"}"#,
    #"{"jsonrpc":"2.0","id":1,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///x.md"},"position":{"line":-1,"character":1e99}}}"#,
    #"{"jsonrpc":"2.0","id":1,"method":"textDocument/completion","params":{"textDocument":{"uri":"file://%"},"position":{}}}"#,
    #"{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"http://a/Chapters/x.md","text":"x"}}}"#,
    #"{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///nowhere/Chapters/x.md","text":"```{model} a\nparam"}}}"#,
    #"{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a%00b.sheet","text":"x"}}}"#,
    #"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///x.md"},"contentChanges":[]}}"#,
    #"{"jsonrpc":"2.0","method":"$/whatever","params":7}"#,
    #"{"jsonrpc":"2.0","id":3,"method":"workspace/nothing"}"#,
  ])
  func survives(_ message: String) {
    var server = LanguageServer()
    _ = server.receive(Array(message.utf8))
    _ = server.settle()
    let reply = server.receive(Array(#"{"jsonrpc":"2.0","id":1,"method":"initialize"}"#.utf8))
    #expect(reply.first?.member("result") != nil)
  }

  /// Cut and changed at random, texts are told of and never trap.
  @Test(arguments: [UInt64](1...12)) func survivesBrokenTexts(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var editor = try editor()
    var bytes = Array(editor.text.utf8)
    for _ in 0..<4 {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      if Bool.random(using: &random) {
        bytes[place] = UInt8.random(in: 32...126, using: &random)
      } else {
        bytes.removeSubrange(place..<min(bytes.count, place + 40))
      }
    }
    editor.text = String(decoding: bytes, as: UTF8.self)
    _ = editor.open()
    for line in stride(from: 0, to: 80, by: 11) {
      for method in ["hover", "completion", "definition"] {
        let reply = editor.server.receive(
          Array(
            """
            {"jsonrpc":"2.0","id":7,"method":"textDocument/\(method)","params":{"textDocument":\
            {"uri":"\(editor.address)"},"position":{"line":\(line),"character":\(line % 30)}}}
            """.utf8))
        #expect(reply.first?.member("result") != nil, "seed \(seed)")
      }
    }
  }
}

/// Messages cut out of a stream of bytes.
@Suite struct MessageFramesTests {
  private func messages(_ bytes: [UInt8], by size: Int) -> [MessageFrames.Message] {
    var frames = MessageFrames()
    var found: [MessageFrames.Message] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      frames.take(Array(bytes[start..<min(bytes.count, start + size)]))
      while let message = frames.next() { found.append(message) }
    }
    return found
  }

  @Test(arguments: [1, 2, 3, 7, 1000]) func inPieces(_ size: Int) {
    let text = "Content-Length: 2\r\n\r\n{}Content-Type: x\r\ncontent-length:3\r\n\r\n[1]"
    #expect(
      messages(Array(text.utf8), by: size) == [.body(Array("{}".utf8)), .body(Array("[1]".utf8))])
  }

  @Test(arguments: [
    "Content-Length: x\r\n\r\n{}", "Length: 3\r\n\r\n{}", "\r\n\r\n", "Content-Length: -1\r\n\r\n",
    "Content-Length: 99999999999999999999\r\n\r\n", String(repeating: "x", count: 9_000),
  ])
  func lost(_ text: String) {
    #expect(messages(Array(text.utf8), by: 100) == [.lost])
  }

  @Test func tooLong() {
    let body = [UInt8](repeating: UInt8(ascii: " "), count: 5 << 20)
    let text = Array("Content-Length: \(body.count)\r\n\r\n".utf8) + body
    #expect(
      messages(text + Array("Content-Length: 2\r\n\r\n{}".utf8), by: 1 << 16)
        == [.tooLong, .body(Array("{}".utf8))])
  }
}
