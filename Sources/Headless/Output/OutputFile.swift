import Diagnostics
import Foundation

/// A file that is there in whole or not at all: written beside its place and then put there. A link
/// is followed; what is no file but a device or a pipe is written to as it is, and stays.
///
///     let file = try OutputFile("gradebook.csv", sparing: inputs)
///     try file.write(text)
///     try file.finish()
public final class OutputFile {
  private let path: String
  /// Where it is written first; nil where it goes straight to a device or a pipe.
  private let partial: String?
  private let handle: FileHandle

  /// - Parameter inputs: the files that the command reads, which are left as they are.
  /// - Throws: `unwritable` where no file can stand there, or one that is read does.
  public init(_ path: String, sparing inputs: InputFiles) throws(Diagnostic) {
    try inputs.refuse(path)
    var information = stat()
    let isThere = stat(path, &information) == 0
    if isThere, information.st_mode & S_IFMT != S_IFREG {
      guard information.st_mode & S_IFMT != S_IFDIR,
        let handle = FileHandle(forWritingAtPath: path)
      else { throw OutputFile.unwritable(path) }
      (self.path, self.partial, self.handle) = (path, nil, handle)
      return
    }
    let path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    self.path = path
    let partial = path + ".part-\(ProcessInfo.processInfo.processIdentifier)"
    guard FileManager.default.createFile(atPath: partial, contents: nil),
      let handle = FileHandle(forWritingAtPath: partial)
    else { throw OutputFile.unwritable(path) }
    (self.partial, self.handle) = (partial, handle)
  }

  /// Adds text.
  public func write(_ text: String) throws(Diagnostic) { try write(Array(text.utf8)) }

  /// Adds bytes.
  public func write(_ bytes: [UInt8]) throws(Diagnostic) {
    do {
      try handle.write(contentsOf: Data(bytes))
    } catch {
      discard()
      throw OutputFile.unwritable(path)
    }
  }

  /// Puts the file in its place.
  public func finish() throws(Diagnostic) {
    do {
      try handle.close()
    } catch {
      discard()
      throw OutputFile.unwritable(path)
    }
    guard let partial else { return }
    guard rename(partial, path) == 0 else {
      discard()
      throw OutputFile.unwritable(path)
    }
  }

  /// Takes away what was written; whatever stood in its place is left.
  public func discard() {
    guard let partial else { return }
    // Where it cannot be removed there is nothing left to try, and what went wrong before is told.
    try? FileManager.default.removeItem(atPath: partial)
  }

  /// Makes the folder that a file is to stand in, where it is missing.
  public static func makeFolder(of path: String) throws(Diagnostic) {
    do {
      try FileManager.default.createDirectory(
        at: URL(fileURLWithPath: path).deletingLastPathComponent(),
        withIntermediateDirectories: true)
    } catch {
      throw unwritable(path)
    }
  }

  /// Writes a whole file where none is yet.
  /// - Throws: `unwritable` where there is one, which is left alone.
  public static func create(_ text: String, at path: String) throws(Diagnostic) {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw Diagnostic(.unwritable, "There is a file \(path) already; it was left alone.")
    }
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
    } catch {
      throw unwritable(path)
    }
  }

  /// Writes a whole file.
  /// - Parameter inputs: the files that the command reads, which are left as they are.
  public static func write(
    _ text: String, to path: String, sparing inputs: InputFiles
  ) throws(Diagnostic) {
    let file = try OutputFile(path, sparing: inputs)
    try file.write(text)
    try file.finish()
  }

  private static func unwritable(_ path: String) -> Diagnostic {
    Diagnostic(.unwritable, "The file \(path) cannot be written.")
  }
}
