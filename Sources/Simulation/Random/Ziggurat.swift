import Basics

/// Layers of a decreasing density on x >= 0, for drawing from it with one multiplication and one
/// comparison nearly always. Source: Marsaglia and Tsang, "The ziggurat method", 2000, in the
/// variant of Doornik, 2005.
struct Ziggurat: @unchecked Sendable {
  // Sendable unchecked: the layers are written once, in `init`, and the two tables live for ever.
  struct Layer {
    /// A 53-bit draw below this needs no further test.
    var bound: Int64
    /// Width of the layer over 2^53.
    var width: Double
    /// Density at the layer's outer edge, and how much higher it is at the inner one.
    var outer: Double
    var rise: Double
  }

  let layers: UnsafePointer<Layer>
  /// Where the tail begins.
  let tail: Double

  /// The density e^-x.
  static let exponential = Ziggurat(
    tail: 7.69711747013104972, area: 0.0039496598225815571993,
    density: { PortableMath.exp(-$0) }, inverse: { -PortableMath.log($0) })

  /// The density e^(-x²/2), half of the normal law.
  static let normal = Ziggurat(
    tail: 3.6541528853610088, area: 0.00492867323399,
    density: { PortableMath.exp(-0.5 * $0 * $0) },
    inverse: { (-2 * PortableMath.log($0)).squareRoot() })

  private init(
    tail: Double, area: Double, density: (Double) -> Double, inverse: (Double) -> Double
  ) {
    self.tail = tail
    var edges = [area / density(tail), tail]
    while edges.count < 256 {
      let x = edges[edges.count - 1]
      edges.append(inverse(area / x + density(x)))
    }
    edges.append(0)
    let storage = UnsafeMutablePointer<Layer>.allocate(capacity: 256)
    for i in 0..<256 {
      let outer = density(edges[i])
      let layer = Layer(
        bound: Int64(edges[i + 1] / edges[i] * 0x1p53), width: edges[i] * 0x1p-53,
        outer: outer, rise: density(edges[i + 1]) - outer)
      (storage + i).initialize(to: layer)
    }
    layers = UnsafePointer(storage)
  }
}

extension Xoshiro {
  /// A draw from the exponential law of mean 1. `table` must be `Ziggurat.exponential`.
  @inline(__always)
  mutating func exponential(_ table: Ziggurat) -> Double {
    let bits = next()
    let draw = Int64(truncatingIfNeeded: bits &>> 11)
    let index = Int(truncatingIfNeeded: bits & 255)
    let x = Double(draw) * table.layers[index].width
    if draw < table.layers[index].bound { return x }
    return exponentialEdge(table, index: index, x: x)
  }

  @inline(never)
  private mutating func exponentialEdge(_ table: Ziggurat, index: Int, x: Double) -> Double {
    var index = index
    var x = x
    while true {
      if index == 0 { return table.tail - PortableMath.log(positiveUniform()) }
      let layer = table.layers[index]
      if layer.outer + uniform() * layer.rise < PortableMath.exp(-x) { return x }
      let bits = next()
      let draw = Int64(truncatingIfNeeded: bits &>> 11)
      index = Int(truncatingIfNeeded: bits & 255)
      x = Double(draw) * table.layers[index].width
      if draw < table.layers[index].bound { return x }
    }
  }

  /// A draw from the normal law of mean 0 and variance 1. `table` must be `Ziggurat.normal`.
  mutating func normal(_ table: Ziggurat) -> Double {
    while true {
      let bits = next()
      let draw = Int64(truncatingIfNeeded: bits &>> 11)
      let index = Int(truncatingIfNeeded: bits & 255)
      let negative = bits & 256 != 0
      let layer = table.layers[index]
      var x = Double(draw) * layer.width
      if draw >= layer.bound {
        if index == 0 {
          x = normalTail(table)
        } else if layer.outer + uniform() * layer.rise >= PortableMath.exp(-0.5 * x * x) {
          continue
        }
      }
      return negative ? -x : x
    }
  }

  private mutating func normalTail(_ table: Ziggurat) -> Double {
    while true {
      let x = -PortableMath.log(positiveUniform()) / table.tail
      let y = -PortableMath.log(positiveUniform())
      if 2 * y > x * x { return table.tail + x }
    }
  }
}
