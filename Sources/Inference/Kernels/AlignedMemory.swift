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
  private let start: UnsafeMutableRawPointer
  private let reserved: Int
  private static let largePage = 2 << 20

  /// Throws `.invalidRequest` where the system has no such memory.
  init(bytes: Int, for what: String) throws(InferenceError) {
    guard bytes >= 0, bytes <= 1 << 46 else {
      throw InferenceError(.invalidRequest, what, .tooMuchMemory(bytes))
    }
    count = max((bytes + 63) / 64 * 64, 64)
    mapped = count >= 1 << 20
    if mapped {
      // A little more than asked for, to begin where a large page does.
      reserved = count + Self.largePage
      let address = mmap(
        nil, reserved, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
      guard let address, address != MAP_FAILED else {
        throw InferenceError(.invalidRequest, what, .tooMuchMemory(bytes))
      }
      start = address
      let past = Int(bitPattern: address) % Self.largePage
      base = address + (past == 0 ? 0 : Self.largePage - past)
      #if canImport(Glibc)
        // Large pages: fewer misses of the address cache while weights stream through.
        if count >= 2 * Self.largePage { madvise(base, count, 14) }  // MADV_HUGEPAGE
      #endif
    } else {
      base = .allocate(byteCount: count, alignment: 64)
      start = base
      reserved = count
      base.initializeMemory(as: UInt8.self, repeating: 0, count: count)
    }
  }

  deinit {
    if mapped { munmap(start, reserved) } else { base.deallocate() }
  }

  func floats(at element: Int = 0) -> UnsafeMutablePointer<Float> {
    (base + element * 4).assumingMemoryBound(to: Float.self)
  }
}
