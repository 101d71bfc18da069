import Diagnostics
import Foundation
import Headless
import SampleCourse
import Testing

/// Files that are there in whole or not at all.
@Suite struct OutputFileTests {
  @Test func outputIsWholeOrNotThere() throws {
    let stage = try Stage()
    let folder = stage.folder + "/out"
    try FileManager.default.createDirectory(
      atPath: folder + "/taken", withIntermediateDirectories: true)
    let path = folder + "/book.csv"
    try Data("old".utf8).write(to: URL(fileURLWithPath: path))
    func text() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
    func names() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }
    let file = try OutputFile(path, sparing: InputFiles([]))
    try file.write("new ")
    try file.write(Array("text".utf8))
    #expect(try text() == "old" && names().count == 3)
    try file.finish()
    #expect(try text() == "new text" && names() == ["book.csv", "taken"])
    let other = try OutputFile(path, sparing: InputFiles([]))
    try other.write("half")
    other.discard()
    #expect(try text() == "new text" && names() == ["book.csv", "taken"])
    let problem = #expect(throws: Diagnostic.self) {
      try OutputFile.write("x", to: folder + "/nowhere/book.csv", sparing: InputFiles([]))
    }
    #expect(problem?.code == .unwritable)
    // A folder cannot be written over; nothing is left beside it.
    try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/taken/x"))
    #expect(throws: Diagnostic.self) {
      try OutputFile.write("x", to: folder + "/taken", sparing: InputFiles([]))
    }
    #expect(try names() == ["book.csv", "taken"])
  }
}
