import Basics

/// A language model ready to run: its file, shape, tokenizer and weights.
///
///     let model = try Model(path: "model.gguf")
///     let engine = try Engine(model)
///     print(try engine.generate("Once upon a time").text)
///
/// Weights are laid out for the kernels after the first token, a part with each pass, which takes as
/// much memory as they have in the file; the file's own pages are given back meanwhile.
public final class Model: Sendable {
  /// The file it comes from.
  public let file: GGUFFile
  /// Its sizes.
  public let shape: ModelShape
  /// How it reads and writes text.
  public let tokenizer: Tokenizer
  /// Seconds from opening the file until the first pass could begin.
  public let loadTime: Double
  /// What the model was trained to answer, with `{prompt}` where a user's words belong, such as
  /// "Q: {prompt}\nA:".
  /// From the key `gpulearn.prompt`; nil where the file has none.
  public let promptForm: String?
  let layers: [Layer]
  let outputNorm: Vector
  let output: Matrix
  /// What is not yet laid out.
  let packing: Packing
  let embedding: TensorInfo
  /// What divides the frequencies of the rotation, and what does so in longer texts.
  let rotaryFactors, longRotaryFactors: [Float]?

  /// Opens the file at `path`, using `threads` (nil: one for each processor) to look its weights over.
  /// Throws what is wrong with the file, naming the key or tensor.
  public convenience init(
    path: String, threads: Int? = nil, isCancelled: @escaping () -> Bool = { false }
  ) throws(InferenceError) {
    try self.init(
      FileBytes(path: path), threads: threads, isCancelled: isCancelled)
  }

  /// Opens a model from bytes in memory or a mapped file.
  public init(
    _ bytes: FileBytes, threads: Int? = nil, isCancelled: @escaping () -> Bool = { false }
  )
    throws(InferenceError)
  {
    let start = Machine.now
    let file = try GGUFFile(bytes)
    let shape = try ModelShape(file)
    promptForm = try Self.promptForm(file)
    let tokenizer = try Tokenizer(
      file, embeddings: shape.vocabulary, stripsAfterControl: shape.family.stripsAfterControl)
    let pool = ThreadPool(threads: threads ?? ThreadPool.processors)
    defer { pool.stop() }
    let loader = try WeightLoader(
      file, pool: pool, parts: shape.family.joinsMatrices ? 3 : 1, isCancelled: isCancelled)
    self.file = file
    self.shape = shape
    self.tokenizer = tokenizer
    embedding = try loader.tensor("token_embd.weight", [shape.width, shape.vocabulary])
    let short = try Self.rotaryFactors("rope_factors_short.weight", loader, shape)
    rotaryFactors = try Self.rotaryFactors("rope_freqs.weight", loader, shape) ?? short
    longRotaryFactors = try Self.rotaryFactors("rope_factors_long.weight", loader, shape)
    var layers: [Layer] = []
    for i in 0..<shape.layers { layers.append(try Layer(i, shape, loader)) }
    self.layers = layers
    outputNorm = try loader.vector("output_norm.weight", shape.width)
    // Many models use the embedding the other way round as their output.
    output = try loader.matrix(
      file.tensor("output.weight") == nil ? "token_embd.weight" : "output.weight",
      rows: shape.vocabulary, columns: shape.width)
    packing = Packing(layers.flatMap { $0.matrices } + [output])
    try loader.checkAllUsed()
    try bytes.checkIntact()
    loadTime = Machine.now - start
  }

  /// What a user should know of the file, a sentence each: what it leaves open, and what costs more
  /// here than one might think.
  public var notes: [String] {
    var notes = tokenizer.notes
    let wide = file.tensors.filter {
      $0.dimensions.count > 1 && $0.type.isQuantized
        && Double(Matrix.bytes($0)) > 1.25 * Double($0.byteCount) && $0.rows >= 64
    }
    if !wide.isEmpty {
      let types = Set(wide.map { $0.type.name }).sorted().joined(separator: ", ")
      notes.append("Weights stored as \(types) take 8 bits each in memory.")
    }
    if file.metadata["tokenizer.chat_template"] != nil, chatForm == nil {
      notes.append(
        "The file's chat template is none of the forms known here "
          + "(\(ChatForm.names.joined(separator: ", "))).")
    }
    return notes
  }

  /// The form in which the model holds conversations, from `tokenizer.chat_template`; nil where the
  /// file has none, or one that is not known.
  public var chatForm: ChatForm? {
    guard let template = try? file.text("tokenizer.chat_template") else { return nil }
    func text(_ token: Int?) -> String {
      token.flatMap { tokenizer.vocabulary.text(of: $0) } ?? ""
    }
    let vocabulary = tokenizer.vocabulary
    return ChatForm(
      template: template, beginning: text(vocabulary.beginning), end: text(vocabulary.end))
  }

  private static func promptForm(_ file: GGUFFile) throws(InferenceError) -> String? {
    // A key that is no text, or says nothing of a prompt, is no form.
    guard let form = try? file.text("gpulearn.prompt"), form.holds("{prompt}") else { return nil }
    // A user's words stand in it once: it must not make many of few.
    if form.count(of: "{prompt}") > 1 {
      throw InferenceError(.unsupported, "gpulearn.prompt", .notUnderstood)
    }
    return form
  }

  /// How certain the model has to be of an answer for it to be relied on, as was found on questions that
  /// it was not trained on; see `Engine.certainty`.
  /// From the key `gpulearn.sure`, above 0 and up to 1; nil where the file has none.
  public var sure: Double? {
    guard case .float(let share)? = file.metadata["gpulearn.sure"], share > 0, share <= 1 else {
      return nil
    }
    return share
  }

  /// A user's words in the form that the model answers; as they are where it has none.
  public func prompt(_ words: String) -> String {
    promptForm?.replacingAll("{prompt}", with: words) ?? words
  }

  /// Writes the embedding of a token, `shape.width` floats, as it is in the file.
  func embed(_ token: Int, into out: UnsafeMutablePointer<Float>) {
    Dequantize.row(
      embedding.type, file.address(of: embedding) + token * embedding.rowBytes, shape.width,
      into: UnsafeMutableBufferPointer(start: out, count: shape.width))
  }

  /// Every matrix that a token is multiplied with.
  var matrices: [Matrix] { layers.flatMap { $0.matrices } + [output] }

  /// Factors on the rotation's frequencies, where the file has them: one set (Llama 3.1), or one for
  /// texts within the original context and one for longer ones (Phi 3).
  private static func rotaryFactors(
    _ name: String, _ loader: WeightLoader, _ shape: ModelShape
  ) throws(InferenceError) -> [Float]? {
    guard let found = try loader.vectorIfPresent(name, shape.rotated / 2) else { return nil }
    let factors = (0..<found.count).map { found.values[$0] }
    guard factors.allSatisfy({ $0 > 0 }) else {
      throw InferenceError(.invalidModel, name, .nonPositiveFactor)
    }
    return factors
  }
}
