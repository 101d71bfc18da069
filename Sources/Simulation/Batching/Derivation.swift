/// A batched server derived from data sheets, for a model and a GPU that nobody here has.
///
/// Of the peaks of a data sheet an engine reaches a part. The parts assumed are those of vLLM 0.30 on
/// an H100 with Qwen3-8B in 8 and in 16 bits (silybench-data, run 2026-09-24, CC BY 4.0); the ranges
/// are what engines and GPUs differ by, and hold at least nine in ten of the points known.
public struct Derivation: Sendable, Equatable {
  /// What is served.
  public var model: ServedModel
  /// What it is served on.
  public var gpu: GPUShape
  /// How its weights are kept.
  public var precision: Precision
  /// GPUs that share each layer (tensor parallelism).
  public var gpus = 1
  /// Bytes of each number of the KV cache.
  public var cacheBytes = 2.0
  /// The share of the memory that weights and cache may take.
  public var memoryShare = 0.9
  /// The parts of the peaks that are reached.
  public var parts = Parts.usual
  /// What was measured of the same model at another precision; the derivation then moves with it.
  public var fitted: Fitted?

  /// A law that was measured.
  public struct Fitted: Sendable, Equatable {
    /// The law.
    public var law: StepLaw
    /// How the weights were kept.
    public var precision: Precision

    /// A law, and how the weights were kept where it was measured.
    public init(law: StepLaw, precision: Precision) {
      (self.law, self.precision) = (law, precision)
    }
  }

  /// What an engine reaches of a data sheet, and what it adds.
  public struct Parts: Sendable, Equatable {
    /// Of the memory's bandwidth.
    public var bandwidth: Double
    /// Of the arithmetic on 16-bit numbers, and on those of 8 and of 4 bits.
    public var arithmetic16: Double
    public var arithmetic8: Double
    public var arithmetic4: Double
    /// Of the arithmetic on 16-bit numbers, in the attention to the prompt.
    public var attention: Double
    /// Seconds of a step for each layer: starts of kernels, norms and the like.
    public var perLayer: Double
    /// Seconds of a step for each sequence: scheduling and sampling.
    public var perSequence: Double
    /// Of the link between GPUs, and seconds of each exchange.
    public var link = 0.7
    public var exchange = 10e-6
    /// GPUs of one server; more of them exchange over a network, with so many bytes a second and
    /// seconds of each exchange.
    public var perServer = 8
    public var network = 50e9
    public var networkExchange = 40e-6

    /// What is taken where nothing else is said.
    public static let usual = Parts(
      bandwidth: 0.93, arithmetic16: 0.58, arithmetic8: 0.39, arithmetic4: 0.3, attention: 0.3,
      perLayer: 57e-6, perSequence: 10.5e-6)
    /// A slow engine.
    public static let slow = Parts(
      bandwidth: 0.75, arithmetic16: 0.42, arithmetic8: 0.28, arithmetic4: 0.2, attention: 0.15,
      perLayer: 90e-6, perSequence: 20e-6)
    /// A slow engine, for a model with experts or without: experts are spread unevenly, and their
    /// kernels are small (InferenceX, DeepSeek-V3 on eight H200, and a tenth below that).
    public static func slow(for model: ServedModel) -> Parts {
      var parts = Parts.slow
      parts.networkExchange = 150e-6
      guard model.experts != nil else { return parts }
      parts.bandwidth *= 0.8
      parts.arithmetic16 *= 0.7
      parts.arithmetic8 *= 0.7
      parts.arithmetic4 *= 0.7
      parts.perLayer *= 1.3
      return parts
    }

    /// A quick one.
    public static let quick = Parts(
      bandwidth: 0.95, arithmetic16: 0.7, arithmetic8: 0.55, arithmetic4: 0.45, attention: 0.5,
      perLayer: 25e-6, perSequence: 5e-6)

    /// Of the arithmetic on a precision's numbers.
    public func arithmetic(_ precision: Precision) -> Double {
      switch precision {
      case .bf16, .int4: arithmetic16
      case .fp8, .int8: arithmetic8
      case .fp4: arithmetic4
      }
    }
  }

  /// A model on a GPU.
  public init(model: ServedModel, gpu: GPUShape, precision: Precision) {
    (self.model, self.gpu, self.precision) = (model, gpu, precision)
  }

  /// Bytes of the KV cache of each token.
  public var cacheBytesPerToken: Double { model.cached * cacheBytes }

  /// Tokens that the cache holds; 0 or less where the weights do not fit.
  public var room: Double {
    let bytes = gpu.memory * memoryShare * Double(gpus) - model.bytes(precision)
    return bytes / (cacheBytesPerToken * Double(gpus) / shares)
  }

  /// Whether the GPU has no arithmetic of its own for the precision.
  public var isComputedAt16Bits: Bool { precision != .bf16 && !gpu.computes(precision) }

  /// The server: its law and its room.
  public var server: GPUServer {
    let tokens = min(max(0, room), 1e9)
    return GPUServer(law: law, room: Int(tokens))
  }

  /// How long a step takes.
  public var law: StepLaw {
    let derived = law(at: precision)
    guard let fitted else { return derived }
    // Where model and GPU stay as they are, only what the precision changes moves.
    let before = law(at: fitted.precision)
    var law = fitted.law
    let reading = fitted.law.weights > 0
    if reading {
      law.weights *= derived.weights / before.weights
    } else {
      law.fixed = max(
        law.fixed / 10,
        law.fixed + (derived.fixed + derived.weights)
          - (before.fixed + before.weights))
    }
    law.prefillRate *= derived.prefillRate / before.prefillRate
    law.perContextToken *= derived.perContextToken / before.perContextToken
    if let experts = derived.experts { law.experts = experts }
    return law
  }

  /// Whether the GPUs are more than one server has, as far as is known.
  public var spansServers: Bool { gpus > parts.perServer }

  /// Seconds of an exchange between the GPUs.
  private var exchange: Double { spansServers ? parts.networkExchange : parts.exchange }

  /// How many GPUs each have their own part of the cache.
  var shares: Double { Double(min(gpus, max(1, model.cacheHeads))) }

  private func law(at precision: Precision) -> StepLaw {
    let count = Double(gpus)
    let reading = gpu.bandwidth * parts.bandwidth
    let sixteen = gpu.flops16 * parts.arithmetic16 * count
    let isOwn = gpu.computes(precision)
    let computing =
      (isOwn ? gpu.flops(precision) * parts.arithmetic(precision) * count : sixteen)
    let used = model.active - model.embeddings
    let perToken = 2 * used / computing + exchanged
    var law = StepLaw(
      fixed: Double(model.layers) * (parts.perLayer + (gpus > 1 ? 2 * exchange : 0)),
      perSequence: parts.perSequence + 2 * model.embedding / sixteen,
      perContextToken: cacheBytesPerToken / (reading * shares),
      prefillRate: 1 / max(perToken, 1e-12))
    law.perPromptPair =
      4 * Double(model.layers) * model.attention / (gpu.flops16 * count * parts.attention)
    law.weights =
      (model.shared * precision.bytes + model.embedding * Precision.bf16.bytes) / (reading * count)
    if model.inExperts > 0 {
      law.experts = .init(
        all: model.inExperts * precision.bytes / (reading * count), share: model.expertShare)
    }
    return law
  }

  /// Seconds in which the GPUs exchange what one token needs: two sums over the width in each layer,
  /// each sent and gathered in a ring.
  private var exchanged: Double {
    guard gpus > 1, let own = gpu.link else { return 0 }
    let link = spansServers ? min(own, parts.network) : own
    let bytes = 2 * model.hidden * 2 * Double(gpus - 1) / Double(gpus)
    return 2 * Double(model.layers) * bytes / (link * parts.link)
  }
}
