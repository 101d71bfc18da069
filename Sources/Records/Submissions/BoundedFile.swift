import Diagnostics
import Foundation

/// Reading files that may come from anybody.
public enum BoundedFile {
  /// The bytes of a file.
  ///
  /// Its size is looked at before anything is read, and a pipe or a device, which could keep the
  /// program waiting for ever, is refused.
  /// - Throws: `unreadable`; `bad-submission` where it is larger than `most` bytes.
  public static func read(_ path: String, most: Int) throws(Diagnostic) -> [UInt8] {
    let bytes: Data
    do {
      let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      let about = try FileManager.default.attributesOfItem(atPath: target)
      guard about[.type] as? FileAttributeType == .typeRegular else {
        throw Diagnostic(.unreadable, "It is no file.")
      }
      if let size = (about[.size] as? NSNumber)?.uint64Value, size > UInt64(most) {
        throw tooLarge(most)
      }
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: target))
      // Nothing was written: what closing could say is of no use.
      defer { try? handle.close() }
      bytes = try handle.read(upToCount: most + 1) ?? Data()
    } catch let problem as Diagnostic {
      throw problem
    } catch {
      throw Diagnostic(.unreadable, "It cannot be read.")
        .note("It must be a file that you may read.")
    }
    guard bytes.count <= most else { throw tooLarge(most) }
    return [UInt8](bytes)
  }

  static func tooLarge(_ most: Int) -> Diagnostic {
    let size = most >= 1 << 20 ? "\(most >> 20) MiB" : "\(most) bytes"
    return Diagnostic(.badSubmission, "It is larger than \(size).")
  }
}
