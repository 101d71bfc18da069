import Foundation
import Testing

/// What holds for every command of the program.
@Suite struct CommandTests {
  /// The argument parser makes a missing name of the type's, by a search through everything that the
  /// program conforms to: that was two fifths of the time from start to the first answer.
  @Test func everyCommandSaysItsName() throws {
    let folder = Project.folder.appendingPathComponent("Sources/gpulearn")
    var count = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
      let parts = try Project.text("Sources/gpulearn/" + name)
        .components(separatedBy: "CommandConfiguration(").dropFirst()
      for part in parts {
        count += 1
        #expect(
          part.drop { $0.isWhitespace }.hasPrefix("commandName: \""),
          "\(name): a command without a name of its own")
      }
    }
    #expect(count > 20)
  }
}
