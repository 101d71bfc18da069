import CMath
import Quantities

/// Where in the samples a simulation is run, and what its figures are at all the others.
///
/// The runs stand where a low-discrepancy sequence of the inputs' ranks has its points, so that few of
/// them meet the whole of what is possible. A figure between them is a polynomial of second order in
/// the inputs' normal scores, fitted by least squares, with what the nearest runs differ from it.
/// After Kleijnen, "Design and Analysis of Simulation Experiments", 2nd edition, 2015, chapter 2.
struct RunSurface {
  /// For each input the normal score of every sample.
  private let scores: [[Double]]
  /// The samples at which it is run.
  private(set) var places: [Int] = []

  /// - Parameter inputs: what is uncertain, at most so many as have a base.
  init(_ inputs: [UncertainQuantity]) {
    var distinct: [UncertainQuantity] = []
    for input in inputs where !distinct.contains(where: { $0.samples == input.samples }) {
      distinct.append(input)
    }
    scores = distinct.prefix(RunSurface.bases.count).map { input in
      let order = input.samples.indices.sorted { input.samples[$0] < input.samples[$1] }
      var scores = [Double](repeating: 0, count: order.count)
      for (rank, place) in order.enumerated() {
        scores[place] = UncertainQuantity.normalQuantile((Double(rank) + 0.5) / Double(order.count))
      }
      return scores
    }
  }

  private static let bases = [2, 3, 5, 7, 11, 13]

  /// Adds samples, up to a number of them.
  mutating func extend(to count: Int) {
    var number = places.count
    while places.count < count, number < 4 * count {
      number += 1
      let point = scores.indices.map { input in
        UncertainQuantity.normalQuantile(RunSurface.radicalInverse(number, RunSurface.bases[input]))
      }
      let place = nearest(to: point, among: 0..<UncertainQuantity.count)
      if !places.contains(place) { places.append(place) }
    }
  }

  /// Halton's sequence, in one dimension.
  private static func radicalInverse(_ number: Int, _ base: Int) -> Double {
    var (left, share, result) = (number, 1.0, 0.0)
    while left > 0 {
      share /= Double(base)
      result += Double(left % base) * share
      left /= base
    }
    return result
  }

  private func distance(_ point: [Double], _ place: Int) -> Double {
    var sum = 0.0
    for input in scores.indices {
      let difference = scores[input][place] - point[input]
      sum += difference * difference
    }
    return sum
  }

  private func nearest(to point: [Double], among places: Range<Int>) -> Int {
    var (best, least) = (places.lowerBound, Double.infinity)
    for place in places {
      let distance = distance(point, place)
      if distance < least { (best, least) = (place, distance) }
    }
    return best
  }

  // MARK: All samples

  /// How the runs' figures are put together.
  func union(words: String) -> SampleUnion {
    let count = UncertainQuantity.count
    let kept = min(places.count, scores.count + 1)
    var nearest = [Int](repeating: 0, count: count)
    var weights: [[(run: Int, weight: Double)]] = []
    weights.reserveCapacity(count)
    for place in 0..<count {
      let point = scores.map { $0[place] }
      var found: [(run: Int, distance: Double)] = []
      for run in places.indices {
        let distance = distance(point, places[run])
        if found.count < kept || distance < found[found.count - 1].distance {
          found.append((run, distance))
          found.sort { $0.distance < $1.distance }
          if found.count > kept { found.removeLast() }
        }
      }
      nearest[place] = found.first?.run ?? 0
      let shares = found.map { 1 / ($0.distance.squareRoot() + 1e-9) }
      let all = shares.reduce(0, +)
      weights.append(zip(found, shares).map { ($0.run, $1 / all) })
    }
    let design = (0..<count).map { basis(at: $0) }
    let middle = self.nearest(to: scores.map { _ in 0 }, among: 0..<count)
    return SampleUnion(
      spread: { [places, weights] numbers, isShare in
        RunSurface.spread(numbers, places, design, weights, isShare)
      }, nearest: nearest, typical: nearest[middle], words: words)
  }

  /// 1, the inputs, and where there are runs enough their squares and products.
  private func basis(at place: Int) -> [Double] {
    let inputs = scores.map { $0[place] }
    var terms = [1.0] + inputs
    let all = 1 + inputs.count * (inputs.count + 3) / 2
    guard places.count >= 2 * all else { return terms }
    for first in inputs.indices {
      for second in first..<inputs.count { terms.append(inputs[first] * inputs[second]) }
    }
    return terms
  }

  private static func spread(
    _ numbers: [Double], _ places: [Int], _ design: [[Double]],
    _ weights: [[(run: Int, weight: Double)]], _ isShare: Bool
  ) -> [Double] {
    let (least, most) = (numbers.min() ?? 0, numbers.max() ?? 0)
    // What is above zero and spreads by ratio is a sum of its inputs on the scale of ratios.
    let byRatio = least > 0 && most > 2 * least
    let found = byRatio ? numbers.map { log($0) } : numbers
    let factors = fitted(found, places.map { design[$0] })
    func value(_ place: Int) -> Double {
      zip(factors, design[place]).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let rests = zip(found, places).map { $0 - value($1) }
    // Beyond the runs a figure goes on as they do, but not for ever.
    let (first, last) = (found.min() ?? 0, found.max() ?? 0)
    let room = (last - first) / 2
    // An end at which several runs stand is one that they do not pass: no latency is below the service.
    func isBound(_ end: Double) -> Bool {
      let near = found.count { abs($0 - end) <= 0.01 * (last - first) }
      return near >= 2 && 6 * near >= found.count
    }
    let low = isBound(first) ? first : first - room
    let high = isBound(last) ? last : last + room
    return design.indices.map { place in
      var number = value(place)
      for (run, weight) in weights[place] { number += weight * rests[run] }
      number = min(max(number, low), high)
      if byRatio { number = exp(number) }
      if least >= 0 { number = max(number, 0) }
      return isShare && most <= 100.5 ? min(number, 100) : number
    }
  }

  /// Least squares by the normal equations, with next to nothing added to their diagonal, so that
  /// inputs which move together do no harm.
  private static func fitted(_ values: [Double], _ rows: [[Double]]) -> [Double] {
    let count = rows.first?.count ?? 0
    var left = [[Double]](
      repeating: [Double](repeating: 0, count: count), count: count)
    var right = [Double](repeating: 0, count: count)
    for (row, value) in zip(rows, values) {
      for first in 0..<count {
        right[first] += row[first] * value
        for second in 0..<count { left[first][second] += row[first] * row[second] }
      }
    }
    for place in 0..<count { left[place][place] += 1e-6 * Double(max(1, rows.count)) }
    // Gauss: the matrix is positive definite, so that no pivot is zero.
    for column in 0..<count {
      for row in (column + 1)..<max(column + 1, count) {
        let factor = left[row][column] / left[column][column]
        for next in column..<count { left[row][next] -= factor * left[column][next] }
        right[row] -= factor * right[column]
      }
    }
    var factors = [Double](repeating: 0, count: count)
    for row in (0..<count).reversed() {
      var rest = right[row]
      for next in (row + 1)..<max(row + 1, count) { rest -= left[row][next] * factors[next] }
      factors[row] = rest / left[row][row]
    }
    return factors
  }
}
