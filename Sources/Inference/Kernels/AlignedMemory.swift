#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Zeroed memory of a fixed size on a 64-byte boundary, freed with its owner. Its pages are taken
/// from the system as they are first written.
final class AlignedMemory: @unchecked Sendable {
  let base: UnsafeMutableRawPointer
  let count: Int
  private let mapped: Bool

  /// Throws `.invalidRequest` where the system has no such memory.
  init(bytes: Int, for what: String) throws(InferenceError) {
    count = max((bytes + 63) / 64 * 64, 64)
    mapped = count >= 1 << 20
    if mapped {
      let address = mmap(
        nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
      guard let address, address != MAP_FAILED else {
        throw InferenceError(.invalidRequest, what, "there is no memory for \(bytes) bytes.")
      }
      base = address
      #if canImport(Glibc)
        // Large pages: fewer misses of the address cache while weights stream through.
        if count >= 8 << 20 { madvise(base, count, 14) }
      #endif
    } else {
      base = .allocate(byteCount: count, alignment: 64)
      base.initializeMemory(as: UInt8.self, repeating: 0, count: count)
    }
  }

  deinit {
    if mapped { munmap(base, count) } else { base.deallocate() }
  }

  func floats(at element: Int = 0) -> UnsafeMutablePointer<Float> {
    (base + element * 4).assumingMemoryBound(to: Float.self)
  }
}
