/// How much of the variance of a result its inputs make, from samples: Sobol's indices, estimated
/// after Jansen (1999), from both sides.
///
///     let shares = SobolShares(first: a, second: b, mixed: [(ab, ba), …])
///     shares.alone[0]   // of the first input, by itself
struct SobolShares {
  /// How much of the variance goes if an input is known, from 0 to 1.
  let alone: [Double]
  /// How much of it an input has a part in, alone or with others, from 0 to 1.
  let withOthers: [Double]

  /// - Parameters:
  ///   - first: the result in samples of one luck.
  ///   - second: the same in as many samples of another luck.
  ///   - mixed: for each input the result where this input alone has the other luck: once among the
  ///     first samples, once among the second.
  init(first: [Double], second: [Double], mixed: [(first: [Double], second: [Double])]) {
    // In proportion to the largest, so that no square overflows.
    let largest = (first + second).reduce(0) { max($0, abs($1)) }
    let scale = largest > 0 && largest.isFinite ? largest : 1
    func difference(_ left: [Double], _ right: [Double]) -> Double {
      zip(left, right).reduce(0) { sum, pair in
        let step = pair.0 / scale - pair.1 / scale
        return sum + step * step
      } / Double(max(1, left.count))
    }
    let all = (first + second).map { $0 / scale }
    let mean = all.reduce(0, +) / Double(max(1, all.count))
    let variance =
      all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, all.count - 1))
    var alone: [Double] = []
    var withOthers: [Double] = []
    for mix in mixed {
      let total = (difference(first, mix.first) + difference(second, mix.second)) / 4
      guard variance > 0, total > 0 else {
        alone.append(0)
        withOthers.append(0)
        continue
      }
      let rest = (difference(second, mix.first) + difference(first, mix.second)) / 4
      let share = min(max(1 - rest / variance, 0), 1)
      alone.append(share)
      withOthers.append(max(share, min(total / variance, 1)))
    }
    self.alone = alone
    self.withOthers = withOthers
  }
}
