import Diagnostics
import Foundation

/// Reading the files of a course, which may come from anybody.
enum CourseFile {
  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// Reads a file as text.
  ///
  /// A file that is not UTF-8 is read all the same, with the bad bytes replaced, and told as a
  /// problem, so that whatever else is wrong with it can be told as well.
  /// - Throws: `unreadable`, `too-large`.
  static func read(_ path: String, as name: String) throws(Diagnostic) -> (Source, [Diagnostic]) {
    let bytes: Data
    do {
      // A pipe or device could keep the program waiting, or never end.
      let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      let type = try FileManager.default.attributesOfItem(atPath: target)[.type]
      guard type as? FileAttributeType == .typeRegular else { throw CocoaError(.fileReadUnknown) }
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      // Nothing was written: what closing could say is of no use.
      defer { try? handle.close() }
      bytes = try handle.read(upToCount: FileText.largest + 1) ?? Data()
    } catch {
      throw Diagnostic(.unreadable, "The file \(name) cannot be read.")
        .note("It must be a file that you may read.")
    }
    guard bytes.count <= FileText.largest else {
      throw Diagnostic(.tooLarge, "The file \(name) is larger than 1 MiB.")
        .note("Split it into several chapters.")
    }
    return decode([UInt8](bytes), as: name)
  }

  /// The text of bytes, and the place of the first that is not UTF-8.
  static func decode(_ bytes: [UInt8], as name: String) -> (Source, [Diagnostic]) {
    if let text = String(validating: bytes, as: UTF8.self) {
      return (Source(name: name, text), [])
    }
    var valid = 0
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      valid += UTF8.width(scalar)
    }
    let source = Source(name: name, String(decoding: bytes, as: UTF8.self))
    let problem = Diagnostic(
      .notText, "The file is not UTF-8 text.", at: SourceSpan(source, valid..<valid + 3)
    ).label("these bytes are no character").note("Save the file as UTF-8.")
    return (source, [problem])
  }
}
