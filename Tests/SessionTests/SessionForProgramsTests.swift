import Foundation
import PseudoTerminal
import TestSupport
import Testing

/// The program answering another one over pipes.
@Suite struct SessionForProgramsTests {
  /// What the program writes for these bytes.
  private func run(
    _ arguments: [String], _ input: Data, home: String? = nil
  ) throws -> (lines: [String], status: Int32) {
    let home = try home ?? ProgramTests.home()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: PseudoTerminal.built("gpulearn"))
    process.arguments = ["session", "--course", projectFolder] + arguments
    process.environment = ProgramTests.environment(home)
    let (into, out) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (into, out)
    process.standardError = FileHandle.nullDevice
    try process.run()
    try into.fileHandleForWriting.write(contentsOf: input)
    try into.fileHandleForWriting.close()
    let bytes = out.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: bytes, as: UTF8.self)
    return (text.split(separator: "\n").map(String.init), process.terminationStatus)
  }

  @Test func oneAnswerALine() throws {
    var input = Data("x = 3 h\n\nx * 2\n".utf8)
    input += Data([0x31, 0x2B, 0xFF, 10, 0x31, 0, 10])
    input += Data(repeating: UInt8(ascii: "1"), count: 70_000) + Data("\nx\r\n1 + zebra".utf8)
    let (lines, status) = try run(["--json-lines"], input)
    #expect(status == 0 && lines.count == 8, "\(lines.map { $0.prefix(60) })")
    guard lines.count == 8 else { return }
    #expect(lines[1] == "{}" && lines[2].contains(#""text":"6 h""#))
    #expect(lines[3].contains("not-text") && lines[4].contains("error"))
    #expect(lines[5].contains("line-too-long") && lines[6].contains("3 h"))
    #expect(lines[7].contains("unknown-name") && lines[7].contains(#""column":5"#))
  }

  /// An answer is there before the next line comes.
  @Test func itAnswersAtOnce() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: PseudoTerminal.built("gpulearn"))
    process.arguments = ["session", "--mcp"]
    process.environment = ProgramTests.environment(try ProgramTests.home())
    let (into, out) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (into, out)
    try process.run()
    for id in 1...3 {
      try into.fileHandleForWriting.write(
        contentsOf: Data(#"{"jsonrpc":"2.0","id":\#(id),"method":"ping"}"#.utf8) + Data([10]))
      let answer = String(decoding: out.fileHandleForReading.availableData, as: UTF8.self)
      #expect(answer == "{\"jsonrpc\":\"2.0\", \"id\":\(id), \"result\":{}}\n")
    }
    try into.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  /// What a learner has set is read only where their profile is named, and never changed.
  @Test func onlyANamedProfileIsRead() throws {
    let home = try ProgramTests.home()
    let set = try ProgramRun.run(
      ["learn", "1", "--course", projectFolder, "--profile", "ada"],
      environment: ProgramTests.environment(home), input: "waste.utilization = 33%\n")
    #expect(set.status == 0, "\(set.error)")
    let question = Data("waste.utilization\nwaste.utilization = 12%\n".utf8)
    let without = try run(["--json-lines", "--chapter", "1"], question, home: home)
    #expect(without.lines.first?.contains("33%") == false, "\(without.lines)")
    for _ in 0..<2 {
      let with = try run(
        ["--json-lines", "--chapter", "1", "--profile", "ada"], question, home: home)
      #expect(with.lines.first?.contains(#""text":"33%""#) == true, "\(with.lines)")
    }
  }

  @Test func oneOfTheTwo() throws {
    #expect(try run([], Data()).status == 64)
    #expect(try run(["--json-lines", "--mcp"], Data()).status == 64)
  }
}
