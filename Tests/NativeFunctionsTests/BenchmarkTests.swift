import Inference
import Language
import Synchronization
import Testing
import Workbook

@testable import NativeFunctions

/// `bench`: what it says of a model, whose figures are never compared with a clock.
@Suite struct BenchmarkTests {
  let model: TestModel

  init() throws { model = try TestModel() }

  private func bench(
    _ runner: ModelRunner, says: @escaping @Sendable (String) -> Void = { _ in }
  ) throws -> Record {
    try loaded(runner, "bench(threads: 1)", says: says)
  }

  private func loaded(
    _ runner: ModelRunner, _ line: String, says: @escaping @Sendable (String) -> Void
  ) throws -> Record {
    var workbook = Workbook(
      functions: FunctionCatalog.standard + NativeFunctions.all(prices: nil, runner: runner))
    workbook.isAutomatic = true
    workbook.onProgress = { says($0.words) }
    guard case .record(let record) = try workbook.reading(line) else { throw NoRecord() }
    return record
  }

  private struct NoRecord: Error {}

  private func number(_ record: Record, _ path: String...) -> Double {
    var record = record
    for name in path.dropLast() {
      guard case .record(let inner)? = record[name] else { return .nan }
      record = inner
    }
    return path.last.flatMap { record[$0]?.quantity?.base } ?? .nan
  }

  @Test func figuresFitEachOther() throws {
    let words = Mutex<[String]>([])
    let record = try bench(ModelRunner(model: model.path)) { word in
      words.withLock { $0.append(word) }
    }
    let engine = try Engine(try Model(path: model.path, threads: 1), threads: 1)
    #expect(record["model"] == .text(model.path))
    #expect(number(record, "parameters") == Double(engine.model.parameters))
    // The prompt has 64 tokens, of the 256 that the model looks back on.
    let cost = engine.model.cost(context: 64)
    #expect(abs(number(record, "roofline", "bytes") / cost.bytes - 1) < 1e-9)
    #expect(abs(number(record, "roofline", "flops") / cost.flops - 1) < 1e-9)
    let bound = number(record, "roofline", "bandwidth") / number(record, "roofline", "bytes")
    #expect(abs(number(record, "roofline", "bound") / bound - 1) < 1e-6)
    let share = number(record, "decode") / number(record, "roofline", "bound")
    #expect(abs(number(record, "roofline", "share") / share - 1) < 1e-6)
    let memory = engine.model.memory()
    #expect(number(record, "memory", "file") == Double(memory.weightsInFile))
    #expect(number(record, "memory", "weights") == Double(memory.repacked + memory.mapped))
    for count in [1, 2, 4, 8] { #expect(number(record, "together", "answers_\(count)") > 0) }
    let said = words.withLock { $0 }
    for part in ["loading from disk", "loading once more", "writing 8 answers together"] {
      #expect(said.contains(part), "\(said)")
    }
  }

  /// What was loaded before would hide what a load takes: it is forgotten, and loaded anew by whoever
  /// asks next.
  @Test func itLoadsAnew() throws {
    let runner = ModelRunner(model: model.path)
    func loads(for text: String) throws -> Bool {
      let said = Mutex(false)
      _ = try loaded(runner, "tokenize(\"\(text)\")") { words in
        if words.hasPrefix("loading \(model.path)") { said.withLock { $0 = true } }
      }
      return said.withLock { $0 }
    }
    #expect(try loads(for: "one"))
    #expect(try !loads(for: "two"))
    _ = try bench(runner)
    #expect(try loads(for: "three"))
  }
}
