/// Writes a `Recording` while the engine runs, up to a limit.
struct Recorder {
  private let limit: Int
  /// Who hears of every request instead; nothing is kept then.
  private let listener: ((RequestRow) -> Void)?
  /// When the last request that is told of came.
  var until = Double.infinity
  private(set) var recording = Recording()
  /// When the measured part begins; nothing is kept before.
  private var origin = Double.infinity
  /// When there was no more room; infinite while there is.
  private var cut = Double.infinity
  /// The pool whose instances are told of.
  var pool = 0
  /// Lanes of each pool that no instance has now, to be reused, lowest first.
  private var freeLanes: [[Int]] = [[]]

  init(limit: Int) { (self.limit, listener) = (limit, nil) }

  /// Tells of every request, and keeps nothing.
  init(listener: @escaping (RequestRow) -> Void) { (limit, self.listener) = (0, listener) }

  /// The measured part begins.
  mutating func begin(at time: Double) { origin = time }

  /// An instance appears, and gets a lane.
  mutating func born(_ instance: inout Instance, at time: Double) {
    instance.stateSince = time
    if listener != nil { return }
    while freeLanes.count <= pool { freeLanes.append([]) }
    if let lane = freeLanes[pool].popLast() {
      instance.lane = Int32(lane)
    } else {
      instance.lane = Int32(recording.lanes)
      recording.lanes += 1
      recording.pools.append(pool)
    }
  }

  /// An instance goes over to another state; `instance` still has the old one.
  mutating func change(_ instance: inout Instance, to state: InstanceState, at time: Double) {
    if instance.state != state {
      close(instance, at: time)
      instance.stateSince = time
    }
  }

  /// An instance is gone, and its lane free.
  mutating func gone(_ instance: inout Instance, at time: Double) {
    if listener != nil { return }
    close(instance, at: time)
    // Kept in falling order, so that the lowest lane is taken first.
    let lane = Int(instance.lane)
    var low = 0
    var high = freeLanes[pool].count
    while low < high {
      let middle = (low + high) / 2
      if freeLanes[pool][middle] > lane { low = middle + 1 } else { high = middle }
    }
    freeLanes[pool].insert(lane, at: low)
  }

  /// Writes down the interval that ends now.
  mutating func close(_ instance: Instance, at time: Double) {
    if listener != nil { return }
    let start = max(instance.stateSince, origin)
    let end = min(time, cut)
    if end <= start { return }
    let state: Recording.State
    switch instance.state {
    case .starting: state = .starting
    case .busy, .leaving: state = .busy
    case .idle: state = .idle
    case .gone: return
    }
    recording.intervals.append(
      Recording.Interval(
        lane: Int(instance.lane), instance: Int(instance.serial), state: state,
        start: start - origin, end: end - origin))
    if recording.intervals.count >= limit { stop(at: time) }
  }

  mutating func arrival(at time: Double) {
    if listener != nil || time < origin || time >= cut { return }
    recording.arrivals.append(time - origin)
    if recording.arrivals.count >= limit { stop(at: time) }
  }

  mutating func rejection(at time: Double) {
    if time < origin || time > cut { return }
    if let listener {
      if isTold(time) { listener(RequestRow(run: 0, arrival: time - origin)) }
      return
    }
    recording.rejections.append(time - origin)
  }

  /// Whether a request that came then is one of the measured part.
  private func isTold(_ arrival: Double) -> Bool {
    arrival >= (origin > 0 ? origin.nextUp : 0) && arrival <= until
  }

  mutating func request(arrival: Double, begin: Double, end: Double, at instance: Instance) {
    if let listener {
      if !isTold(arrival) { return }
      listener(
        RequestRow(
          run: 0, arrival: arrival - origin, begin: begin - origin, end: end - origin,
          instance: Int(instance.serial)))
      return
    }
    if begin < origin || begin >= cut { return }
    recording.requests.append(
      Recording.Request(
        lane: Int(instance.lane), arrival: arrival - origin, begin: begin - origin,
        end: end - origin))
  }

  /// An instance was at work on a request that got no answer by it.
  mutating func work(arrival: Double, begin: Double, end: Double, at instance: Instance) {
    if listener == nil { request(arrival: arrival, begin: begin, end: end, at: instance) }
  }

  /// A request left without an answer.
  mutating func gaveUp(arrival: Double) {
    if let listener, isTold(arrival) {
      listener(RequestRow(run: 0, arrival: arrival - origin, gaveUp: true))
    }
  }

  private mutating func stop(at time: Double) {
    if cut < .infinity { return }
    cut = time
    recording.isTruncated = true
  }

  /// The end of the run; every living instance has been closed.
  mutating func finish(at time: Double) -> Recording {
    recording.end = max(0, min(time, cut) - origin)
    if recording.intervals.isEmpty { recording.lanes = 0 }
    recording.lanes = (recording.intervals.map { $0.lane }.max() ?? -1) + 1
    return recording
  }
}
