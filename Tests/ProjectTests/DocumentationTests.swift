import Foundation
import Testing

/// Public declarations have doc comments; scripts/doc-coverage has the rules.
@Suite struct DocumentationTests {
  @Test func nearlyEveryPublicDeclarationIsDocumented() throws {
    let count = Process()
    count.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    count.arguments = [
      "bash", Project.folder.appendingPathComponent("scripts/doc-coverage").path, "--list",
    ]
    let output = Pipe()
    count.standardOutput = output
    count.standardError = FileHandle.nullDevice
    try count.run()
    let table = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    count.waitUntilExit()
    #expect(table.contains("documented"))
    #expect(count.terminationStatus == 0, "\(table)")
  }
}
