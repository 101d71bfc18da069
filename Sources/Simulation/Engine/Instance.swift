/// What an instance is doing. One that is leaving is at work for the last time.
enum InstanceState: UInt8, BitwiseCopyable {
  case gone, starting, leaving, busy, idle
}

/// One instance of the fleet.
struct Instance: BitwiseCopyable {
  var state = InstanceState.gone
  /// The number of the spell in which it is idle; -1 where it is not.
  var spell = -1
  /// From when the piece of time now metered counts.
  var meteredSince = 0.0
  var startedAt = 0.0

  /// The request that an instance being started is for (concurrency 1); work below 0 is none.
  var bound = WaitingRequest(arrival: 0, work: Work(seconds: -1, prefill: 0))

  /// Where its requests are kept, and how many there are (concurrency above 1).
  var block: Int32 = -1
  var active: Int32 = 0
  /// Requests whose first token is still to come.
  var unanswered: Int32 = 0
  /// Work that each request since the start would have had done, as of `updated`.
  var progress = 0.0
  var updated = 0.0
  /// When its next request is due to end.
  var due = Double.infinity

  /// When it is told that it will be taken away.
  var noticeAt = Double.infinity
  /// Whether it is to go, and takes no further request.
  var isDismissed = false
  /// The kind of requests whose model it holds, where it holds one at a time; -1 is none yet.
  var model: Int8 = -1

  /// Lane of the timeline, and the state's beginning.
  var lane: Int32 = -1
  var serial: Int32 = 0
  var stateSince = 0.0
}

/// What is kept of a request in service on an instance that takes several, where it may have to begin
/// anew or its client may leave.
struct ServedRequest: BitwiseCopyable {
  var request: WaitingRequest
  /// Whether it waited for the start of its instance.
  var sawStart = false
  /// Whether its client has left.
  var isInVain = false
  /// When its first token came.
  var firstToken = Double.infinity
}

/// A request in service on an instance that takes several.
struct ActiveRequest: BitwiseCopyable {
  var arrival: Double
  var begin: Double
  /// The number of its kind.
  var kind: Int16 = 0
}
