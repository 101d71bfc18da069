import Quantities

/// How exactly times are known that were measured.
extension Record {
  /// Whether it tells what was measured on this machine.
  public var isMeasured: Bool { self["measured_on"] != nil }

  /// How far its times may be off, as a share of them: half of what its runs lay apart, and never less
  /// than what the next ones do.
  var measuredShare: Double? {
    guard isMeasured else { return nil }
    return max(0.05, (self["spread"]?.quantity?.base ?? 0) / 2)
  }

  /// The time, or something per time, at the end of a path of fields.
  func time(at path: ArraySlice<String>) -> Quantity? {
    guard let name = path.first, let value = self[name] else { return nil }
    switch value {
    case .record(let record): return record.time(at: path.dropFirst())
    case .quantity(let quantity):
      return quantity.dimension.exponent(of: .time) != 0 ? quantity : nil
    default: return nil
    }
  }
}
