import Foundation
import PseudoTerminal
import TestSupport
import Testing

/// The program as an editor runs it, over pipes.
@Suite struct LanguageServerProgramTests {
  @Test func speaksTheProtocol() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: PseudoTerminal.built("gpulearn"))
    process.arguments = ["language-server"]
    process.environment = ProgramTests.environment(try ProgramTests.home())
    let (into, out) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (into, out)
    process.standardError = FileHandle.nullDevice
    try process.run()
    var left = Data()
    func send(_ message: String) throws {
      try into.fileHandleForWriting.write(
        contentsOf: Data("Content-Length: \(message.utf8.count)\r\n\r\n\(message)".utf8))
    }
    func receive() throws -> String {
      while true {
        let text = String(decoding: left, as: UTF8.self)
        if let end = text.range(of: "\r\n\r\n"),
          let length = Int(text[..<end.lowerBound].dropFirst("Content-Length: ".count)),
          text[end.upperBound...].utf8.count >= length
        {
          let body = Data(text[end.upperBound...].utf8)
          left = body.dropFirst(length)
          return String(decoding: body.prefix(length), as: UTF8.self)
        }
        let more = out.fileHandleForReading.availableData
        guard !more.isEmpty else { throw CocoaError(.fileReadUnknown) }
        left = Data(left) + more
      }
    }
    try send(#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}"#)
    #expect(try receive().contains("hoverProvider"))
    try send(
      #"{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///tmp/none.sheet","version":1,"languageId":"x","text":"x = 3 h\ny = x * 2 +\n"}}}"#
    )
    let told = try receive()
    #expect(told.contains("publishDiagnostics") && told.contains("expected-value"), "\(told)")
    try send(
      #"{"jsonrpc":"2.0","id":2,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///tmp/none.sheet"},"position":{"line":1,"character":4}}}"#
    )
    #expect(try receive().contains("3 h"))
    try send(#"{"jsonrpc":"2.0","id":3,"method":"shutdown"}"#)
    #expect(try receive().contains("\"id\":3"))
    try send(#"{"jsonrpc":"2.0","method":"exit"}"#)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
