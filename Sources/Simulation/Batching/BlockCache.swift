/// How full a server's KV cache is: in blocks, of which each sequence has its own.
///
/// A sequence that is being answered holds the blocks of its prompt and of what was written, and grows
/// by a token a step. Sequences are told apart only by where in its block the next token of each
/// falls, so that many steps are counted at once.
struct BlockCache {
  private let total: Int
  private let block: Int
  private(set) var used = 0
  /// Tokens of all sequences that are being answered.
  private(set) var context = 0
  /// How many of them have a base of each remainder by the size of a block.
  private var counts: [Int]

  init(blocks: Int, of block: Int) {
    (total, self.block) = (blocks, block)
    counts = Array(repeating: 0, count: block)
  }

  /// Takes blocks, if there are so many.
  mutating func take(_ blocks: Int) -> Bool {
    if used + blocks > total { return false }
    used += blocks
    return true
  }

  mutating func giveBack(_ blocks: Int) { used -= blocks }

  /// A sequence whose blocks were taken is answered from now on.
  /// - Parameter base: its tokens less the count of steps.
  mutating func begin(base: Int, after step: Int) {
    counts[remainder(base)] += 1
    context += base + step
  }

  /// A sequence that was being answered gives its blocks back.
  mutating func end(base: Int, after step: Int) {
    counts[remainder(base)] -= 1
    context -= base + step
    used -= (base + step + block - 1) / block
  }

  /// Whether each sequence can grow by a token.
  func canGrow(after step: Int) -> Bool { newBlocks(1, after: step) <= total - used }

  /// The most steps, at least 1 and at most `most`, for which there is room.
  func steps(upTo most: Int, after step: Int) -> Int {
    if newBlocks(most, after: step) <= total - used { return most }
    var (low, high) = (1, most)
    while low < high {
      let middle = (low + high + 1) / 2
      if newBlocks(middle, after: step) <= total - used { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// Each sequence grows by so many tokens.
  /// - Parameter step: the count of steps after that.
  mutating func grow(by steps: Int, to step: Int) {
    used += newBlocks(steps, after: step - steps)
    context += steps * counts.reduce(0, +)
  }

  /// Blocks that are needed besides for so many tokens more of each sequence.
  private func newBlocks(_ steps: Int, after step: Int) -> Int {
    var blocks = 0
    for (index, count) in counts.enumerated() where count > 0 {
      blocks += count * ((steps + remainder(index + step - 1)) / block)
    }
    return blocks
  }

  private func remainder(_ value: Int) -> Int {
    let rest = value % block
    return rest < 0 ? rest + block : rest
  }
}
