/// How much of a trace's prompts a server finds in its KV cache, as earlier ones began alike: by the
/// hashes of their blocks, which traces of Mooncake and Qwen-Bailian carry as `hash_ids`.
///
/// The cache holds whole blocks and forgets those that were not used for the longest time, as vLLM's
/// does; requests are taken one after the other, each with its whole prompt.
public struct PrefixHits: Sendable {
  /// Requests that were read, and rows that hold none.
  public private(set) var requests = 0
  public private(set) var left = 0
  /// Tokens of all prompts, and those of them that were found.
  public private(set) var promptTokens = 0.0
  public private(set) var foundTokens = 0.0
  /// Tokens of a block, as lengths and numbers of hashes have it.
  public private(set) var block = 1.0
  /// Blocks that differ.
  public private(set) var blocks = 0
  /// Bytes read.
  public private(set) var bytes = 0

  /// The share of the prompts that was found.
  public var share: Double { promptTokens > 0 ? foundTokens / promptTokens : 0 }

  /// The most hashes of a file.
  public static let mostHashes = 20_000_000

  private struct Prompt {
    var tokens: Double
    var hashes: Range<Int>
  }

  /// Reads a file of JSON objects, a line each, packed with gzip or not.
  /// - Parameters:
  ///   - path: where it is.
  ///   - room: tokens that the cache holds; infinite for all that ever came.
  /// - Throws: `SimulationError.unreadable`.
  public init(_ path: String, room: Double) throws(SimulationError) {
    var hashes: [UInt64] = []
    let prompts = try read(path, &hashes)
    if prompts.isEmpty { throw .unreadable(path: path, .nothing(nil)) }
    block = PrefixHits.block(prompts)
    blocks = Set(hashes).count
    var memory = BlockMemory(most: room / block < 1e9 ? Int(room / block) : .max)
    for prompt in prompts {
      var found = 0
      var isFound = true
      for hash in hashes[prompt.hashes] {
        // What comes after a block that is missing depends on it.
        isFound = memory.use(hash) && isFound
        if isFound { found += 1 }
      }
      promptTokens += prompt.tokens
      // The last token is always computed: its answer is wanted.
      foundTokens += min(Double(found) * block, max(0, prompt.tokens - 1))
    }
  }

  private mutating func read(
    _ path: String, _ hashes: inout [UInt64]
  ) throws(SimulationError) -> [Prompt] {
    let file = TraceFile(path)
    let reader = try RowReader(file)
    guard case .json = try reader.likelyForm() else {
      let names = try reader.peek().map { $0.fields().map { $0.text } } ?? []
      throw .unreadable(path: path, .noColumn("hash_ids", of: names))
    }
    reader.form = .json([])
    var columns: TraceColumns?
    var prompts: [Prompt] = []
    while let row = try reader.next() {
      if row.isBlank { continue }
      if columns == nil, !row.isTooLong {
        let names = row.members().map { $0.name.text }
        guard names.contains("hash_ids") else {
          throw .unreadable(path: path, .noColumn("hash_ids", of: names))
        }
        columns = try TraceColumns(names, file, isJSON: true)
        if let columns, columns.prompt < 0 {
          throw .unreadable(path: path, .noColumn("input_length", of: names))
        }
      }
      // A row without a length or hashes is counted and left out.
      guard let columns, !row.isTooLong,
        let length = try? row.member(columns.names[columns.prompt], "prompt").number(),
        let field = try? row.member("hash_ids", "hashes"), length >= 1, length < 1e9
      else {
        left += 1
        continue
      }
      let first = hashes.count
      PrefixHits.add(field, to: &hashes)
      if hashes.count > PrefixHits.mostHashes {
        throw .unreadable(path: path, .tooLong(PrefixHits.mostHashes))
      }
      prompts.append(Prompt(tokens: length, hashes: first..<hashes.count))
      requests += 1
    }
    bytes = Int(clamping: reader.bytesRead)
    return prompts
  }

  /// The items of a list, whatever they are, each as a number of its own (FNV-1a).
  private static func add(_ list: FieldText, to hashes: inout [UInt64]) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var isEmpty = true
    for byte in list.bytes[list.start..<list.end] {
      switch byte {
      case 0x5B, 0x20, 0x09, 0x22: continue
      case 0x2C, 0x5D:
        if !isEmpty { hashes.append(hash) }
        (hash, isEmpty) = (0xCBF2_9CE4_8422_2325, true)
      default:
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        isEmpty = false
      }
    }
  }

  /// A prompt of so many blocks is longer than one block less, and no longer than all of them: what
  /// holds for all of them is the size, a power of two where one does.
  private static func block(_ prompts: [Prompt]) -> Double {
    var (low, high) = (1.0, Double.infinity)
    for prompt in prompts where !prompt.hashes.isEmpty {
      let count = Double(prompt.hashes.count)
      low = max(low, prompt.tokens / count)
      if count > 1 { high = min(high, prompt.tokens / (count - 1)) }
    }
    var power = 1.0
    while power < low { power *= 2 }
    return power <= high ? power : low.rounded(.up)
  }
}

/// The blocks that were used last, so many at most.
private struct BlockMemory {
  let most: Int
  private var lastUse: [UInt64: Int] = [:]
  /// All uses in their order; those of a block that was used again later are passed over.
  private var uses: [UInt64] = []
  /// How many of them were dropped, and how many of the rest are forgotten.
  private var dropped = 0
  private var head = 0

  init(most: Int) { self.most = most }

  /// Uses a block.
  /// - Returns: whether it was there.
  mutating func use(_ block: UInt64) -> Bool {
    let isFound = lastUse[block] != nil
    lastUse[block] = dropped + uses.count
    uses.append(block)
    while lastUse.count > most { forget() }
    return isFound
  }

  /// Forgets the block that was not used for the longest time.
  private mutating func forget() {
    while head < uses.count {
      let block = uses[head]
      head += 1
      if lastUse[block] == dropped + head - 1 {
        lastUse[block] = nil
        break
      }
    }
    guard head > 4096, head > uses.count / 2 else { return }
    uses.removeFirst(head)
    dropped += head
    head = 0
  }
}
