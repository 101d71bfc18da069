import Basics
import Testing

@testable import Inference

/// A first token comes from the file as it is, and nothing is to be seen of the change after it.
@Suite struct PackingTests {
  static let types = TensorType.allCases

  /// The same bits from the file as from what is laid out, for one token and for several, in every type.
  @Test(arguments: types) func logitsAreTheSame(_ type: TensorType) throws {
    let tokens = [5, 9, 30, 2, 77, 123, 41]
    for count in [1, 3, 7] {
      let engine = try Models.engine("grouped", type, threads: 2)
      #expect(!engine.model.packing.isDone)
      let fresh = try engine.logits(after: Array(tokens.prefix(count)))
      #expect(!engine.model.packing.isDone)
      engine.warmUp()
      #expect(engine.model.packing.isDone)
      #expect(try engine.logits(after: Array(tokens.prefix(count))) == fresh, "\(count) tokens")
    }
  }

  /// Each pass does a part, so that in the end all is laid out; the text is that of a warm engine.
  @Test(arguments: [TensorType.f32, .f16, .q8, .q4K]) func textIsTheSame(_ type: TensorType) throws
  {
    var request = Request("cold start", tokens: 24)
    request.ignoresEnd = true
    let warm = try Models.engine("grouped", type)
    warm.warmUp()
    let engine = try Models.engine("grouped", type)
    var isDone: [Bool] = []
    let found = try engine.generate(request) { _ in
      isDone.append(engine.model.packing.isDone)
      return .goOn
    }
    #expect(found.tokens == (try warm.generate(request)).tokens)
    #expect(isDone.first == false && isDone.last == true)
    // Once it is done, it stays so.
    #expect(isDone == isDone.sorted { !$0 && $1 })
  }

  /// Several engines of one model, at it at once.
  @Test func enginesShareTheWork() throws {
    let model = try Models.engine("grouped", .q8).model
    let text = try Engine(model, threads: 1).generate(Request("a", tokens: 4)).tokens
    let engines = try (0..<4).map { _ in try Engine(model, threads: 1) }
    let found = Locked<[[Int]]>([])
    let group = ThreadPool(threads: 4)
    defer { group.stop() }
    group.run(4) { index in
      let tokens = (try? engines[index].generate(Request("a", tokens: 4)).tokens) ?? []
      engines[index].warmUp()
      found.withLock { $0.append(tokens) }
    }
    let all = found.withLock { $0 }
    #expect(all.count == 4 && all.allSatisfy { $0 == text })
    #expect(model.packing.isDone)
  }
}
