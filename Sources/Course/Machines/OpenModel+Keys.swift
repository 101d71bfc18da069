extension OpenModel {
  /// The keys of a model in `models.yaml`.
  public enum Key {
    private static let most = 1...100_000_000

    static let id = FileKey(
      "id", .id, isRequired: true, "what gpu_server(\"…\", …) calls it", example: "id: our-model-7b"
    )
    static let name = FileKey(
      "name", .text, isRequired: true, "as its publisher calls it", example: "name: Our model 7B")
    static let parameters = FileKey(
      "parameters", .quantity, isRequired: true, "in all, both embeddings among them",
      example: "parameters: 7.2e9")
    static let active = FileKey(
      "active", .quantity, otherwise: "all", "those that a token uses", example: "active: 3.3e9")
    static let layers = FileKey(
      "layers", .wholeNumber(1...10_000), isRequired: true, "how many", example: "layers: 32")
    static let hidden = FileKey(
      "hidden", .wholeNumber(most), isRequired: true, "width of the hidden state",
      example: "hidden: 4096")
    static let heads = FileKey(
      "heads", .wholeNumber(most), isRequired: true, "heads of queries", example: "heads: 32")
    static let keyValueHeads = FileKey(
      "kv_heads", .wholeNumber(most), isRequired: true,
      "heads of keys and values; 1 where a latent is kept", example: "kv_heads: 8")
    static let headSize = FileKey(
      "head_size", .wholeNumber(most), isRequired: true, "numbers of a head",
      example: "head_size: 128")
    static let vocabulary = FileKey(
      "vocabulary", .wholeNumber(most), isRequired: true, "tokens that it knows",
      example: "vocabulary: 128256")
    static let tied = FileKey(
      "tied", .flag, otherwise: "false", "whether the embeddings at both ends are one",
      example: "tied: true")
    static let context = FileKey(
      "context", .quantity, "the longest text", example: "context: 131072 token")
    static let experts = FileKey(
      "experts", .wholeNumber(most), "experts of a layer", example: "experts: 128")
    static let expertsUsed = FileKey(
      "experts_used", .wholeNumber(most), "those that a token uses", example: "experts_used: 8")
    static let cachePerToken = FileKey(
      "kv_per_token", .quantity, otherwise: "2 * layers * kv_heads * head_size * 2 B",
      "the KV cache of a token, at 16 bits a number", example: "kv_per_token: 131072 B/token")
    static let cacheFar = FileKey(
      "kv_far", .quantity, "the same beyond the windows of layers that have one",
      example: "kv_far: 20480 B/token")
    static let published = FileKey(
      "published", .text, "how its weights are published", example: "published: bf16")
    static let mark = GPUSheet.Key.mark
    static let source = GPUSheet.Key.source
    static let note = GPUSheet.Key.note

    /// The list of the file.
    static let models = FileKey(
      "models", .list(.keys(all)), isRequired: true, "what there is", example: "models: []")

    /// All of them, in the order in which the reference lists them.
    public static let all = [
      id, name, parameters, active, layers, hidden, heads, keyValueHeads, headSize, vocabulary,
      tied,
      context, experts, expertsUsed, cachePerToken, cacheFar, published, mark, source, note,
    ]
  }
}
