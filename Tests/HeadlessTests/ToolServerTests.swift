import Basics
import Course
import Headless
import SampleCourse
import Testing

/// The workbook behind the Model Context Protocol, message by message.
@Suite struct ToolServerTests {
  private let stage: Stage

  init() throws { stage = try Stage(sampleChapter) }

  private func server() throws -> ToolServer {
    ToolServer(try Evaluation(course: try Course(folder: stage.folder), place: "1"))
  }

  private func reply(_ message: String, _ server: inout ToolServer) -> JSON? {
    server.reply(to: Array(message.utf8))
  }

  private func call(_ tool: String, _ arguments: String, _ server: inout ToolServer) -> JSON? {
    reply(
      #"{"jsonrpc":"2.0","id":9,"method":"tools/call","params":{"name":"\#(tool)","arguments":\#(arguments)}}"#,
      &server)
  }

  @Test func aWholeConversation() throws {
    var server = try server()
    let greeting = try #require(
      reply(
        #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-03-26"}}"#,
        &server))
    #expect(greeting.member("id")?.asWhole == 1)
    let result = try #require(greeting.member("result"))
    #expect(result.member("protocolVersion")?.asText == "2025-03-26")
    #expect(result.member("serverInfo")?.member("version")?.asText == Program.version)
    #expect(result.member("capabilities")?.member("tools") == .object([]))
    #expect(reply(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#, &server) == nil)

    let tools = reply(#"{"jsonrpc":"2.0","id":"a","method":"tools/list"}"#, &server)
    #expect(tools?.member("id")?.asText == "a")
    let list = try #require(tools?.member("result")?.member("tools")?.asList)
    #expect(list.compactMap { $0.member("name")?.asText } == ["answer", "help", "cells"])
    for tool in list {
      #expect(tool.member("inputSchema")?.member("type")?.asText == "object")
      #expect(tool.member("description")?.asText?.isEmpty == false)
    }

    _ = call("answer", #"{"line":"gpus = 8"}"#, &server)
    let answer = call("answer", #"{"line":"gpus"}"#, &server)?.member("result")
    #expect(answer?.member("structuredContent")?.member("text")?.asText == "8 gpu")
    #expect(answer?.member("isError") == .bool(false))
    #expect(
      answer?.member("content")?.asList?.first?.member("text")?.asText
        == answer?.member("structuredContent")?.text)
    let wrong = call("answer", #"{"line":"zebra"}"#, &server)?.member("result")
    #expect(wrong?.member("isError") == .bool(true))
    #expect(
      wrong?.member("structuredContent")?.member("error")?.member("code")?.asText
        == "unknown-name")
    let cells = call("cells", "{}", &server)?.member("result")?.member("structuredContent")
    #expect((cells?.member("cells")?.asList?.count ?? 0) > 3)
    let help = call("help", #"{"about":"plot"}"#, &server)?.member("result")
    #expect(help?.member("isError") == .bool(false))
    #expect(
      reply(#"{"jsonrpc":"2.0","id":2,"method":"ping"}"#, &server)?.member("result") == .object([]))
  }

  /// An id comes back as it came, whatever it is: numbers beyond 2^53, fractions, other spellings.
  @Test(arguments: [
    "0", "-1", "9007199254740993", "18446744073709551615", "123456789012345678901234567890",
    "-0", "1.0", "1.50", "1e3", "1E+03", "0.1", "1e999", #""9007199254740993""#, #""""#, #""ü""#,
  ])
  func ids(_ id: String) throws {
    var server = try server()
    for method in ["ping", "nothing"] {
      let reply = reply(#"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)"}"#, &server)
      #expect(reply?.member("id")?.text == id)
    }
    let several = reply(#"[{"jsonrpc":"2.0","id":\#(id),"method":"ping"}]"#, &server)
    #expect(several?.asList?.first?.member("id")?.text == id)
  }

  /// A newer revision than is known is answered with the newest that is.
  @Test func unknownRevisions() throws {
    var server = try server()
    let greeting = reply(
      #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2099-01-01"}}"#,
      &server)
    #expect(greeting?.member("result")?.member("protocolVersion")?.asText == "2025-06-18")
  }

  @Test(arguments: [
    ("{", -32700), ("", -32700), ("nonsense", -32700), ("[1,", -32700),
    ("{\"a\":1,\"a\":2}", -32700),
    ("[]", -32600), ("1", -32600), ("{}", -32600),
    (#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, -32600),
    (#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#, -32600), (#"{"jsonrpc":"2.0","id":1}"#, -32600),
    (#"{"jsonrpc":"2.0","id":1,"method":"resources/list"}"#, -32601),
    (#"{"jsonrpc":"2.0","id":1,"method":"tools/call"}"#, -32602),
    (#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"zebra"}}"#, -32602),
    (#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"answer"}}"#, -32602),
    (
      #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"answer","arguments":{"line":3}}}"#,
      -32602
    ),
    (String(repeating: "[", count: 100), -32700), ("\u{0}", -32700),
  ])
  func refused(_ message: String, _ code: Int) throws {
    var server = try server()
    let answer = try #require(reply(message, &server))
    #expect(answer.member("error")?.member("code")?.asWhole == code, "\(answer.text)")
    #expect(answer.member("jsonrpc")?.asText == "2.0")
    #expect(
      answer.member("id")
        == (message.contains(#""id":1,"method":"#) && code != -32600 ? .number(1) : .null))
    // It goes on.
    #expect(reply(#"{"jsonrpc":"2.0","id":2,"method":"ping"}"#, &server) != nil)
  }

  @Test func bytesThatAreNoText() throws {
    var server = try server()
    let answer = server.reply(to: [0x22, 0xFF, 0xFE, 0x22])
    #expect(answer?.member("error")?.member("code")?.asWhole == -32700)
  }

  /// Notifications have no reply, whatever is wrong with them.
  @Test func notifications() throws {
    var server = try server()
    for method in ["notifications/cancelled", "zebra", "tools/call"] {
      #expect(reply(#"{"jsonrpc":"2.0","method":"\#(method)"}"#, &server) == nil)
    }
  }

  @Test func severalAtOnce() throws {
    var server = try server()
    let answer = reply(
      #"[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","method":"x"},{"jsonrpc":"2.0","id":2,"method":"y"}]"#,
      &server)
    #expect(answer?.asList?.count == 2)
  }
}
