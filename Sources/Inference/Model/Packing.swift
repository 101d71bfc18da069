import Synchronization

/// What of a model's weights is not yet laid out for the kernels.
///
/// A first token waits for one reading of the file, from which each panel is laid out where it is
/// multiplied and then forgotten. Every pass after that lays out an eighth of the weights for good
/// before it begins, so that no token waits for all of them.
final class Packing: Sendable {
  private let matrices: [Matrix]
  private let bytes: Int
  /// How many are laid out.
  private let done = Atomic(0)
  /// Whether an engine is at it.
  private let isClaimed = Atomic(false)
  private static let parts = 8

  init(_ matrices: [Matrix]) {
    self.matrices = matrices
    bytes = matrices.reduce(0) { $0 + $1.bytes }
  }

  /// Whether all are laid out.
  var isDone: Bool { done.load(ordering: .acquiring) == matrices.count }

  /// Lays out the next part; does nothing where another engine is at it.
  func advance(_ pool: ThreadPool) {
    guard !isDone, !isClaimed.exchange(true, ordering: .acquiringAndReleasing) else { return }
    defer { isClaimed.store(false, ordering: .releasing) }
    var (next, packed) = (done.load(ordering: .acquiring), 0)
    while next < matrices.count, packed * Self.parts < bytes {
      matrices[next].pack(pool)
      packed += matrices[next].bytes
      next += 1
      done.store(next, ordering: .releasing)
    }
  }

  /// Lays out all that is left, or waits until another engine has.
  func finish(_ pool: ThreadPool) {
    while !isDone {
      advance(pool)
      // Where another engine is at it, this one waits.
      if isClaimed.load(ordering: .acquiring) { Machine.sleep(0.0005) }
    }
  }
}
