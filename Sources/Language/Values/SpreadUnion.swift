import Basics
import Quantities

/// How values are spread in several runs, each at other values of what is not known.
struct SpreadUnion: Sendable {
  private let runs: [Spread]
  private let union: SampleUnion
  /// What was asked last, in every sample.
  private let known = Locked<[Asked: [Double]]>([:])

  /// What may be asked of a spread.
  enum Asked: Hashable {
    case quantile(Double)
    case share(Double)
  }

  init(_ runs: [Spread], _ union: SampleUnion) { (self.runs, self.union) = (runs, union) }

  /// The one that stands for all.
  var typical: Spread? { runs.indices.contains(union.typical) ? runs[union.typical] : runs.first }

  /// The same with all runs off by their margins.
  var moved: SpreadUnion { SpreadUnion(runs.map { $0.moved }, union) }

  /// The value that a share (0 to 1) does not exceed.
  func value(at share: Double) -> Value? {
    union.union(runs.map { .quantity(Quantity($0.quantile(share), $0.unit)) })
  }

  /// What comes of a question in one sample.
  func sample(_ place: Int, of asked: Asked) -> Double {
    let all = known.withLock { known -> [Double] in
      if let found = known[asked] { return found }
      let found = self.samples(of: asked)
      // The same is asked for every sample; something else for each would only fill the memory.
      if known.count >= 8 { known = [:] }
      known[asked] = found
      return found
    }
    return all.indices.contains(place) ? all[place] : .nan
  }

  private func samples(of asked: Asked) -> [Double] {
    switch asked {
    case .quantile(let share): union.spread(runs.map { $0.quantile(share) }, false)
    case .share(let value): union.spread(runs.map { 100 * $0.share(value) }, true).map { $0 / 100 }
    }
  }
}
