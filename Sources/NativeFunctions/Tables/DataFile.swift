import Basics
import Diagnostics
import Foundation

/// The files that `data` reads: a person names them, and they may hold anything.
enum DataFile {
  /// Bytes that a file may have.
  static let largest = 4 << 20

  /// The text of a file.
  static func text(_ path: String) throws(Diagnostic) -> String {
    var about = stat()
    guard !path.isEmpty, stat(path, &about) == 0, about.st_mode & S_IFMT == S_IFREG,
      let bytes = FileManager.default.contents(atPath: path)
    else {
      throw Diagnostic(.unreadable, "The file \(path.showable) cannot be read.")
        .note("It must be a file that you may read.")
    }
    guard bytes.count <= largest else {
      throw Diagnostic(.tooLarge, "The file \(path.showable) is larger than 4 MiB.")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostic(.notText, "The file \(path.showable) is not UTF-8 text.")
    }
    return text
  }
}
