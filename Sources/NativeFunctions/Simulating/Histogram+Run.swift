import Language
import Quantities
import Simulation

extension Histogram {
  /// How durations of a run are spread, with the percentiles marked.
  init(_ times: Distribution, of name: String) {
    let histogram = times.histogram
    let total = Double(histogram.count)
    guard total > 0 else {
      self.init(
        .requests, name: name, unit: Units.unit("s"), isLogarithmic: false, bars: [], coarse: [],
        marks: [])
      return
    }
    // Zeros are left out where they would dwarf the others.
    let leavesZeros = 2 * histogram.zeros > histogram.count && histogram.max > 0
    let middle = histogram.quantile(
      leavesZeros ? 1 - Double(histogram.count - histogram.zeros) / total / 2 : 0.5)
    let isLogarithmic = middle > 0 && histogram.quantile(0.999) / middle > 30
    let unit = Histogram.unit(for: isLogarithmic ? middle * 10 : histogram.max)
    func value(_ seconds: Double) -> Quantity {
      let own = seconds == 0 ? unit : Histogram.unit(for: seconds)
      return Quantity(seconds / own.seconds, Units.unit(own.name))
    }
    func bars(_ bins: [TimeBin]) -> [Bar] {
      bins.map { Bar(middle: $0.middle, share: $0.count / total * 100) }
    }
    self.init(
      .requests, name: name, unit: Units.unit(unit.name), isLogarithmic: isLogarithmic,
      bars: bars(
        isLogarithmic
          ? TimeBin.even(histogram, unit.seconds, about: 40)
          : TimeBin.linear(histogram, unit.seconds, about: 36, withZeros: !leavesZeros)),
      coarse: bars(
        isLogarithmic
          ? TimeBin.even(histogram, unit.seconds, about: 12)
          : TimeBin.linear(histogram, unit.seconds, about: 12, withZeros: true)),
      marks: [("p50", times.p50), ("p95", times.p95), ("p99", times.p99)].map { name, time in
        Mark(
          name, value(time.value), place: time.value / unit.seconds,
          margin: time.halfWidth.map { Quantity($0, Units.second) })
      },
      most: value(times.max),
      zeros: leavesZeros ? Quantity(Double(histogram.zeros) / total * 100, .percent) : nil)
  }

  private static func unit(for seconds: Double) -> (seconds: Double, name: String) {
    seconds >= 36_000
      ? (3600, "h")
      : seconds >= 600 ? (60, "min") : seconds < 1 && seconds > 0 ? (0.001, "ms") : (1, "s")
  }
}
