import Diagnostics
import Quantities

/// An open-weight language model, by what serving it costs.
public struct OpenModel: Hashable, Sendable {
  /// Lower-case words joined by hyphens, as in "qwen3-8b".
  public var id: String
  /// As its publisher calls it.
  public var name: String
  /// Parameters in all, both embeddings among them.
  public var parameters: Double
  /// Those that a token uses; nil where it uses all.
  public var active: Double?
  /// Layers.
  public var layers: Int
  /// Width of the hidden state.
  public var hidden: Int
  /// Heads of queries.
  public var heads: Int
  /// Heads of keys and values; 1 for a latent.
  public var keyValueHeads: Int
  /// Numbers of a head.
  public var headSize: Int
  /// Tokens that it knows.
  public var vocabulary: Int
  /// Whether the embeddings at both ends are one.
  public var isTied: Bool
  /// The longest text, in tokens.
  public var context: Quantity?
  /// Experts of a layer; nil without.
  public var experts: Int?
  /// Those that a token uses.
  public var expertsUsed: Int?
  /// Data of the KV cache for a token, at 16 bits a number.
  public var cachePerToken: Quantity
  /// The same for tokens farther back than the windows of those layers that have one.
  public var cacheFar: Quantity?
  /// How its weights are published, as in "bf16".
  public var published: String?
  /// How sure the row is.
  public var mark: SourceMark
  /// Where it stands.
  public var source: String
  /// Anything else worth knowing.
  public var note: String
  /// The id in its file.
  public var span: SourceSpan
}
