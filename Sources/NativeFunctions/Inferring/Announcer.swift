import Basics
import Inference
import Language
import Synchronization

/// Says what is being done, and says it again each time that the work asks whether to go on: a load
/// of many seconds has nothing else to tell.
public final class Announcer: Sendable {
  private let words = Mutex("")
  private let onProgress: @Sendable (WorkProgress) -> Void
  private let isInterrupted: @Sendable () -> Bool

  /// `onProgress` is told what is done; `isInterrupted` is asked whether to stop.
  public init(
    onProgress: @escaping @Sendable (WorkProgress) -> Void,
    isInterrupted: @escaping @Sendable () -> Bool
  ) {
    self.onProgress = onProgress
    self.isInterrupted = isInterrupted
  }

  convenience init(_ budget: Budget) {
    self.init(onProgress: budget.onProgress, isInterrupted: budget.interrupted)
  }

  /// - Parameter words: nothing for silence.
  public func say(_ words: String) {
    self.words.withLock { $0 = words }
    if !words.isEmpty { onProgress(WorkProgress(words)) }
  }

  /// What work asks before each of its steps.
  public var isCancelled: @Sendable () -> Bool {
    { [self] in
      let words = words.withLock { $0 }
      if !words.isEmpty { onProgress(WorkProgress(words)) }
      return isInterrupted()
    }
  }
}
