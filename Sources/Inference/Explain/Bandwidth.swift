/// How fast this machine's memory can be read, and what that allows.
public struct Bandwidth: Sendable, Equatable {
  /// Bytes a second, measured.
  public var bytesPerSecond: Double
  /// Threads that read.
  public var threads: Int
  /// Bytes that were read over and over.
  public var workingSet: Int

  /// Reads `bytes` of memory some times with `threads` and takes the fastest. About `seconds` long.
  /// As large as a model's weights, it tells the bound on decode. Throws `.invalidRequest`.
  public static func measure(
    bytes: Int = 256 << 20, threads: Int? = nil, seconds: Double = 0.5
  ) throws(InferenceError) -> Bandwidth {
    let threads = threads ?? ThreadPool.processors
    guard bytes >= 1 << 16, bytes <= 1 << 36 else {
      throw InferenceError(.invalidRequest, "bytes", .outside(65_536, 68_719_476_736, .bytes))
    }
    let memory = try AlignedMemory(bytes: bytes, for: "bandwidth")
    for at in stride(from: 0, to: memory.count, by: 4096) {
      memory.base.storeBytes(
        of: UInt8(truncatingIfNeeded: at >> 12), toByteOffset: at, as: UInt8.self)
    }
    let pool = ThreadPool(threads: threads)
    defer { pool.stop() }
    let kernels = Kernels.best
    let chunks = max(1, min(threads * 16, memory.count / 16_384))
    let size = memory.count / chunks / 256 * 256
    let end = Machine.now + seconds
    var best = Double.infinity
    repeat {
      let start = Machine.now
      pool.run(chunks) { chunk in
        // Only the time that reading takes is of interest.
        _ = kernels.table.read(UnsafeRawPointer(memory.base + chunk * size), Int64(size))
      }
      best = min(best, Machine.now - start)
    } while Machine.now < end
    return Bandwidth(
      bytesPerSecond: Double(size * chunks) / best, threads: threads, workingSet: bytes)
  }

  /// The most tokens a second that decode could reach: every byte of `cost` is read once a token.
  public func bound(_ cost: TokenCost) -> Double { bytesPerSecond / cost.bytes }
}
