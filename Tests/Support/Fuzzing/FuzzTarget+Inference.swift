import Basics
import Foundation
import Inference
import TestSupport

extension FuzzTarget {
  /// A model's file: one that is taken runs.
  static let model = FuzzTarget(
    "model",
    seeds: {
      ["llama", "qwen3", "gemma2", "phi3"].map { family in
        var model = RandomModel(
          width: 32, layers: 1, heads: 1, keyValueHeads: 1, hidden: 32, vocabulary: 300, type: .q8)
        model.architecture = family
        return model.bytes()
      }
    },
    { bytes in
      let model = try Model(FileBytes(bytes), threads: 1)
      for note in model.notes { try expect(note == note.showable, note.debugDescription) }
      // A file may claim more context than a test has room for.
      guard model.shape.width <= 4096, model.shape.layers <= 64 else { return }
      let engine = try Engine(model, threads: 1)
      let generation = try engine.generate(Request("a b", tokens: 2))
      try expect(generation.tokens.count <= 2, "more tokens than asked for")
    })

  /// Text for the tokenizer of the shipped model: its tokens are the text again.
  static let tokenizer = FuzzTarget("tokenizer", samples: ["Tests/Corpora/language"]) { bytes in
    let text = String(decoding: bytes, as: UTF8.self)
    for tokenizer in Tokenizers.all {
      let tokens = tokenizer.encode(text)
      try expect(
        tokens.allSatisfy { (0..<tokenizer.vocabulary.count).contains($0) }, "a token out of range")
      try expect(tokens == tokenizer.encode(text), "other tokens the second time")
      _ = tokenizer.decode(tokens)
    }
  }
}

/// Tokenizers of both kinds.
private enum Tokenizers {
  static let all: [Tokenizer] = {
    var models = [
      RandomModel(
        width: 32, layers: 1, heads: 1, keyValueHeads: 1, hidden: 32, vocabulary: 400, type: .q8
      ).bytes()
    ]
    let path = "\(projectFolder)/Models/gpulearn.gguf"
    if let shipped = try? Data(contentsOf: URL(fileURLWithPath: path)) {
      models.append(Array(shipped))
    }
    return models.compactMap { try? Model(FileBytes($0), threads: 1).tokenizer }
  }()
}
