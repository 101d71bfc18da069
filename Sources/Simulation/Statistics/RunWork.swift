/// How much there was to do in a simulation: the same on every machine, whatever time it took.
public struct RunWork: Sendable, Equatable {
  /// Things that happened: requests came and ended, starts began and ended, autoscalers looked.
  public var events: Int64 = 0
  /// Bytes of traces that were read.
  public var bytes: Int64 = 0

  init() {}

  init(_ replications: [Replication]) {
    for replication in replications {
      events += replication.events
      bytes += replication.bytesRead
    }
  }
}
