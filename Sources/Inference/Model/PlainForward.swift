#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The whole network for one sequence, in arrays and loops: to be read from top to bottom, and what
/// the fast one (Forward.swift) is tested against. It keeps no cache and looks at every token anew.
///
///     PlainForward(model).logits(after: [1, 15043])  // [vocabulary]
///
/// In the margin: N tokens, H query heads of K values, G key-value heads.
struct PlainForward {
  let model: Model
  var shape: ModelShape { model.shape }
  var family: Family { model.shape.family }
  typealias Values = [Float]

  init(_ model: Model) { self.model = model }

  /// A score for every token of the vocabulary: how likely it comes next.
  func logits(after tokens: [Int]) -> Values {
    let x = states(tokens, behind: shape.layers)
    return scores(x[x.count - 1])
  }

  /// The state of each token behind so many layers.
  func states(_ tokens: [Int], behind layers: Int) -> [Values] {
    // Each token becomes a row of numbers, its state.
    var x = tokens.map { row("token_embd.weight", $0) }  // [N][width]
    for n in x.indices { x[n] = x[n].map { $0 * shape.embeddingScale } }

    for layer in 0..<layers {
      // Attention: each token gathers from the tokens up to it.
      for (n, gathered) in attention(layer, x).enumerated() {
        add(gathered, "blk.\(layer).post_attention_norm.weight", to: &x[n])
      }
      // Feed forward: each token by itself.
      for n in x.indices {
        add(feedForward(layer, x[n]), "blk.\(layer).post_ffw_norm.weight", to: &x[n])
      }
    }
    return x
  }

  /// A state is compared with the row of every token.
  func scores(_ state: Values) -> Values {
    let state = norm(state, "output_norm.weight")  // [width]
    let output = model.file.tensor("output.weight") == nil ? "token_embd" : "output"
    return linear(state, output, 0..<shape.vocabulary).map {
      capped($0 * shape.logitScale, shape.logitCap)
    }
  }

  private func attention(_ layer: Int, _ x: [Values]) -> [Values] {
    let (heads, groups) = (shape.heads, shape.keyValueHeads)
    let shares = shares(layer, x)  // [N][H][n + 1]
    let values = x.map {
      part(
        input($0, layer, "attn_norm"), layer, "attn_v", "attn_qkv",
        (heads + groups) * shape.keySize, groups * shape.valueSize)  // [G * V]
    }
    return x.indices.map { n in
      var gathered: Values = []  // [H * V]
      for head in 0..<heads {
        let start = head / (heads / groups) * shape.valueSize
        for j in start..<start + shape.valueSize {
          var sum: Float = 0
          for (m, share) in shares[n][head].enumerated() { sum += share * values[m][j] }
          gathered.append(sum)
        }
      }
      return linear(gathered, "blk.\(layer).attn_output", 0..<shape.width)  // [width]
    }
  }

  /// How much each token up to it matters to a token, head by head: [N][H][n + 1], each adding up to 1.
  func shares(_ layer: Int, _ x: [Values]) -> [[Values]] {
    let (heads, groups, size) = (shape.heads, shape.keyValueHeads, shape.keySize)
    var (queries, keys): ([Values], [Values]) = ([], [])
    for (position, state) in x.enumerated() {
      let input = input(state, layer, "attn_norm")  // [width]
      let query = part(input, layer, "attn_q", "attn_qkv", 0, heads * size)  // [H * K]
      let key = part(input, layer, "attn_k", "attn_qkv", heads * size, groups * size)  // [G * K]
      queries.append(rotate(headNorm(query, layer, "attn_q_norm"), layer, position, x.count))
      keys.append(rotate(headNorm(key, layer, "attn_k_norm"), layer, position, x.count))
    }
    return x.indices.map { n in
      (0..<heads).map { head in
        let group = head / (heads / groups)
        let query = queries[n][head * size..<(head + 1) * size]
        // A softmax over the scores of what is visible.
        let first = max(0, n + 1 - (shape.windows[layer] ?? n + 1))
        let scores = (first...n).map { m in
          let key = keys[m][group * size..<(group + 1) * size]
          return capped(dot(query, key) * shape.attentionScale, shape.attentionCap)
        }
        let peak = scores.max() ?? 0
        let weights = scores.map { exp($0 - peak) }
        let total = weights.reduce(0, +)
        return Values(repeating: 0, count: first) + weights.map { $0 / total }
      }
    }
  }

  /// What a half of a layer is given: the state, normalized where the family does so.
  private func input(_ state: Values, _ layer: Int, _ name: String) -> Values {
    family.normsBefore ? norm(state, "blk.\(layer).\(name).weight") : state
  }

  private func feedForward(_ layer: Int, _ state: Values) -> Values {
    let input = input(state, layer, "ffn_norm")  // [width]
    let isJoined = model.file.tensor("blk.\(layer).ffn_gate.weight") == nil
    let gate = part(input, layer, "ffn_gate", "ffn_up", 0, shape.hidden)  // [hidden]
    let up = part(input, layer, "ffn_up", "ffn_up", isJoined ? shape.hidden : 0, shape.hidden)
    return linear(
      zip(gate, up).map { activation($0) * $1 }, "blk.\(layer).ffn_down", 0..<shape.width)
  }

  private func activation(_ x: Float) -> Float {
    switch family.activation {
    case .silu: x / (1 + exp(-x))
    case .gelu: x / 2 * (1 + tanh((2 / Float.pi).squareRoot() * (x + 0.044715 * x * x * x)))
    }
  }

  /// Adds what a half of a layer found to the state, normalized where the family does so.
  private func add(_ found: Values, _ name: String, to state: inout Values) {
    let found = family.normsAfter ? norm(found, name) : found
    for i in state.indices { state[i] += found[i] * shape.residualScale }
  }

  /// Turns the first values of each head in pairs, by angles that grow with the position.
  private func rotate(_ x: Values, _ layer: Int, _ position: Int, _ length: Int) -> Values {
    guard shape.rotates(layer) else { return x }
    var rotaries = Rotaries(model)
    let isLong = length > shape.originalContext
    rotaries.extend(to: position, long: isLong)
    let table = rotaries.table(hasWindow: shape.windows[layer] != nil, isLong: isLong)
    var x = x
    for head in stride(from: 0, to: x.count, by: shape.keySize) {
      for i in 0..<table.pairs {
        let (first, second) = family.rotatesHalves ? (i, i + table.pairs) : (2 * i, 2 * i + 1)
        let (a, b) = (x[head + first], x[head + second])
        let turn = table.turns[position * table.pairs + i]  // (cosine, sine)
        x[head + first] = a * turn.x - b * turn.y
        x[head + second] = a * turn.y + b * turn.x
      }
    }
    return x
  }

  /// x / sqrt(mean of squares + epsilon), times the norm's weights.
  private func norm(_ x: Values, _ name: String) -> Values {
    let scale = 1 / (dot(x[...], x[...]) / Float(x.count) + shape.epsilon).squareRoot()
    return zip(x, row(name, 0)).map { $0 * scale * $1 }
  }

  /// The same for each head, or for all of them together, in families that have it.
  private func headNorm(_ x: Values, _ layer: Int, _ name: String) -> Values {
    guard family.keyNorms != .none else { return x }
    let size = family.keyNorms == .eachHead ? shape.keySize : x.count
    return stride(from: 0, to: x.count, by: size).flatMap {
      norm(Array(x[$0..<$0 + size]), "blk.\(layer).\(name).weight")
    }
  }
}
