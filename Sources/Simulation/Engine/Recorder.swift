/// Writes a `Recording` while the engine runs, up to a limit.
struct Recorder: Sendable {
  private let limit: Int
  private(set) var recording = Recording()
  /// When the measured part begins; nothing is kept before.
  private var origin = Double.infinity
  /// When there was no more room; infinite while there is.
  private var cut = Double.infinity
  /// Lanes that no instance has now, to be reused, lowest first.
  private var freeLanes: [Int] = []

  init(limit: Int) { self.limit = limit }

  /// The measured part begins.
  mutating func begin(at time: Double) { origin = time }

  /// An instance appears, and gets a lane.
  mutating func born(_ instance: inout Instance, at time: Double) {
    instance.stateSince = time
    if let lane = freeLanes.popLast() {
      instance.lane = Int32(lane)
    } else {
      instance.lane = Int32(recording.lanes)
      recording.lanes += 1
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
    close(instance, at: time)
    // Kept in falling order, so that the lowest lane is taken first.
    let lane = Int(instance.lane)
    var low = 0
    var high = freeLanes.count
    while low < high {
      let middle = (low + high) / 2
      if freeLanes[middle] > lane { low = middle + 1 } else { high = middle }
    }
    freeLanes.insert(lane, at: low)
  }

  /// Writes down the interval that ends now.
  mutating func close(_ instance: Instance, at time: Double) {
    let start = max(instance.stateSince, origin)
    let end = min(time, cut)
    if end <= start { return }
    let state: Recording.State
    switch instance.state {
    case .starting: state = .starting
    case .busy: state = .busy
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
    if time < origin || time >= cut { return }
    recording.arrivals.append(time - origin)
    if recording.arrivals.count >= limit { stop(at: time) }
  }

  mutating func rejection(at time: Double) {
    if time < origin || time > cut { return }
    recording.rejections.append(time - origin)
  }

  mutating func request(arrival: Double, begin: Double, end: Double, lane: Int32) {
    if begin < origin || begin >= cut { return }
    recording.requests.append(
      Recording.Request(
        lane: Int(lane), arrival: arrival - origin, begin: begin - origin, end: end - origin))
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
