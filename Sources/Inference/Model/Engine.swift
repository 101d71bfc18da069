/// Runs a model: threads, working memory, and the passes through the network.
///
/// One engine serves one caller at a time; several engines may share a model.
public final class Engine {
  /// What it runs.
  public let model: Model
  /// Tokens that go through the network together at most.
  public let batchSize: Int
  /// The inner loops in use.
  public let kernels: Kernels
  /// Asked before each pass through the network; where it says yes, `.cancelled` is thrown.
  public var isCancelled: () -> Bool = { false }
  let pool: ThreadPool
  let scratch: Scratch
  var rotary: RotaryTable

  /// Threads at work.
  public var threads: Int { pool.threads }

  /// `threads`: nil for one each processor; `batchSize`: 1...512 tokens of prefill at a time.
  /// Throws `.invalidRequest` where a setting is out of range or memory is short.
  public init(
    _ model: Model, threads: Int? = nil, batchSize: Int = 64, kernels: Kernels = .best
  ) throws(InferenceError) {
    let threads = threads ?? ThreadPool.processors
    guard (1...ThreadPool.most).contains(threads) else {
      throw InferenceError(
        .invalidRequest, "threads", "must be from 1 to \(ThreadPool.most), not \(threads).")
    }
    guard (1...512).contains(batchSize) else {
      throw InferenceError(.invalidRequest, "batch", "must be from 1 to 512, not \(batchSize).")
    }
    self.model = model
    self.batchSize = batchSize
    self.kernels = kernels
    pool = ThreadPool(threads: threads)
    scratch = try Scratch(model.shape, tokens: batchSize)
    rotary = RotaryTable(model.shape, factors: model.rotaryFactors)
  }

  deinit { pool.stop() }

  /// Throws `.cancelled` where `isCancelled` says so.
  public func checkCancelled() throws(InferenceError) {
    if isCancelled() { throw InferenceError(.cancelled, "", "Stopped.") }
  }

  /// Tokens of one sequence that follow each other.
  struct Run {
    var cache: KeyValueCache
    var tokens: ArraySlice<Int>
    /// Whether the logits after its last token are wanted.
    var wantsLogits: Bool
  }
}

/// Working memory of a pass, allocated once. Rows are padded to whole units of 16 floats.
final class Scratch {
  let tokens: Int
  let widthStride, queryStride, keyStride, valueStride, attendedStride, hiddenStride: Int
  let logitsStride: Int
  let x, normal, delta, query, key, value, attended, gate, up: UnsafeMutablePointer<Float>
  /// The 8-bit form of what is multiplied next.
  let quantized: UnsafeMutableRawPointer
  private let memory: AlignedMemory
  private var logitsMemory: AlignedMemory
  private var scoresMemory: AlignedMemory

  /// Bytes that a pass of `tokens` needs, scores of attention apart.
  static func bytes(_ shape: ModelShape, tokens: Int) -> Int {
    let strides = strides(shape)
    return strides.floats.reduce(0, +) * tokens * 4 + strides.widest * 2 * tokens
      + strides.logits * 4
  }

  private static func strides(_ shape: ModelShape) -> (floats: [Int], widest: Int, logits: Int) {
    func padded(_ n: Int) -> Int { (n + 15) / 16 * 16 }
    let width = padded(shape.width)
    let query = padded(shape.heads * shape.keySize)
    let key = padded(shape.keyValueHeads * shape.keySize)
    let value = padded(shape.keyValueHeads * shape.valueSize)
    let attended = shape.heads * padded(shape.valueSize)
    let hidden = padded(shape.hidden)
    return (
      [width, width, width, query, key, value, attended, hidden, hidden],
      max(width, attended, hidden), padded(shape.vocabulary)
    )
  }

  init(_ shape: ModelShape, tokens: Int) throws(InferenceError) {
    let (floats, widest, logits) = Self.strides(shape)
    self.tokens = tokens
    (widthStride, queryStride, keyStride) = (floats[0], floats[3], floats[4])
    (valueStride, attendedStride, hiddenStride) = (floats[5], floats[6], floats[7])
    logitsStride = logits
    let all = floats.reduce(0, +) * tokens
    // 48 bytes for each 32 values.
    memory = try AlignedMemory(bytes: all * 4 + widest * 2 * tokens, for: "working memory")
    var parts: [UnsafeMutablePointer<Float>] = []
    var at = 0
    for stride in floats {
      parts.append(memory.floats(at: at))
      at += stride * tokens
    }
    (x, normal, delta) = (parts[0], parts[1], parts[2])
    (query, key, value) = (parts[3], parts[4], parts[5])
    (attended, gate, up) = (parts[6], parts[7], parts[8])
    quantized = memory.base + all * 4
    logitsMemory = try AlignedMemory(bytes: logits * 4, for: "logits")
    scoresMemory = try AlignedMemory(bytes: 64, for: "scores")
  }

  /// Room for the logits of `count` sequences.
  func logits(_ count: Int) throws(InferenceError) -> UnsafeMutablePointer<Float> {
    if logitsMemory.count < count * logitsStride * 4 {
      logitsMemory = try AlignedMemory(bytes: count * logitsStride * 4, for: "logits")
    }
    return logitsMemory.floats()
  }

  /// Room for `chunks` times 4 queries' scores with `positions`, rounded up to 64.
  func scores(chunks: Int, positions: Int) throws(InferenceError) -> UnsafeMutablePointer<Float> {
    let needed = chunks * 4 * ((positions + 63) / 64 * 64) * 4
    if scoresMemory.count < needed {
      scoresMemory = try AlignedMemory(bytes: needed * 2, for: "scores")
    }
    return scoresMemory.floats()
  }
}
