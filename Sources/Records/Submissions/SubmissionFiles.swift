import Diagnostics
import Foundation

/// Which files a command line names.
public enum SubmissionFiles {
  /// Files as they are; of folders every .json file in them, at any depth, sorted; of @LIST the
  /// lines of that file, and of - those of standard input, each a file or a folder.
  /// - Parameter standardInput: reads it to its end.
  /// - Throws: `unreadable` for a list that is not there.
  public static func expand(
    _ arguments: [String], standardInput: () -> [UInt8]
  ) throws(Diagnostic) -> [String] {
    var files: [String] = []
    for argument in arguments {
      if argument == "-" {
        files += lines(standardInput()).flatMap(expanded)
      } else if argument.hasPrefix("@"), argument.count > 1 {
        let path = String(argument.dropFirst())
        do {
          files += lines(try BoundedFile.read(path, most: 1 << 28)).flatMap(expanded)
        } catch {
          throw Diagnostic(.unreadable, "The list \(path) cannot be read.")
        }
      } else {
        files += expanded(argument)
      }
    }
    return files
  }

  /// Lines, or what stands between zero bytes where there are any, as of `find -print0`.
  private static func lines(_ bytes: [UInt8]) -> [String] {
    let separator: UInt8 = bytes.contains(0) ? 0 : 0x0A
    return bytes.split(separator: separator).map { part in
      let line = part.last == 0x0D && separator == 0x0A ? part.dropLast() : part
      return String(decoding: line, as: UTF8.self)
    }.filter { !$0.isEmpty }
  }

  private static func expanded(_ path: String) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    else { return [path] }
    let folder = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    guard let names = FileManager.default.enumerator(atPath: folder) else { return [path] }
    let found = names.compactMap { $0 as? String }.filter { name in
      name.hasSuffix(".json")
        && !name.split(separator: "/").contains { $0.hasPrefix(".") || $0 == "__MACOSX" }
    }
    return found.sorted().map { path.hasSuffix("/") ? path + $0 : path + "/" + $0 }
  }
}
