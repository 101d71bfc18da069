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
  var rotaries: Rotaries
  /// Whether it has run before.
  var hasRun = false
  /// Looks on while a pass goes through the network; nil where nobody does.
  var watcher: ((Moment) -> Void)?

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
        .invalidRequest, "threads", .outside(1, Double(ThreadPool.most), found: Double(threads)))
    }
    guard (1...512).contains(batchSize) else {
      throw InferenceError(.invalidRequest, "batch", .outside(1, 512, found: Double(batchSize)))
    }
    self.model = model
    self.batchSize = batchSize
    self.kernels = kernels
    pool = ThreadPool(threads: threads)
    scratch = try Scratch(model.shape, tokens: batchSize)
    rotaries = Rotaries(model)
  }

  deinit { pool.stop() }

  /// Lays out the weights that are not yet, so that what follows is as fast as it will ever be: before
  /// something is measured.
  public func warmUp() { model.packing.finish(pool) }

  /// Throws `.cancelled` where `isCancelled` says so.
  public func checkCancelled() throws(InferenceError) {
    if isCancelled() { throw InferenceError(.cancelled, "", .stopped) }
  }

  /// What has just come about in a pass, for whoever looks on.
  enum Moment {
    /// The states of the pass's tokens, [T, width], before the first layer or behind one.
    case states
    /// Queries and keys of a layer, from 0, turned by their positions.
    case queries(layer: Int)
  }

  /// Tokens of one sequence that follow each other.
  struct Run {
    var cache: KeyValueCache
    var tokens: ArraySlice<Int>
    /// After how many of the last tokens logits are wanted.
    var logits: Int
  }
}
