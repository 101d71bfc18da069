import Foundation
import Testing

/// No problem is dropped without a reason.
@Suite struct DroppedProblemTests {
  /// `try?` keeps no diagnostic: a comment on its line or on one of the three above says why none is
  /// lost.
  @Test func everyOneSaysWhy() throws {
    let sources = Project.folder.appendingPathComponent("Sources")
    let files = try #require(FileManager.default.enumerator(atPath: sources.path))
    var met = 0
    while let name = files.nextObject() as? String {
      guard name.hasSuffix(".swift") else { continue }
      let text = try String(contentsOf: sources.appendingPathComponent(name), encoding: .utf8)
      let lines = text.components(separatedBy: "\n")
      for (index, line) in lines.enumerated() where line.contains(/\btry\?/) {
        guard !line.drop(while: { $0 == " " }).hasPrefix("//") else { continue }
        met += 1
        let near = lines[max(0, index - 3)...index]
        #expect(near.contains { $0.contains("//") }, "\(name):\(index + 1) does not say why")
      }
    }
    #expect(met > 20)
  }
}
