import Foundation
import Synchronization

/// A file for what would take too much memory. It has no name, and is gone with the value.
final class SpillFile: Sendable {
  private let descriptor: CInt
  private let state = Mutex((end: 0, waiting: [UInt8]()))

  /// Bytes that are written at once.
  private static let block = 1 << 18

  /// nil where no file can be made.
  init?() {
    var name = Array((NSTemporaryDirectory() + "gpulearn-XXXXXX").utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { return nil }
    unlink(name)
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Adds bytes at the end.
  /// - Returns: false where they cannot be written; then nothing was added.
  func append(_ bytes: some Collection<UInt8>) -> Bool {
    state.withLock { state in
      guard state.waiting.count < SpillFile.block || write(&state) else { return false }
      state.waiting += bytes
      return true
    }
  }

  /// Some of the bytes; nil where they cannot be read.
  func read(_ range: Range<Int>) -> [UInt8]? {
    let isWritten = state.withLock { state in
      range.upperBound <= state.end || write(&state) && range.upperBound <= state.end
    }
    guard isWritten else { return nil }
    var isRead = true
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      while count < range.count {
        let got = pread(
          descriptor, buffer.baseAddress.map { $0 + count }, range.count - count,
          off_t(range.lowerBound + count))
        guard got > 0 else {
          isRead = got < 0 && errno == EINTR
          guard isRead else { return }
          continue
        }
        count += got
      }
    }
    return isRead ? bytes : nil
  }

  /// How many bytes there are.
  var count: Int { state.withLock { $0.end + $0.waiting.count } }

  private func write(_ state: inout (end: Int, waiting: [UInt8])) -> Bool {
    let written = state.waiting.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = pwrite(
          descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done,
          off_t(state.end + done))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        done += count
      }
      return true
    }
    guard written else { return false }
    state.end += state.waiting.count
    state.waiting.removeAll(keepingCapacity: true)
    return true
  }
}
