#if hasFeature(Embedded)
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Calls `body` for each item, the first here and each other on a thread of its own, and waits for
/// all. Throws the first item's error that there is. Without threads, one after the other.
func inParallel<Item: AnyObject>(
  _ items: [Item], _ body: @escaping (Item) throws(SimulationError) -> Void
) throws(SimulationError) {
  guard let first = items.first else { return }
  #if hasFeature(Embedded)
    for item in items { try body(item) }
  #else
    let others = items.dropFirst().map { item in
      SideTask { () throws(SimulationError) in try body(item) }
    }
    for other in others { other.start() }
    var failure: SimulationError?
    do throws(SimulationError) { try body(first) } catch { failure = error }
    for other in others { failure = other.end() ?? failure }
    if let failure { throw failure }
  #endif
}

#if !hasFeature(Embedded)
  /// Work on a thread of its own. What it touches is touched by nobody else until it has ended.
  private final class SideTask: @unchecked Sendable {
    private let work: () throws(SimulationError) -> Void
    private var failure: SimulationError?
    #if canImport(Darwin)
      private var thread: pthread_t?
    #else
      private var thread = pthread_t()
    #endif
    private var isRunning = false

    init(_ work: @escaping () throws(SimulationError) -> Void) { self.work = work }

    func start() {
      let pointer = Unmanaged.passRetained(self).toOpaque()
      #if canImport(Darwin)
        let made = pthread_create(
          &thread, nil,
          { pointer in
            Unmanaged<SideTask>.fromOpaque(pointer).takeRetainedValue().run()
            return nil
          }, pointer)
      #else
        let made = pthread_create(
          &thread, nil,
          { pointer in
            if let pointer { Unmanaged<SideTask>.fromOpaque(pointer).takeRetainedValue().run() }
            return nil
          }, pointer)
      #endif
      isRunning = made == 0
      // No thread is to be had: the work is done when its end is asked for.
      if !isRunning { Unmanaged<SideTask>.fromOpaque(pointer).release() }
    }

    private func run() {
      do throws(SimulationError) { try work() } catch { failure = error }
    }

    /// Waits for the end.
    func end() -> SimulationError? {
      if isRunning {
        #if canImport(Darwin)
          if let thread { pthread_join(thread, nil) }
        #else
          pthread_join(thread, nil)
        #endif
      } else {
        run()
      }
      return failure
    }
  }
#endif

/// Lets one thread at a time do something.
final class Lock {
  #if hasFeature(Embedded)
    func locked<T>(_ body: () -> T) -> T { body() }
  #else
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

    init() { pthread_mutex_init(mutex, nil) }

    deinit {
      pthread_mutex_destroy(mutex)
      mutex.deallocate()
    }

    func locked<T>(_ body: () -> T) -> T {
      pthread_mutex_lock(mutex)
      defer { pthread_mutex_unlock(mutex) }
      return body()
    }
  #endif
}
