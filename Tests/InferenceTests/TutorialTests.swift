import Inference
import TestSupport
import Testing

/// The tutorial of the library, Inference.docc/GeneratingText.md, whose code this is.
@Suite struct TutorialTests {
  @Test func generatesText() throws {
    let path = ShippedModelTests.path
    let print = Printed()

    let model = try Model(path: path)
    print("\(model.parameters) weights in \(model.shape.layers) layers")
    print("looks back on \(model.shape.contextLength) tokens")

    let tokens = model.tokenizer.encode("An idle GPU costs money.", special: false)
    print("\(tokens.count) tokens")
    print(model.tokenizer.decode(tokens))

    let engine = try Engine(model)
    let prompt = model.prompt("What is a cold start?")
    let answer = try engine.generate(Request(prompt, tokens: 60))
    print(answer.text)
    print("\(answer.tokens.count) tokens, finished: \(answer.finish)")

    for candidate in try engine.candidates(after: prompt, count: 2) {
      let text = model.tokenizer.decode([candidate.token])
      print("\(text): \(candidate.probability > 0.5 ? "likely" : "unlikely")")
    }

    let memory = model.memory()
    print("\(memory.cachePerToken) bytes of cache for each token")
    let full = memory.cachePerToken * model.shape.contextLength
    print("\(full) bytes for one request that fills the context")

    try Article("Inference/Inference.docc/GeneratingText.md").check(printed: print.lines)
  }
}
