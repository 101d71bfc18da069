import Diagnostics
import Foundation
import Records

/// The folder where a profile's files are kept, below `XDG_DATA_HOME`.
public struct ProfileFolder: Sendable {
  /// The folder, whether it is there or not.
  public let path: String

  /// - Parameters:
  ///   - profile: whose; nil for whoever names none.
  ///   - environment: the variables of the process.
  public init(_ profile: String?, environment: [String: String]) {
    let home = environment["HOME"] ?? "."
    let base =
      environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? home + "/.local/share"
    path = base + "/gpulearn" + (profile.map { "/profiles/" + $0 } ?? "")
  }

  private var storePath: String { path + "/progress.sqlite" }

  /// Makes the folder where it is missing; nobody else may look into it.
  /// - Throws: `unwritable` where it cannot be made.
  public func make() throws(Diagnostic) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Diagnostic(.unwritable, "There is no folder to keep your progress in.")
        .note("Set XDG_DATA_HOME to a folder that you may write.")
    }
  }

  /// The progress, begun where there is none.
  /// - Throws: `newer-store` for a newer program's, and where it cannot be read.
  public func store() throws(Diagnostic) -> ProgressStore {
    try make()
    return try ProgressStore(path: storePath)
  }

  /// The progress; nil where none was kept yet. Nothing is made.
  public func knownStore() throws(Diagnostic) -> ProgressStore? {
    // What is there and cannot be looked at is not the same as nothing.
    var about = stat()
    if lstat(storePath, &about) != 0, errno == ENOENT { return nil }
    return try ProgressStore(path: storePath)
  }
}
