import Diagnostics
import Foundation
import Headless
import SampleCourse
import Testing

/// Files that are there in whole or not at all.
@Suite struct OutputFileTests {
  /// A link stays one, and leads to the new text; a pipe is written to, and a device stays a device.
  @Test func whatIsNoFileStays() throws {
    let stage = try Stage()
    let (file, link, pipe) = (
      stage.folder + "/real", stage.folder + "/link", stage.folder + "/pipe"
    )
    try Data("old".utf8).write(to: URL(fileURLWithPath: file))
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
    try OutputFile.write("new", to: link, sparing: InputFiles([]))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == file)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "new")
    try #require(mkfifo(pipe, 0o600) == 0)
    let reader = open(pipe, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    try OutputFile.write("through", to: pipe, sparing: InputFiles([]))
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = read(reader, &bytes, 16)
    #expect(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self) == "through")
    try OutputFile.write("x", to: "/dev/null", sparing: InputFiles([]))
    var information = stat()
    #expect(stat("/dev/null", &information) == 0 && information.st_mode & S_IFMT == S_IFCHR)
  }

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
