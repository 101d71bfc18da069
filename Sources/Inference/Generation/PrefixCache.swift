/// Keys and values of sequences that have ended, for those that begin alike: a conversation's next
/// question, or prompts behind one and the same instruction. What they share is not computed again.
///
///     let prefixes = PrefixCache(mostBytes: 256 << 20)
///     let first = try engine.generate(Request("…"), prefixes: prefixes)
///     let second = try engine.generate(Request("…"), prefixes: prefixes)
///     print(second.reusedTokens)
///
/// The text of each is the same as without. For one model, and one caller at a time.
public final class PrefixCache {
  /// Bytes of keys and values that it keeps at most; those not used for longest go first.
  public let mostBytes: Int
  /// Those used last stand last.
  private var kept: [Kept] = []

  /// The beginning of a sequence.
  struct Kept {
    var tokens: [Int]
    var cache: KeyValueCache
  }

  /// - Parameter mostBytes: what it may keep, 0 or more.
  public init(mostBytes: Int) { self.mostBytes = max(0, mostBytes) }

  /// Bytes that it keeps.
  public var bytes: Int { kept.reduce(0) { $0 + $1.cache.bytes } }
  /// Sequences that it keeps.
  public var count: Int { kept.count }

  /// Forgets everything.
  public func clear() { kept = [] }

  /// The sequence that shares the longest beginning with `tokens`, and how long that is; nil where
  /// none does. Positions are turned otherwise in sequences that may outgrow the original context, so
  /// that only sequences alike in this can share.
  func longest(_ tokens: [Int], isLong: Bool) -> (cache: KeyValueCache, count: Int)? {
    var best: (place: Int, count: Int)?
    for (place, one) in kept.enumerated() where one.cache.isLong == isLong {
      let count = zip(one.tokens, tokens).prefix { $0 == $1 }.count
      if count > best?.count ?? 0 { best = (place, count) }
    }
    guard let best else { return nil }
    let used = kept.remove(at: best.place)
    kept.append(used)
    return (used.cache, best.count)
  }

  /// Keeps what a sequence has computed, without the room for more that it had; nobody may add to its cache any more.
  func keep(_ sequence: ActiveSequence) {
    let (tokens, isLong) = (Array(sequence.cached), sequence.cache.isLong)
    guard !tokens.isEmpty, sequence.cache.fittedBytes <= mostBytes else { return }
    // What is the beginning of another is of no use beside it.
    let alike = { (one: Kept) in one.cache.isLong == isLong }
    if let place = kept.firstIndex(where: { alike($0) && $0.tokens.starts(with: tokens) }) {
      kept.append(kept.remove(at: place))
      return
    }
    let cache: KeyValueCache
    do throws(InferenceError) {
      cache = try sequence.cache.fitted()
    } catch {
      // Without memory for it nothing is kept, and nothing is lost.
      return
    }
    kept.removeAll { alike($0) && tokens.starts(with: $0.tokens) }
    kept.append(Kept(tokens: tokens, cache: cache))
    while bytes > mostBytes { kept.removeFirst() }
  }
}
