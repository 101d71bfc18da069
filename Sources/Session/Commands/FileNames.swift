import Basics

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The names of files, for completion.
public enum FileNames {
  /// So many are looked at in a folder.
  private static let most = 2_000

  /// What lies in a folder; nothing where it cannot be read.
  public static func inside(_ folder: String) -> [(name: String, isFolder: Bool)] {
    let path = folder.isEmpty ? "." : folder
    // What cannot be listed offers nothing.
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { return [] }
    let plain = names.filter { $0.showable == $0 && !$0.contains("\"") }
    return plain.sorted().prefix(most).map { name in
      let whole = path.hasSuffix("/") ? path + name : path + "/" + name
      // What cannot be looked at is offered as a file.
      let type = (try? FileManager.default.attributesOfItem(atPath: whole))?[.type]
      return (name, type as? FileAttributeType == .typeDirectory)
    }
  }
}
