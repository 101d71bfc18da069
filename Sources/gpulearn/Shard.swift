import ArgumentParser

/// A part of the files: "3/8" is the third of eight.
struct Shard: ExpressibleByArgument {
  let index, count: Int

  init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let index = parts[0], let count = parts[1], count >= 1,
      count <= 1_000_000, (1...count).contains(index)
    else { return nil }
    (self.index, self.count) = (index, count)
  }

  /// Every so many of the files, in their order.
  func part<File>(of files: [File]) -> [File] {
    files.enumerated().filter { $0.offset % count == index - 1 }.map { $0.element }
  }
}
