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
/// others keep the processors busy, a helper may be stopped in the midst of a chunk; once that has
/// cost the caller more than the helpers saved, it works alone for a while, and for twice as long
/// each time that trying again has not paid. So it does when a helper finds that it would run on
/// the caller's own processor, in its stead.
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
  /// The processor that the caller was on when its loop began, and whether a helper was there too.
  private let callerProcessor = Atomic<Int64>(-1)
  private let crowded = Atomic<Bool>(false)
  private var body: UnsafeMutablePointer<(Int) -> Void>
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let wake: UnsafeMutablePointer<pthread_cond_t>
  private let done: UnsafeMutablePointer<pthread_cond_t>
  private var handles: [pthread_t] = []
  /// Rounds of waiting before parking; a round is some 10 ns to 40 ns.
  private static let spins = 2_000
  /// Seconds that helpers have saved of late, less what waiting for them has cost.
  private var balance = 0.0
  /// Beyond this neither savings nor losses are remembered.
  private static let memory = 0.0005
  /// Until when the caller works alone, on `Machine`'s clock, and for how long that was.
  private var aloneUntil = 0.0
  private var pause = 0.0
  /// Seconds: short for what will not happen again, up to long where others work all the time.
  private static let pauses = 0.002...1.0

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
  private var isAlone: Bool { pause > 0 && Machine.now < aloneUntil }

  private func share(_ chunks: Int, _ work: @escaping (Int) -> Void) {
    body.initialize(to: work)
    finished.store(0, ordering: .relaxed)
    callerProcessor.store(ik_processor(), ordering: .relaxed)
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
    let joined = Machine.now
    if finished.add(own, ordering: .acquiringAndReleasing).newValue != chunks { wait(chunks) }
    settle(working: joined - start, own, of: chunks, waited: Machine.now - joined, now: joined)
    body.deinitialize(count: 1)
  }

  /// Weighs what helpers saved in a loop against the wait for them; stops using them for a while
  /// when it has not paid.
  private func settle(working: Double, _ own: Int, of chunks: Int, waited: Double, now: Double) {
    // The helpers' chunks would have taken the caller about as long as its own.
    let saved = own > 0 ? working / Double(own) * Double(chunks - own) : waited
    balance = min(balance + saved - waited, Self.memory)
    let isCrowded = crowded.load(ordering: .relaxed)
    guard balance < -Self.memory || isCrowded else { return }
    crowded.store(false, ordering: .relaxed)
    balance = 0
    let again = now - aloneUntil < 10 * pause
    pause = again ? min(pause * 2, Self.pauses.upperBound) : Self.pauses.lowerBound
    aloneUntil = now + waited + pause
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
    // The last generation left to the caller because both were on one processor.
    var left: UInt64?
    while !stopping.load(ordering: .relaxed) {
      if let generation = waiting(but: left) {
        let processor = ik_processor()
        if processor >= 0, processor == callerProcessor.load(ordering: .relaxed) {
          crowded.store(true, ordering: .relaxed)
          left = generation
          idle = Self.spins
        } else {
          work(generation)
          idle = 0
        }
      } else if idle < Self.spins {
        idle += 1
        ik_pause()
      } else {
        park(but: left)
        idle = 0
      }
    }
  }

  /// The generation that has free chunks, if there is one and it is not `left`.
  @inline(__always)
  private func waiting(but left: UInt64?) -> UInt64? {
    let now = state.load(ordering: .sequentiallyConsistent)
    return (now >> 16) & 0xFFFF < now & 0xFFFF && now >> 32 != left ? now >> 32 : nil
  }

  private func work(_ generation: UInt64) {
    guard let first = claim(generation, fromFront: false) else { return }
    finished.add(work(generation, first), ordering: .sequentiallyConsistent)
    if callerParked.load(ordering: .sequentiallyConsistent) {
      pthread_mutex_lock(mutex)
      pthread_cond_signal(done)
      pthread_mutex_unlock(mutex)
    }
  }

  /// Works on chunk after chunk and returns how many; they count as done only afterwards, when this
  /// holds the caller's closure no longer.
  @inline(never)
  private func work(_ generation: UInt64, _ first: Int) -> Int {
    let body = body.pointee
    body(first)
    var count = 1
    while let chunk = claim(generation, fromFront: false) {
      body(chunk)
      count += 1
    }
    return count
  }

  private func park(but left: UInt64?) {
    pthread_mutex_lock(mutex)
    parked.add(1, ordering: .sequentiallyConsistent)
    while !stopping.load(ordering: .sequentiallyConsistent), waiting(but: left) == nil {
      pthread_cond_wait(wake, mutex)
    }
    parked.subtract(1, ordering: .sequentiallyConsistent)
    pthread_mutex_unlock(mutex)
  }
}
