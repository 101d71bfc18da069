import Basics
import Course
import Diagnostics
import Foundation

/// A course as it was: in a folder, or at a commit of the git repository that the course lies in,
/// from where it is written to a folder that goes with this.
public final class PastCourse {
  /// The course.
  public let course: Course
  private let scratch: String?

  /// - Parameter place: a folder, or what git knows a commit by: `v1.2`, `HEAD~3`, `4f2a91c`.
  /// - Throws: `unreadable` where it is neither.
  public init(_ place: String, of present: Course) throws(Diagnostic) {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: place, isDirectory: &isFolder) {
      course = try Course(folder: place)
      scratch = nil
      return
    }
    let folder = NSTemporaryDirectory() + "gpulearn-past-" + UUID().uuidString
    do throws(Diagnostic) {
      try PastCourse.unpack(place, of: present.folder, to: folder)
      course = try Course(folder: folder)
    } catch {
      PastCourse.remove(folder)
      throw error
    }
    scratch = folder
  }

  deinit { if let scratch { PastCourse.remove(scratch) } }

  /// Where it cannot be removed, the system clears its folder for such things.
  private static func remove(_ folder: String) {
    try? FileManager.default.removeItem(atPath: folder)
  }

  private static func unpack(
    _ commit: String, of folder: String, to target: String
  ) throws(Diagnostic) {
    let problem = Diagnostic(
      .unreadable,
      "\(commit.showable) is no folder, and no commit of the repository that \(folder) lies in."
    )
    // Whatever it is, git must not take it for an option.
    guard !commit.hasPrefix("-"), !commit.isEmpty, commit.utf8.count <= 256,
      commit.unicodeScalars.allSatisfy({
        $0.isASCII
          && ($0.properties.isAlphabetic || ("0"..."9").contains($0)
            || "._/~^@{}-".unicodeScalars.contains($0))
      })
    else { throw problem }
    do {
      try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    } catch {
      throw Diagnostic(.unwritable, "The folder \(target) cannot be made.")
    }
    let archive = target + "/past.tar"
    guard
      run(["git", "-C", folder, "archive", "--format=tar", "-o", archive, commit, "--", "."]),
      run(["tar", "-x", "-f", archive, "-C", target])
    else { throw problem }
    remove(archive)
  }

  /// Runs a program to its end, without a shell.
  private static func run(_ words: [String]) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      return false
    }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
