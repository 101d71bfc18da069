import Foundation
import Testing

@testable import Inference

@Suite struct SamplerTests {
  private func draw(_ logits: [Float], _ sampling: Sampling, times: Int = 1) throws -> [Int] {
    var sampler = Sampler(sampling)
    return try (0..<times).map { _ in
      var copy = logits
      return try copy.withUnsafeMutableBufferPointer { buffer throws(InferenceError) in
        try sampler.next(buffer)
      }
    }
  }

  @Test func greedyTakesTheFirstOfTheLargest() throws {
    #expect(try draw([1, 3, 3, 2], .greedy) == [1])
  }

  @Test func frequenciesFollowTheProbabilities() throws {
    let logits: [Float] = [0, 1, 2, 3]
    let sampling = Sampling(temperature: 2, topK: 0, topP: 1, minP: 0, seed: 3)
    let drawn = try draw(logits, sampling, times: 20_000)
    let weights = logits.map { Double($0) / 2 }.map { exp($0) }
    let total = weights.reduce(0, +)
    for (token, weight) in weights.enumerated() {
      let share = Double(drawn.filter { $0 == token }.count) / 20_000
      #expect(abs(share - weight / total) < 0.015)
    }
  }

  @Test func limitsKeepTheUnlikelyOut() throws {
    let logits: [Float] = [5, 4, 3, 2, 1, 0]
    func seen(_ sampling: Sampling) throws -> Set<Int> {
      Set(try draw(logits, sampling, times: 3000))
    }
    #expect(try seen(Sampling(temperature: 3, topK: 2, topP: 1, minP: 0)) == [0, 1])
    // 0.63, 0.23, 0.09 …: two reach 0.8.
    #expect(try seen(Sampling(temperature: 3, topK: 0, topP: 0.8, minP: 0)) == [0, 1])
    // A tenth of the likeliest: e^-2 = 0.135 is in, e^-3 = 0.0498 is out.
    #expect(try seen(Sampling(temperature: 3, topK: 0, topP: 1, minP: 0.1)) == [0, 1, 2])
  }

  @Test func repetitionIsPenalized() throws {
    var sampler = Sampler(Sampling(repetitionPenalty: 2))
    sampler.remember(0)
    var logits: [Float] = [3, 2, -1]
    let token = try logits.withUnsafeMutableBufferPointer { buffer throws(InferenceError) in
      try sampler.next(buffer)
    }
    #expect(token == 1)
    #expect(logits == [1.5, 2, -1])
  }

  @Test(arguments: [Float.nan, .infinity])
  func whatIsNotFiniteIsRefused(bad: Float) {
    for at in [3, 17] {
      var logits = [Float](repeating: 1, count: 18)
      logits[at] = bad
      #expect(throws: InferenceError.self) { _ = try draw(logits, .greedy) }
    }
  }

  @Test func topEqualsSorting() {
    var logits = floats(5000, seed: 2).map { ($0 * 50).rounded() }
    logits.withUnsafeMutableBufferPointer { buffer in
      let all = Sampler.top(buffer, 5000).map(\.token)
      #expect(Sampler.top(buffer, 40).map(\.token) == Array(all.prefix(40)))
    }
  }
}
