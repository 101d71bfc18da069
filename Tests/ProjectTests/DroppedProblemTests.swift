import Foundation
import Testing

/// No problem is dropped without a reason.
@Suite struct DroppedProblemTests {
  /// The source's lines outside of comments, each with its place and the three above it.
  private func lines() throws -> [(text: String, place: String, near: ArraySlice<String>)] {
    let sources = Project.folder.appendingPathComponent("Sources")
    let files = try #require(FileManager.default.enumerator(atPath: sources.path))
    var found: [(String, String, ArraySlice<String>)] = []
    while let name = files.nextObject() as? String {
      guard name.hasSuffix(".swift") else { continue }
      let text = try String(contentsOf: sources.appendingPathComponent(name), encoding: .utf8)
      let lines = text.components(separatedBy: "\n")
      for (index, line) in lines.enumerated()
      where !line.drop(while: { $0 == " " }).hasPrefix("//") {
        found.append((line, "\(name):\(index + 1)", lines[max(0, index - 3)...index]))
      }
    }
    return found
  }

  private func isExplained(_ near: ArraySlice<String>) -> Bool {
    near.contains { $0.contains("//") }
  }

  /// `try?` keeps no diagnostic: a comment on its line or on one of the three above says why none is
  /// lost.
  @Test func everyOneSaysWhy() throws {
    var met = 0
    for (line, place, near) in try lines()
    where line.contains("try?") && line.contains(/\btry\?/) {
      met += 1
      #expect(isExplained(near), "\(place) does not say why")
    }
    #expect(met > 20)
  }

  /// `_ =` before a call drops what it returns, which may be problems: the same holds. With `try`
  /// whatever is wrong is thrown.
  @Test func everyUnusedResultSaysWhy() throws {
    var met = 0
    for (line, place, near) in try lines()
    where line.contains("_ = ") && line.contains(#/(^|[ {])_ = /#) {
      guard !line.contains("_ = try "), !line.contains("let _ = ") else { continue }
      met += 1
      #expect(isExplained(near), "\(place) does not say why")
    }
    #expect(met > 5)
  }
}
