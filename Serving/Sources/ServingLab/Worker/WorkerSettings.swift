import Inference

/// How a worker process loads and runs its model.
public struct WorkerSettings: Sendable, Equatable {
  /// Path of the model's file.
  public var model = ""
  /// Threads at work; nil for one each processor.
  public var threads: Int?
  /// Tokens of the batch that go through the network together.
  public var batchSize = 64
  /// Bytes of keys and values that are kept for prompts that begin alike; 0 for none.
  public var prefixBytes = 256_000_000
  /// The least seconds that a pass takes: the stated pace of a made-up GPU; 0 for the machine's own.
  public var leastPass = 0.0
  /// Seconds that a load takes on top of what it does, made up; 0 for none.
  public var addedLoad = 0.0
  /// Whether the system's cached copy of the file is dropped before it is loaded.
  public var loadsFromDisk = false
  /// Whether it ends itself in the midst of its work now and then, to try what others do then: the
  /// share of its passes.
  public var crashShare = 0.0

  /// Settings to be filled in.
  public init() {}

  /// As arguments of the hidden subcommand `worker`.
  public var arguments: [String] {
    var words = ["worker", model, "--batch-size", String(batchSize)]
    words += ["--prefix-bytes", String(prefixBytes)]
    if let threads { words += ["--threads", String(threads)] }
    if leastPass > 0 { words += ["--least-pass", String(leastPass)] }
    if addedLoad > 0 { words += ["--added-load", String(addedLoad)] }
    if loadsFromDisk { words += ["--from-disk"] }
    if crashShare > 0 { words += ["--crash-share", String(crashShare)] }
    return words
  }
}
