#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Cosines and sines of rotary position embedding (Su and others, 2021), computed once a position.
struct RotaryTable {
  /// Radians that pair i turns with each position.
  let frequencies: [Double]
  /// What lengths are multiplied with.
  let magnitude: Double
  /// [position][pair] of (cosine, sine).
  private(set) var turns: [SIMD2<Float>] = []

  var pairs: Int { frequencies.count }

  /// `factors` divide the frequencies (Llama 3.1's `rope_freqs.weight`); `unscaled`: as layers with a
  /// window have it in some families.
  init(_ shape: ModelShape, factors: [Float]?, unscaled: Bool = false) {
    let n = shape.rotated
    let base = unscaled ? shape.windowRotaryBase : shape.rotaryBase
    var frequencies: [Double] = []
    var magnitude = unscaled ? 1 : shape.rotaryMagnitude
    for i in 0..<n / 2 {
      var f = pow(base, -2 * Double(i) / Double(n))
      if let factors { f /= Double(factors[i]) }
      switch unscaled ? .none : shape.rotaryScaling {
      case .none: break
      case .linear(let factor): f /= factor
      case .yarn(let factor, let original):
        let low = max(0, Self.pair(turning: 32, shape, original).rounded(.down))
        let high = min(Double(n - 1), Self.pair(turning: 1, shape, original).rounded(.up))
        let ramp = min(1, max(0, (Double(i) - low) / max(0.001, high - low)))
        f = f * (1 - ramp) + f / factor * ramp
        magnitude = shape.rotaryMagnitude * (1 + 0.1 * log(factor))
      }
      frequencies.append(f)
    }
    self.frequencies = frequencies
    self.magnitude = magnitude
  }

  /// The pair that turns so many times within the original context.
  private static func pair(turning times: Double, _ shape: ModelShape, _ context: Int) -> Double {
    Double(shape.rotated) * log(Double(context) / (times * 2 * .pi)) / (2 * log(shape.rotaryBase))
  }

  /// Makes the table reach up to `position`.
  mutating func extend(to position: Int) {
    guard pairs > 0 else { return }
    var next = turns.count / pairs
    while next <= position {
      for f in frequencies {
        let angle = Double(next) * f
        turns.append(SIMD2(Float(cos(angle) * magnitude), Float(sin(angle) * magnitude)))
      }
      next += 1
    }
  }

  /// Turns the queries or keys of some heads, `size` values each, in place.
  func rotate(
    _ x: UnsafeMutablePointer<Float>, heads: Int, size: Int, at position: Int, halves: Bool
  ) {
    turns.withUnsafeBufferPointer { turns in
      guard let base = turns.baseAddress else { return }
      let turn = base + position * pairs
      for h in 0..<heads { Self.rotate(x + h * size, turn, pairs: pairs, halves: halves) }
    }
  }

  /// Turns one head's query or key in place.
  @inline(__always)
  private static func rotate(
    _ x: UnsafeMutablePointer<Float>, _ turns: UnsafePointer<SIMD2<Float>>, pairs: Int,
    halves: Bool
  ) {
    if halves {
      for i in 0..<pairs {
        let (a, b, t) = (x[i], x[i + pairs], turns[i])
        x[i] = a * t.x - b * t.y
        x[i + pairs] = a * t.y + b * t.x
      }
    } else {
      for i in 0..<pairs {
        let (a, b, t) = (x[2 * i], x[2 * i + 1], turns[i])
        x[2 * i] = a * t.x - b * t.y
        x[2 * i + 1] = a * t.y + b * t.x
      }
    }
  }
}

/// The rotations of a model's layers.
struct Rotaries {
  /// Of all layers, or of those without a window.
  private var usual: RotaryTable
  /// Of layers with a window, where theirs is another.
  private var windowed: RotaryTable?
  /// Instead of the usual one, in sequences beyond the original context.
  private var long: RotaryTable?

  init(_ model: Model) {
    usual = RotaryTable(model.shape, factors: model.rotaryFactors)
    if model.shape.family.rotatesWindowsUnscaled {
      windowed = RotaryTable(model.shape, factors: nil, unscaled: true)
    }
    long = model.longRotaryFactors.map { RotaryTable(model.shape, factors: $0) }
  }

  /// Makes the tables reach up to `position`.
  mutating func extend(to position: Int, long isLong: Bool) {
    usual.extend(to: position)
    windowed?.extend(to: position)
    if isLong { long?.extend(to: position) }
  }

  /// The table of a layer for one sequence.
  func table(hasWindow: Bool, isLong: Bool) -> RotaryTable {
    if hasWindow, let windowed { return windowed }
    if isLong, let long { return long }
    return usual
  }
}
