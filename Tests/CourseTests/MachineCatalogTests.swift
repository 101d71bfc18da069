import Course
import Diagnostics
import Foundation
import Quantities
import TestSupport
import Testing

/// The lists of GPUs and models: what the course ships, and what is said of slips.
@Suite struct MachineCatalogTests {
  private static let shipped = Result {
    try Course(
      folder: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
    ).machines.catalog
  }

  @Test func theShippedListsAreWhole() throws {
    let catalog = try Self.shipped.get()
    #expect(catalog.problems.isEmpty)
    #expect(catalog.gpus.count >= 30 && catalog.models.count >= 40)
    #expect(catalog.gpu("A100 80GB")?.id == "a100-80gb")
    #expect(catalog.model("Qwen2.5-7B")?.id == "qwen2-5-7b")
    for gpu in catalog.gpus {
      // What no GPU is: slips by a thousand, and sparse arithmetic printed as dense.
      #expect((10e9...400e9).contains(gpu.memory.base), "\(gpu.id)")
      #expect((0.2e12...9e12).contains(gpu.bandwidth.base), "\(gpu.id)")
      #expect((50e12...3000e12).contains(gpu.fp16.base), "\(gpu.id)")
      if let fp8 = gpu.fp8 { #expect((0.9...4.1).contains(fp8.base / gpu.fp16.base), "\(gpu.id)") }
    }
  }

  /// Keys and values for each head of each layer, but for latents and linear attention.
  @Test func cachesFollowFromTheShapes() throws {
    for model in try Self.shipped.get().models {
      let isPlain = model.keyValueHeads > 1 && !model.note.contains("hybrid")
      if isPlain {
        let bytes = 4 * model.layers * model.keyValueHeads * model.headSize
        #expect(model.cachePerToken.base == Double(bytes), "\(model.id)")
      }
      let embeddings = Double(model.vocabulary * model.hidden * (model.isTied ? 1 : 2))
      #expect(embeddings < model.parameters, "\(model.id)")
      #expect(model.active.map { $0 > embeddings } ?? true, "\(model.id)")
      if let far = model.cacheFar { #expect(far.base < model.cachePerToken.base, "\(model.id)") }
      #expect((model.active == nil) == (model.experts == nil), "\(model.id)")
    }
  }

  @Test(arguments: [
    ("memory: 80 GB", "memory: 80 s", "memory does not fit."),
    ("bandwidth: 2000 GB/s", "bandwidth: 2000 GB", "bandwidth does not fit."),
    ("fp16: 300 TFLOP/s", "fp16: -300 TFLOP/s", "fp16 does not fit."),
    ("fp16: 300 TFLOP/s", "fp17: 300 TFLOP/s", "The key “fp17” has no meaning here."),
    ("memory: 80 GB", "memory: 1e300 GB", "memory is too large."),
    ("mark: A", "mark: Z", "There is no mark “Z”."),
    ("id: g", "id: G 1", "“G 1” is not an id."),
    ("source: s", "source:", "The source is missing."),
    ("gpus:\n  - ", "gpus:\n  - x\n  - ", "A GPU is a map of keys and values."),
    ("gpus:", "models:", "The key “models” has no meaning here."),
  ])
  func slipsAreSaid(_ good: String, _ bad: String, _ message: String) throws {
    let file = """
      gpus:
        - id: g
          name: G
          memory: 80 GB
          bandwidth: 2000 GB/s
          fp16: 300 TFLOP/s
          mark: A
          source: s
      """
    #expect(try Self.problems(file).isEmpty)
    let problems = try Self.problems(file.replacing(good, with: bad))
    #expect(problems.contains { $0.message == message }, "\(problems.map { $0.message })")
  }

  /// What no model can be: slips by a power of ten, figures in one another's place.
  @Test(arguments: [
    (
      "parameters: 8e9", "parameters: 8",
      "The model has fewer parameters than its embedding alone."
    ),
    ("kv_heads: 8", "kv_heads: 64", "There are more heads of keys and values than of queries."),
    ("active: 3e9", "active: 30e9", "More parameters are active than there are."),
    ("experts: 64\n", "\n", "experts and experts_used stand together."),
    ("experts_used: 8", "experts_used: 80", "A token uses more experts than there are."),
  ])
  func slipsOfModelsAreSaid(_ good: String, _ bad: String, _ message: String) throws {
    let file = """
      models:
        - id: m
          name: M
          parameters: 8e9
          active: 3e9
          layers: 32
          hidden: 4096
          heads: 32
          kv_heads: 8
          head_size: 128
          vocabulary: 128256
          experts: 64
          experts_used: 8
          mark: A
          source: s
      """
    #expect(try Self.problems(file, as: "models.yaml").isEmpty)
    let problems = try Self.problems(file.replacing(good, with: bad), as: "models.yaml")
    #expect(problems.contains { $0.message == message }, "\(problems.map { $0.message })")
  }

  private static func problems(
    _ text: String, as name: String = "gpus.yaml"
  ) throws -> [Diagnostic] {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appending(path: name)
    try Data(text.utf8).write(to: file)
    return try MachineCatalog(path: file.path, as: name).problems
  }
}
