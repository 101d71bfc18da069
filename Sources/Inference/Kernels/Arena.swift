/// One stretch of memory for all packed weights, so that large pages serve small matrices too.
final class Arena: @unchecked Sendable {
  private let memory: AlignedMemory
  private var used = 0

  /// Room for `bytes`; pages are taken from the system as they are written.
  init(bytes: Int) throws(InferenceError) {
    memory = try AlignedMemory(bytes: bytes, for: "weights")
  }

  /// The next `bytes`, on a 64-byte boundary, zeroed. Throws `.invalidRequest` when it is full.
  func take(_ bytes: Int, for what: String) throws(InferenceError) -> UnsafeMutableRawPointer {
    let size = (bytes + 63) / 64 * 64
    guard size <= memory.count - used else {
      throw InferenceError(.invalidRequest, what, .noMemory)
    }
    defer { used += size }
    return memory.base + used
  }
}
