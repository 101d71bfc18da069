import Foundation
import Testing

@testable import Inference

/// Files that change under a model that is in use.
@Suite struct FileGuardTests {
  private func withModel<T>(_ shape: String, _ type: TensorType, _ body: (String) throws -> T)
    throws -> T
  {
    let path = NSTemporaryDirectory() + "guard-\(UUID().uuidString).gguf"
    try Data(Models.bytes(shape, type)).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
  }

  /// Weights in F32 are used where they lie in the file, so that they are gone with it.
  @Test func aFileCutShortInUseIsAnError() throws {
    try withModel("odd", .f32) { path in
      let engine = try Engine(try Model(path: path, threads: 1), threads: 1)
      #expect(try engine.generate("a").tokens.isEmpty == false)
      #expect(!engine.model.file.bytes.isDamaged)
      #expect(truncate(path, 4096) == 0)
      let error = #expect(throws: InferenceError.self) { try engine.generate("a") }
      #expect(error?.code == .cannotRead)
      #expect(engine.model.file.bytes.isDamaged)
      // The next model is not to blame.
      try Data(Models.bytes("odd", .f32)).write(to: URL(fileURLWithPath: path))
      let next = try Engine(try Model(path: path, threads: 1), threads: 1)
      #expect(try next.generate("a").tokens.isEmpty == false)
    }
  }

  @Test(arguments: [0, 100, 20_000])
  func aFileCutShortWhileItIsReadIsAnError(_ length: Int) throws {
    try withModel("single", .q8) { path in
      let bytes = try FileBytes(path: path)
      #expect(truncate(path, length) == 0)
      #expect(throws: InferenceError.self) { try Model(bytes, threads: 1) }
    }
  }

  @Test func identityFollowsTheFile() throws {
    try withModel("single", .q8) { path in
      let before = FileIdentity(path: path)
      #expect(before != nil && before == FileIdentity(path: path))
      #expect(truncate(path, 100) == 0)
      #expect(FileIdentity(path: path) != before)
    }
    #expect(FileIdentity(path: "/no/such/file") == nil)
  }

  /// What is no file is refused at once; a pipe nobody writes to must not block.
  @Test func otherThanFilesAreRefused() throws {
    let pipe = NSTemporaryDirectory() + "guard-\(UUID().uuidString)"
    #expect(mkfifo(pipe, 0o600) == 0)
    defer { unlink(pipe) }
    for path in [pipe, "/dev/zero", "/", "/no/such/file", ""] {
      let error = #expect(throws: InferenceError.self) { try Model(path: path) }
      #expect(error?.code == .cannotRead, "\(path)")
    }
  }
}

/// Several sequences together, stopping, and going on past the end.
@Suite struct ThroughputTests {
  @Test func countsPassesAndCaches() throws {
    let engine = try Models.engine("single")
    let one = try Throughput.measure(
      engine, prompt: "ab", tokens: 6, together: 1, seconds: 0)
    let four = try Throughput.measure(
      engine, prompt: "ab", tokens: 6, together: 4, seconds: 0)
    #expect(one.passes == 6 && four.passes == 6)
    #expect(four.cacheBytes == 4 * one.cacheBytes)
    #expect(one.tokensPerSecond > 0 && four.time > 0)
    #expect(throws: InferenceError.self) {
      try Throughput.measure(engine, prompt: "a", tokens: 2, together: 65)
    }
  }

  @Test func cancellingEndsEachKindOfWork() throws {
    let engine = try Models.engine("single")
    engine.isCancelled = { true }
    for work in [
      { _ = try engine.generate("a") }, { _ = try engine.measure(prompt: 4, tokens: 4) },
      { _ = try Throughput.measure(engine, prompt: "a", tokens: 4, together: 2) },
    ] as [() throws -> Void] {
      let error = #expect(throws: InferenceError.self) { try work() }
      #expect(error?.code == .cancelled)
    }
  }

  /// The same model, told that each of its tokens ends an answer: it stops, or goes on if asked.
  @Test func endsCanBeIgnored() throws {
    let engine = try Models.engine("single")
    let free = try engine.generate(Request("a", tokens: 6))
    var model = try #require(RandomModel.shapes["single"])
    model.end = free.tokens[2]
    let ending = try Engine(try Model(FileBytes(model.bytes()), threads: 1), threads: 1)
    var request = Request("a", tokens: 6)
    let stopped = try ending.generate(request)
    #expect(stopped.finish == .end && stopped.tokens.count < 6)
    request.ignoresEnd = true
    #expect(try ending.generate(request).tokens == free.tokens)
  }

  /// A file can say in which form its model wants to be asked.
  @Test func promptsTakeTheModelsForm() throws {
    var model = try #require(RandomModel.shapes["single"])
    #expect(try Model(FileBytes(model.bytes()), threads: 1).prompt("Why?") == "Why?")
    model.promptForm = "Q: {prompt}\nA:"
    let asking = try Model(FileBytes(model.bytes()), threads: 1)
    #expect(asking.prompt("Why?") == "Q: Why?\nA:")
    // What a user writes is taken as it is.
    #expect(asking.prompt("{prompt}") == "Q: {prompt}\nA:")
    model.promptForm = "no place for it"
    #expect(try Model(FileBytes(model.bytes()), threads: 1).prompt("Why?") == "Why?")
    // Words that stand in it twice, or fifty thousand times, are no form.
    for count in [2, 50_000] {
      model.promptForm = String(repeating: "{prompt}", count: count)
      let error = #expect(throws: InferenceError.self) {
        try Model(FileBytes(model.bytes()), threads: 1)
      }
      #expect(error?.code == .unsupported && error?.subject == "gpulearn.prompt")
    }
  }
}
