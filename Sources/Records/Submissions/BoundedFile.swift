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
    let (handle, size) = try open(path)
    // Nothing was written: what closing could say is of no use.
    defer { try? handle.close() }
    guard size <= UInt64(most) else { throw tooLarge(most) }
    let bytes = try next(most + 1, of: handle)
    guard bytes.count <= most else { throw tooLarge(most) }
    return bytes
  }

  /// The bytes of a file of any size, in pieces.
  /// - Parameter body: given the next piece each time it asks, and none behind the last.
  /// - Throws: `unreadable`, and what `body` throws.
  static func readPieces(
    of path: String, _ body: (() throws(Diagnostic) -> [UInt8]) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let (handle, _) = try open(path)
    // Nothing was written: what closing could say is of no use.
    defer { try? handle.close() }
    try body { () throws(Diagnostic) in try next(1 << 18, of: handle) }
  }

  private static func open(_ path: String) throws(Diagnostic) -> (FileHandle, size: UInt64) {
    do {
      let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      let about = try FileManager.default.attributesOfItem(atPath: target)
      guard about[.type] as? FileAttributeType == .typeRegular else {
        throw Diagnostic(.unreadable, "It is no file.")
      }
      let size = (about[.size] as? NSNumber)?.uint64Value ?? 0
      return (try FileHandle(forReadingFrom: URL(fileURLWithPath: target)), size)
    } catch let problem as Diagnostic {
      throw problem
    } catch {
      throw unreadable
    }
  }

  private static func next(_ count: Int, of handle: FileHandle) throws(Diagnostic) -> [UInt8] {
    do {
      return [UInt8](try handle.read(upToCount: count) ?? Data())
    } catch {
      throw unreadable
    }
  }

  private static var unreadable: Diagnostic {
    Diagnostic(.unreadable, "It cannot be read.").note("It must be a file that you may read.")
  }

  static func tooLarge(_ most: Int) -> Diagnostic {
    let size = most >= 1 << 20 ? "\(most >> 20) MiB" : "\(most) bytes"
    return Diagnostic(.badSubmission, "It is larger than \(size).")
  }
}
