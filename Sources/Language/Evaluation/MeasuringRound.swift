/// One time that measurements are made anew: within it, the same call is measured once.
public final class MeasuringRound: Sendable {
  /// Creates a round of its own.
  public init() {}
}
