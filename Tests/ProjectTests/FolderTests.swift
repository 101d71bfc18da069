import Foundation
import Testing

/// A folder's name says where something is: no two targets have one for different things.
@Suite struct FolderTests {
  /// Names that mean the same thing in every target that has one.
  private static let shared: [String: Set<String>] = [
    // A library's own errors with their words; the headers of a target in C.
    "Sources": ["Errors", "include"],
    // What tests compare with, and the folders of a course.
    "Tests": ["Errors", "Fixtures", "Goldens", "Chapters", "Exercises"],
  ]

  @Test(arguments: ["Sources", "Tests"]) func everyNameStandsOnce(top: String) throws {
    let folder = Project.folder.appendingPathComponent(top)
    let files = try #require(FileManager.default.enumerator(atPath: folder.path))
    var targets: [String: Set<String>] = [:]
    // Of what is there, not of folders that were left empty by a move.
    while let path = files.nextObject() as? String {
      let parts = path.split(separator: "/").map { String($0) }
      guard parts.count > 2, files.fileAttributes?[.type] as? FileAttributeType == .typeRegular
      else { continue }
      for name in parts.dropFirst().dropLast() { targets[name, default: []].insert(parts[0]) }
    }
    #expect(targets.count > 10)
    for (name, holders) in targets where !Self.shared[top, default: []].contains(name) {
      #expect(holders.count == 1, "\(name) is in \(holders.sorted())")
    }
  }
}
