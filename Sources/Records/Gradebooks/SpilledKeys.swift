/// What stands in the files of a class, each by a hash, to find what stands in several of them. In
/// memory where there is little, else on disk.
struct SpilledKeys {
  /// Something that stands in a file.
  struct Key {
    /// Of what stands there, by the hasher of this run of the program, which nobody can foresee.
    var hash: Int
    /// The number of the file.
    var file: Int32
    /// The number of the answer in the file.
    var answer: Int32
  }

  /// Keys of one part are looked at together; equal ones are in one part.
  private static let parts = 64
  /// Keys of a part that are written at once.
  private static let block = 4096

  private var held: [[Key]] = Array(repeating: [], count: parts)
  private var spilled: [SpillFile?] = Array(repeating: nil, count: parts)
  /// Whether everything that was added was there when it was looked at.
  private(set) var isWhole = true

  mutating func add(_ key: Key) {
    let part = key.hash & (SpilledKeys.parts - 1)
    held[part].append(key)
    // Where the disk is full they stay in memory.
    guard held[part].count % SpilledKeys.block == 0, let file = spilled[part] ?? SpillFile() else {
      return
    }
    spilled[part] = file
    if held[part].withUnsafeBytes({ file.append($0) }) {
      held[part].removeAll(keepingCapacity: true)
    }
  }

  /// Gives all keys of each hash that stands in several files, in the order of files and answers.
  mutating func forEachShared(_ body: (ArraySlice<Key>) -> Void) {
    for part in 0..<SpilledKeys.parts {
      let keys = keys(of: part).sorted {
        ($0.hash, $0.file, $0.answer) < ($1.hash, $1.file, $1.answer)
      }
      var start = 0
      while start < keys.count {
        var end = start + 1
        while end < keys.count, keys[end].hash == keys[start].hash { end += 1 }
        if keys[start].file != keys[end - 1].file { body(keys[start..<end]) }
        start = end
      }
    }
  }

  private mutating func keys(of part: Int) -> [Key] {
    guard let file = spilled[part] else { return held[part] }
    guard let bytes = file.read(0..<file.count) else {
      isWhole = false
      return held[part]
    }
    let count = bytes.count / MemoryLayout<Key>.stride
    return [Key](unsafeUninitializedCapacity: count) { buffer, filled in
      UnsafeMutableRawBufferPointer(buffer).copyBytes(
        from: bytes.prefix(count * MemoryLayout<Key>.stride))
      filled = count
    } + held[part]
  }
}
