#if !hasFeature(Embedded)
  import Synchronization
#endif

/// A value that several threads may use, one at a time. Where there are no threads it costs nothing.
public final class Locked<Value: Sendable>: @unchecked Sendable {
  #if hasFeature(Embedded)
    private var value: Value

    /// Holds a value.
    public init(_ value: Value) { self.value = value }

    /// Uses the value, alone.
    public func withLock<Result>(_ body: (inout Value) -> Result) -> Result { body(&value) }
  #else
    private let value: Mutex<Value>

    /// Holds a value.
    public init(_ value: Value) { self.value = Mutex(value) }

    /// Uses the value, alone.
    public func withLock<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
      value.withLock { body(&$0) }
    }
  #endif
}
