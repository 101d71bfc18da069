import Diagnostics
import Display
import Foundation
import Records
import Web

/// Files of feedback in a folder: a text and a page for each learner.
public struct FeedbackFiles {
  private let folder: String
  private var taken: Set<String> = []

  /// Makes the folder.
  /// - Throws: `unwritable` where it cannot be made, or is there and holds something.
  public init(in folder: String) throws(Diagnostic) {
    self.folder = folder
    let manager = FileManager.default
    // Why a folder cannot be read is for the one who owns it to find out.
    if let names = try? manager.contentsOfDirectory(atPath: folder), !names.isEmpty {
      throw Diagnostic(.unwritable, "The folder \(folder) is not empty; it was left alone.")
        .try("--feedback \(folder)-new")
    }
    do {
      try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Diagnostic(.unwritable, "The folder \(folder) cannot be made.")
    }
  }

  /// Writes a learner's feedback.
  /// - Parameters:
  ///   - id: the learner's, from which the files get their name.
  ///   - text: the same as plain text.
  public mutating func write(_ display: Display, as id: String, text: String) throws(Diagnostic) {
    let name = fileName(id)
    for (ending, content) in [("txt", text), ("html", display.page(title: id))] {
      let file = try OutputFile("\(folder)/\(name).\(ending)", sparing: InputFiles([]))
      try file.write(content)
      try file.finish()
    }
  }

  /// An id as a name of a file: nothing of it leads out of the folder, and no two are the same on a
  /// disk that does not tell capitals apart.
  mutating func fileName(_ id: String) -> String {
    let safe = String(
      id.unicodeScalars.prefix(100).map { scalar -> Character in
        let isFine =
          scalar.isASCII
          && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
            || "-_@.".unicodeScalars.contains(scalar))
        return isFine ? Character(scalar) : "_"
      })
    let start = safe.hasPrefix(".") || safe.isEmpty ? "_" + safe : safe
    var name = start
    var number = 2
    while !taken.insert(name.lowercased()).inserted {
      name = "\(start)-\(number)"
      number += 1
    }
    return name
  }
}
