#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Orders that have come and are not yet taken: a thread puts them in, the one that runs the model
/// takes them out, and waits where there is nothing else to do.
final class Inbox: @unchecked Sendable {
  private var orders: [Order] = []
  private var isClosed = false
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let news = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(news, nil)
  }

  deinit {
    pthread_cond_destroy(news)
    pthread_mutex_destroy(mutex)
    news.deallocate()
    mutex.deallocate()
  }

  func add(_ order: Order) {
    pthread_mutex_lock(mutex)
    orders.append(order)
    pthread_cond_signal(news)
    pthread_mutex_unlock(mutex)
  }

  /// No more orders will come.
  func close() {
    pthread_mutex_lock(mutex)
    isClosed = true
    pthread_cond_signal(news)
    pthread_mutex_unlock(mutex)
  }

  /// What has come.
  /// - Parameter patience: seconds to wait where nothing has; nil for as long as it takes.
  /// - Returns: nil once nothing will come any more.
  func take(patience: Double?) -> [Order]? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    if let patience {
      wait(patience)
    } else {
      while orders.isEmpty, !isClosed { pthread_cond_wait(news, mutex) }
    }
    if orders.isEmpty, isClosed { return nil }
    defer { orders = [] }
    return orders
  }

  /// Waits so many seconds at most; the lock is held.
  private func wait(_ seconds: Double) {
    guard seconds > 0, orders.isEmpty, !isClosed else { return }
    var end = timespec()
    clock_gettime(CLOCK_REALTIME, &end)
    let late = Double(end.tv_nsec) + seconds * 1e9
    end.tv_sec += Int(late / 1e9)
    end.tv_nsec = Int(late.truncatingRemainder(dividingBy: 1e9))
    while orders.isEmpty, !isClosed, pthread_cond_timedwait(news, mutex, &end) == 0 {}
  }
}
