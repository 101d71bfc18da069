import Diagnostics
import Foundation

/// Which files a command line names.
public struct SubmissionFiles: Sendable {
  /// In the order of the command line.
  public private(set) var files: [SubmissionFile] = []
  /// Files of zips and folders that are no .json and were left out.
  public private(set) var leftOut: [String] = []

  /// Files as they are; of folders and zips every .json file in them, at any depth, sorted; of @LIST
  /// the lines of that file, and of - those of standard input, each a file, a folder or a zip.
  /// - Parameter standardInput: reads it to its end.
  /// - Throws: `unreadable` for a list that is not there, and for a damaged zip.
  public init(_ arguments: [String], standardInput: () -> [UInt8]) throws(Diagnostic) {
    for argument in arguments {
      if argument == "-" {
        for line in SubmissionFiles.lines(standardInput()) { try add(line) }
      } else if argument.hasPrefix("@"), argument.count > 1 {
        let path = String(argument.dropFirst())
        let bytes: [UInt8]
        do {
          bytes = try BoundedFile.read(path, most: 1 << 28)
        } catch {
          throw Diagnostic(.unreadable, "The list \(path) cannot be read.")
        }
        for line in SubmissionFiles.lines(bytes) { try add(line) }
      } else {
        try add(argument)
      }
    }
  }

  /// Lines, or what stands between zero bytes where there are any, as of `find -print0`.
  private static func lines(_ bytes: [UInt8]) -> [String] {
    let separator: UInt8 = bytes.contains(0) ? 0 : 0x0A
    return bytes.split(separator: separator).map { part in
      let line = part.last == 0x0D && separator == 0x0A ? part.dropLast() : part
      return String(decoding: line, as: UTF8.self)
    }.filter { !$0.isEmpty }
  }

  private mutating func add(_ path: String) throws(Diagnostic) {
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    if isThere, isFolder.boolValue {
      let names = SubmissionFiles.names(in: path)
      files += names.filter { SubmissionFiles.isJSON($0) }.map { SubmissionFile($0) }
      leftOut += names.filter { !SubmissionFiles.isJSON($0) }
    } else if isThere, path.lowercased().hasSuffix(".zip") {
      let archive = try ZipArchive(path: path)
      let entries = archive.entries.filter { !SubmissionFiles.isHidden($0.name) }
        .sorted { $0.name < $1.name }
      files += entries.filter { SubmissionFiles.isJSON($0.name) }
        .map { SubmissionFile($0, of: archive) }
      leftOut += entries.filter { !SubmissionFiles.isJSON($0.name) }.map { $0.name }
    } else {
      files.append(SubmissionFile(path))
    }
  }

  /// The files of a folder, at any depth.
  private static func names(in path: String) -> [String] {
    let folder = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    guard let names = FileManager.default.enumerator(atPath: folder) else { return [path] }
    let found = names.compactMap { $0 as? String }.filter { name in
      var isFolder: ObjCBool = false
      return !isHidden(name)
        && (isJSON(name)
          || FileManager.default.fileExists(atPath: folder + "/" + name, isDirectory: &isFolder)
            && !isFolder.boolValue)
    }
    return found.sorted().map { path.hasSuffix("/") ? path + $0 : path + "/" + $0 }
  }

  private static func isJSON(_ name: String) -> Bool { name.lowercased().hasSuffix(".json") }

  /// What systems add to folders and zips.
  private static func isHidden(_ name: String) -> Bool {
    name.split(separator: "/").contains {
      $0.hasPrefix(".") && $0 != "." && $0 != ".." || $0 == "__MACOSX"
    }
  }
}
