import Testing

@testable import Inference

/// How sure a model is of an answer: the probabilities of its first tokens, multiplied.
@Suite struct CertaintyTests {
  @Test(arguments: ["single", "grouped", "gemma2"], [1, 5, 12, 30])
  func itIsWhatTheCandidatesSay(_ shape: String, count: Int) throws {
    let engine = try Models.engine(shape, .q8, batchSize: 16)
    var request = Request("", tokens: count, candidates: 1)
    request.promptTokens = Array(20..<60)
    request.ignoresEnd = true
    var product = 1.0
    let answer = try engine.generate(request) { step in
      if step.count <= 12 { product *= step.candidates[0].probability }
      return .goOn
    }
    let certainty = try engine.certainty(of: answer.tokens, behind: Array(20..<60))
    #expect(abs(certainty / product - 1) < 1e-5)
  }

  @Test func somethingElseIsLessCertain() throws {
    let engine = try Models.engine()
    var request = Request("", tokens: 6)
    request.promptTokens = [4, 5, 6]
    request.ignoresEnd = true
    let answer = try engine.generate(request).tokens
    let certainty = try engine.certainty(of: answer, behind: [4, 5, 6])
    for place in answer.indices {
      var other = answer
      other[place] = (other[place] + 1) % 300
      #expect(try engine.certainty(of: other, behind: [4, 5, 6]) < certainty)
    }
    #expect(try engine.certainty(of: [], behind: [4]) == 1)
    #expect(try engine.certainty(of: [3000], behind: [4]) == 0)
    #expect(throws: InferenceError.self) { try engine.certainty(of: [3000, 1], behind: [4]) }
    #expect(throws: InferenceError.self) {
      try engine.certainty(of: [1, 2], behind: [Int](repeating: 5, count: 2047))
    }
  }

  /// A file that says nothing, or nonsense, asks for nothing.
  @Test(
    arguments: [
      (nil, nil), (0.5, 0.5), (1, 1), (0, nil), (1.5, nil), (.nan, nil), (-1, nil),
    ] as [(Float?, Double?)])
  func whatIsEnoughStandsInTheFile(_ sure: Float?, _ read: Double?) throws {
    var model = try #require(RandomModel.shapes["single"])
    model.sure = sure
    #expect(try Model(FileBytes(model.bytes()), threads: 1).sure == read)
  }
}
