import CInferenceKernels
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A few threads that share loops of a microsecond and more.
///
/// A loop is cut into chunks that anyone may claim: the caller from the front, helpers from the
/// back, so that each meets the same weights again in its own cache. The caller waits only for
/// chunks that a helper has claimed, never for a helper that has not started. Who waits spins for
/// some microseconds, then parks, so that a busy machine can give the processor to another. Where
/// others keep the processors busy, a helper may be stopped in the midst of a chunk; when that has
/// cost the caller more than it saved, the caller works alone for eight times as long.
public final class ThreadPool: @unchecked Sendable {
  /// Threads at work, the caller's included.
  public let threads: Int
  /// generation (32 bits), first chunk free (16), end of the free chunks (16). One word, so that a
  /// claim succeeds only in the loop it was meant for.
  private let state = Atomic<UInt64>(0)
  private let finished = Atomic<Int>(0)
  private let parked = Atomic<Int>(0)
  private let callerParked = Atomic<Bool>(false)
  private let stopping = Atomic<Bool>(false)
  private var body: UnsafeMutablePointer<(Int) -> Void>
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let wake: UnsafeMutablePointer<pthread_cond_t>
  private let done: UnsafeMutablePointer<pthread_cond_t>
  private var handles: [pthread_t] = []
  /// Rounds of waiting before parking; a round is some 10 ns to 40 ns.
  private static let spins = 2_000
  /// Until when the caller works alone, on `Machine`; 0 for not at all.
  private var aloneUntil = 0.0

  /// `threads` from 1 to 256; more are taken as 256.
  public init(threads: Int) {
    self.threads = min(max(threads, 1), 256)
    body = .allocate(capacity: 1)
    mutex = .allocate(capacity: 1)
    wake = .allocate(capacity: 1)
    done = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(wake, nil)
    pthread_cond_init(done, nil)
    for _ in 1..<max(self.threads, 1) { startHelper() }
  }

  /// The number of processors that are online.
  public static var processors: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Ends the helpers. Call once, when no loop runs; later loops run on the caller alone.
  public func stop() {
    guard !stopping.exchange(true, ordering: .sequentiallyConsistent) else { return }
    pthread_mutex_lock(mutex)
    pthread_cond_broadcast(wake)
    pthread_mutex_unlock(mutex)
    #if canImport(Glibc)
      for handle in handles { pthread_join(handle, nil) }
    #else
      for handle in handles { pthread_join(handle, nil) }
    #endif
    handles = []
  }

  deinit {
    stop()
    pthread_mutex_destroy(mutex)
    pthread_cond_destroy(wake)
    pthread_cond_destroy(done)
    mutex.deallocate()
    wake.deallocate()
    done.deallocate()
    body.deallocate()
  }

  /// Calls `work` once for each chunk 0..<chunks, in any order, on any thread; returns when all are
  /// done. `chunks` at most 65,535. Not to be called from inside `work`, nor by two callers at once.
  @inline(__always)
  func run(_ chunks: Int, _ work: (Int) -> Void) {
    if chunks <= 1 || threads == 1 || isAlone {
      for chunk in 0..<chunks { work(chunk) }
    } else {
      withoutActuallyEscaping(work) { share(chunks, $0) }
    }
  }

  @inline(__always)
  private var isAlone: Bool {
    if aloneUntil == 0 { return false }
    if Machine.now < aloneUntil { return true }
    aloneUntil = 0
    return false
  }

  private func share(_ chunks: Int, _ work: @escaping (Int) -> Void) {
    body.initialize(to: work)
    finished.store(0, ordering: .relaxed)
    let old = state.load(ordering: .relaxed)
    let generation = ((old >> 32) &+ 1) & 0xFFFF_FFFF
    state.store(generation << 32 | UInt64(chunks), ordering: .sequentiallyConsistent)
    if parked.load(ordering: .sequentiallyConsistent) > 0 {
      pthread_mutex_lock(mutex)
      pthread_cond_broadcast(wake)
      pthread_mutex_unlock(mutex)
    }
    let start = Machine.now
    var own = 0
    while let chunk = claim(generation, fromFront: true) {
      work(chunk)
      own += 1
    }
    if finished.add(own, ordering: .acquiringAndReleasing).newValue != chunks {
      let joined = Machine.now
      wait(chunks)
      let end = Machine.now
      // The helpers' share would have taken the caller no longer than this.
      let saved = (joined - start) / Double(max(own, 1)) * Double(chunks - own)
      if end - joined > saved { aloneUntil = end + 0.002 + 8 * (end - joined) }
    }
    body.deinitialize(count: 1)
  }

  /// Waits for the chunks that helpers have claimed.
  private func wait(_ chunks: Int) {
    for _ in 0..<Self.spins {
      if finished.load(ordering: .acquiring) == chunks { return }
      ik_pause()
    }
    pthread_mutex_lock(mutex)
    callerParked.store(true, ordering: .sequentiallyConsistent)
    while finished.load(ordering: .sequentiallyConsistent) != chunks {
      pthread_cond_wait(done, mutex)
    }
    callerParked.store(false, ordering: .relaxed)
    pthread_mutex_unlock(mutex)
  }

  private func claim(_ generation: UInt64, fromFront: Bool) -> Int? {
    var now = state.load(ordering: .acquiring)
    while true {
      let first = (now >> 16) & 0xFFFF
      let end = now & 0xFFFF
      guard now >> 32 == generation, first < end else { return nil }
      let (moved, old) = state.weakCompareExchange(
        expected: now, desired: fromFront ? now + 0x1_0000 : now - 1,
        ordering: .acquiringAndReleasing)
      if moved { return Int(fromFront ? first : end - 1) }
      now = old
    }
  }

  private func startHelper() {
    let context = Unmanaged.passUnretained(self).toOpaque()
    #if canImport(Glibc)
      var handle = pthread_t()
      let failed = pthread_create(&handle, nil, { ThreadPool.enter($0) }, context)
      if failed == 0 { handles.append(handle) }
    #else
      var handle: pthread_t?
      let failed = pthread_create(&handle, nil, { ThreadPool.enter($0) }, context)
      if failed == 0, let handle { handles.append(handle) }
    #endif
  }

  private static func enter(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context { Unmanaged<ThreadPool>.fromOpaque(context).takeUnretainedValue().help() }
    return nil
  }

  /// A helper's life: wait for a generation with free chunks, work, wait again.
  private func help() {
    var idle = 0
    while !stopping.load(ordering: .relaxed) {
      let now = state.load(ordering: .acquiring)
      if (now >> 16) & 0xFFFF < now & 0xFFFF {
        work(now >> 32)
        idle = 0
      } else if idle < Self.spins {
        idle += 1
        ik_pause()
      } else {
        park()
        idle = 0
      }
    }
  }

  private func work(_ generation: UInt64) {
    while let chunk = claim(generation, fromFront: false) {
      body.pointee(chunk)
      finished.add(1, ordering: .sequentiallyConsistent)
      if callerParked.load(ordering: .sequentiallyConsistent) {
        pthread_mutex_lock(mutex)
        pthread_cond_signal(done)
        pthread_mutex_unlock(mutex)
      }
    }
  }

  private func park() {
    pthread_mutex_lock(mutex)
    parked.add(1, ordering: .sequentiallyConsistent)
    while !stopping.load(ordering: .sequentiallyConsistent) {
      let now = state.load(ordering: .sequentiallyConsistent)
      if (now >> 16) & 0xFFFF < now & 0xFFFF { break }
      pthread_cond_wait(wake, mutex)
    }
    parked.subtract(1, ordering: .sequentiallyConsistent)
    pthread_mutex_unlock(mutex)
  }
}
