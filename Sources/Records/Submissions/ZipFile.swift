import Diagnostics
import Foundation

/// A file of which parts are read.
struct ZipFile {
  let size: UInt64
  private let handle: FileHandle
  private let name: String

  init(_ path: String) throws(Diagnostic) {
    name = path
    do {
      handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      size = try handle.seekToEnd()
    } catch {
      throw Diagnostic(.unreadable, "\(path) cannot be read.")
    }
  }

  var damaged: Diagnostic {
    Diagnostic(.unreadable, "\(name) is no zip that can be read, or it is damaged.")
  }

  func read(at offset: UInt64, _ count: Int) throws(Diagnostic) -> [UInt8] {
    guard offset <= size, UInt64(count) <= size - offset else { throw damaged }
    do {
      try handle.seek(toOffset: offset)
      let bytes = try handle.read(upToCount: count) ?? Data()
      guard bytes.count == count else { throw damaged }
      return [UInt8](bytes)
    } catch let problem as Diagnostic {
      throw problem
    } catch {
      throw Diagnostic(.unreadable, "\(name) cannot be read.")
    }
  }
}
