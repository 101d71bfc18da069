import Foundation
import Inference

/// The files of a course, looked at every now and then: whether something was saved.
///
///     var watch = WatchedCourse(folders: ["."])
///     while !isOver { if watch.hasChanged() { check() } }
public struct WatchedCourse {
  private let folders: [String]
  private var known: [String: FileIdentity]
  /// What was seen last: only what has stayed so since is a change, since a file may be half written.
  private var seen: [String: FileIdentity]

  /// - Parameter folders: courses, or files alone.
  public init(_ folders: [String]) {
    self.folders = folders
    known = WatchedCourse.files(of: folders)
    seen = known
  }

  /// Whether something is another than when this was last true, and has stayed so since the look
  /// before.
  public mutating func hasChanged() -> Bool {
    let now = WatchedCourse.files(of: folders)
    defer { seen = now }
    guard now == seen, now != known else { return false }
    known = now
    return true
  }

  private static func files(of folders: [String]) -> [String: FileIdentity] {
    var found: [String: FileIdentity] = [:]
    for folder in folders {
      found[folder] = FileIdentity(path: folder)
      for name in ["Chapters", "Exercises", "course.yaml", "policy.yaml", "adjust.csv"] {
        let path = folder + "/" + name
        found[path] = FileIdentity(path: path)
        for case let inner as String in FileManager.default.enumerator(atPath: path) ?? .init() {
          found[path + "/" + inner] = FileIdentity(path: path + "/" + inner)
        }
      }
    }
    return found
  }
}
