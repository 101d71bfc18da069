import Foundation
import Testing

@testable import Inference

/// Models/gpulearn.gguf against what Models/training/train.py recorded: its own tokenizer, and its
/// own network with the rounded weights.
@Suite struct ShippedModelTests {
  struct Recorded: Decodable {
    struct Answer: Decodable {
      var prompt: String
      var answer: String
    }
    struct Tokens: Decodable {
      var text: String
      var ids: [Int]
    }
    var answers: [Answer]
    var tokens: [Tokens]
  }

  static let project = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let path = project.appending(path: "Models/gpulearn.gguf").path

  static func recorded() throws -> Recorded {
    let url = try #require(
      Bundle.module.url(
        forResource: "shipped-model", withExtension: "json", subdirectory: "Fixtures"))
    return try JSONDecoder().decode(Recorded.self, from: Data(contentsOf: url))
  }

  @Test func isSmallAndComplete() throws {
    let model = try Model(path: Self.path, threads: 1)
    let size = try FileManager.default.attributesOfItem(atPath: Self.path)[.size] as? Int
    #expect(try #require(size) < 2_000_000)
    #expect(model.tokenizer.vocabulary.beginning == 1)
    #expect(model.tokenizer.vocabulary.end == 2)
    #expect(model.shape.contextLength >= 256)
  }

  @Test func cutsTextsAsInTraining() throws {
    let tokenizer = try Model(path: Self.path, threads: 1).tokenizer
    let recorded = try Self.recorded()
    #expect(recorded.tokens.count > 30)
    for sample in recorded.tokens {
      #expect(tokenizer.encode(sample.text) == [1] + sample.ids, "\(sample.text)")
      #expect(tokenizer.decode(sample.ids) == sample.text)
    }
  }

  @Test func bringsTheChaptersBack() throws {
    let tokenizer = try Model(path: Self.path, threads: 1).tokenizer
    let folder = Self.project.appending(path: "Chapters")
    let chapters = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".md") }
    #expect(chapters.count >= 2)
    for chapter in chapters {
      let text = try String(contentsOf: folder.appending(path: chapter), encoding: .utf8)
      let tokens = tokenizer.encode(text)
      // ▁ is how the vocabulary writes a space, so it comes back as one.
      #expect(tokenizer.decode(tokens) == text.replacing("▁", with: " "), "\(chapter)")
      // Pieces of words, not single bytes.
      #expect(tokens.count < text.utf8.count * 3 / 5)
    }
  }

  @Test(arguments: [1, 2])
  func answersAsTheNetworkThatWasTrained(threads: Int) throws {
    let engine = try Engine(Model(path: Self.path, threads: threads), threads: threads)
    let recorded = try Self.recorded()
    #expect(recorded.answers.count > 10)
    for expected in recorded.answers {
      let found = try engine.generate(expected.prompt)
      #expect(found.text.trimmingPrefix(" ") == expected.answer, "\(expected.prompt)")
      #expect(found.finish == .end, "\(expected.prompt)")
    }
  }

  @Test func answersAlikeWithTheKernelsInSwift() throws {
    let model = try Model(path: Self.path, threads: 1)
    let fast = try Engine(model, threads: 1)
    let plain = try Engine(model, threads: 1, kernels: .reference)
    let request = Request("Q: What is a cold start?\nA:", tokens: 24)
    #expect(try plain.generate(request).tokens == fast.generate(request).tokens)
  }

  /// What it gets wrong it is unsure of, in these as in six of ten held-out questions
  /// (Models/README.md); what it knows well it is sure of.
  @Test(arguments: [
    ("What's scale-to-zero?", false), ("top-p", false), ("idle timeout", false),
    ("What about Swift?", false), ("sailing - what is this", false),
    ("Whats a ray tracing", false), ("What do I type when I am lost?", true),
    ("What will be on my bill?", true), ("How do you define phase of a cold start?", true),
  ]) func isUnsureOfWhatItGetsWrong(question: String, isSure: Bool) throws {
    let engine = try Engine(Model(path: Self.path, threads: 1), threads: 1)
    let sure = try #require(engine.model.sure)
    let prompt = engine.model.prompt(question)
    let tokens = try engine.generate(prompt).tokens
    let certainty = try engine.certainty(of: tokens, behind: engine.model.tokenizer.encode(prompt))
    #expect((certainty >= sure) == isSure, "\(certainty)")
  }

  /// Whoever changes the definition of a cold start trains the model again.
  @Test func definesAColdStart() throws {
    let answer = try Engine(Model(path: Self.path, threads: 1), threads: 1)
      .generate("Q: What is a cold start?\nA:").text
    for word in ["cold start", "request", "instance", "wait"] { #expect(answer.contains(word)) }
  }

  /// People spell as they like, and ask about what the course does not know.
  @Test(arguments: [
    ("What is keep alive?", "the time for which an idle instance is kept"),
    ("whats scale to zero", "all instances are given back"),
    ("what is an slo", "service level objective"),
    ("TTFT", "until the answer begins"),
    ("Why does utilization matter?", "rent is paid for idle hours too"),
    ("how many gpus do i need", "Multiply the arrival rate"),
    ("What is Kubernetes?", "outside this course"),
    ("what is slurm", "outside this course"),
    ("Explain pizza.", "outside this course"),
    ("Florbinator?", "outside this course"),
  ])
  func answersOtherSpellingsAndRefusesOtherWords(question: String, words: String) throws {
    let answer = try Engine(Model(path: Self.path, threads: 1), threads: 1)
      .generate("Q: \(question)\nA:").text
    #expect(answer.contains(words), "\(question): \(answer)")
  }
}
