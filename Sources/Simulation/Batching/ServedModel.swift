/// A decoder-only transformer, by what serving it costs.
public struct ServedModel: Sendable, Equatable {
  /// Parameters in all, embeddings among them.
  public var parameters: Double
  /// Parameters that a token uses: all of them but in a mixture of experts.
  public var active: Double
  /// Parameters of one embedding table: rows of the vocabulary times the width.
  public var embedding: Double
  /// Whether the table at the end is that at the beginning.
  public var isTied: Bool
  /// Layers.
  public var layers: Int
  /// Width of the hidden state.
  public var hidden: Double
  /// Heads of queries, which GPUs share evenly.
  public var heads = 1
  /// Width of all query heads together.
  public var attention: Double
  /// Numbers of keys and values that are kept for each token, in all layers.
  public var cached: Double
  /// How many heads those are split into, which bounds how far GPUs can share them; 1 for a latent.
  public var cacheHeads: Int
  /// Its experts; nil without.
  public var experts: Experts?

  /// Experts of each layer.
  public struct Experts: Sendable, Equatable {
    /// How many there are.
    public var all: Int
    /// How many of them a token uses.
    public var used: Int

    /// So many, of which a token uses some.
    public init(all: Int, used: Int) { (self.all, self.used) = (all, used) }
  }

  /// A model without experts.
  public init(
    parameters: Double, embedding: Double, isTied: Bool, layers: Int, hidden: Double,
    attention: Double, cached: Double, cacheHeads: Int
  ) {
    (self.parameters, active, self.embedding) = (parameters, parameters, embedding)
    (self.isTied, self.layers, self.hidden) = (isTied, layers, hidden)
    (self.attention, self.cached, self.cacheHeads) = (attention, cached, cacheHeads)
  }

  /// Both tables, or the one that serves for both.
  var embeddings: Double { isTied ? embedding : 2 * embedding }

  /// Parameters of all experts together: those that a token does not use are their unused share.
  var inExperts: Double {
    guard let experts, experts.all > experts.used else { return 0 }
    return (parameters - active) / (1 - expertShare)
  }

  /// The share of the experts that a token uses.
  var expertShare: Double {
    experts.map { Double($0.used) / Double($0.all) } ?? 1
  }

  /// Parameters that every token uses, without the embeddings.
  var shared: Double { parameters - embeddings - inExperts }

  /// Bytes of all weights.
  public func bytes(_ precision: Precision) -> Double {
    (parameters - embeddings) * precision.bytes + embeddings * Precision.bf16.bytes
  }
}
