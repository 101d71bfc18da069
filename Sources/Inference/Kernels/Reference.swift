/// The kernels in pure Swift: the definition of what the C ones compute, lane for lane.
enum Reference {
  typealias Lanes = SIMD16<Float>
  typealias In = UnsafePointer<Float>?
  typealias Out = UnsafeMutablePointer<Float>?

  nonisolated(unsafe) static let name = {
    let text = UnsafeMutablePointer<CChar>.allocate(capacity: 6)
    for (i, c) in [83, 119, 105, 102, 116, 0].enumerated() { text[i] = CChar(c) }  // "Swift"
    return UnsafePointer(text)
  }()

  static func load(_ p: UnsafePointer<Float>) -> Lanes {
    UnsafeRawPointer(p).loadUnaligned(as: Lanes.self)
  }

  static func load(_ p: UnsafePointer<Float>, atMost n: Int) -> Lanes {
    if n >= 16 { return load(p) }
    var lanes = Lanes()
    for i in 0..<max(n, 0) { lanes[i] = p[i] }
    return lanes
  }

  static func store(_ v: Lanes, _ p: UnsafeMutablePointer<Float>, atMost n: Int = 16) {
    if n >= 16 {
      UnsafeMutableRawPointer(p).storeBytes(of: v, as: Lanes.self)
    } else {
      for i in 0..<max(n, 0) { p[i] = v[i] }
    }
  }

  /// c + a * b, rounded once.
  static func multiplyAdd(_ a: Lanes, _ b: Lanes, _ c: Lanes) -> Lanes { c.addingProduct(a, b) }

  /// Adds the lanes by halves.
  static func sum(_ v: Lanes) -> Float {
    let a = v.lowHalf + v.highHalf
    let b = a.lowHalf + a.highHalf
    return (b[0] + b[2]) + (b[1] + b[3])
  }

  /// e^x for x clamped to -87...88 (Cephes' polynomial).
  static func exponential(_ x: Lanes) -> Lanes {
    var x = x.replacing(with: Lanes(repeating: -87), where: .!(x .> -87))
    x = x.replacing(with: Lanes(repeating: 88), where: .!(x .< 88))
    let rounder = Lanes(repeating: 12_582_912)  // 1.5 * 2^23 rounds to an integer
    let shifted = x * Lanes(repeating: 1.442_695_04) + rounder
    let n = shifted - rounder
    let power = unsafeBitCast(shifted, to: SIMD16<Int32>.self) &- 0x4B40_0000
    var r = multiplyAdd(n, Lanes(repeating: -0.693_359_375), x)
    r = multiplyAdd(n, Lanes(repeating: 2.121_944_4e-4), r)
    var p = Lanes(repeating: 1.987_569_15e-4)
    let terms: [Float] = [
      1.398_199_950_7e-3, 8.333_451_907_3e-3, 4.166_579_589_4e-2, 1.666_666_545_9e-1,
      5.000_000_120_1e-1,
    ]
    for term in terms { p = multiplyAdd(p, r, Lanes(repeating: term)) }
    p = multiplyAdd(p, r * r, r + 1)
    return p * unsafeBitCast((power &+ 127) &<< 23, to: Lanes.self)
  }

  static func rmsNorm(_ x: In, _ weight: In, _ out: Out, _ n: Int64, _ epsilon: Float) {
    guard let x, let weight, let out else { return }
    let n = Int(n)
    var squares = Lanes()
    for i in stride(from: 0, to: n, by: 16) {
      let v = load(x + i, atMost: n - i)
      squares = multiplyAdd(v, v, squares)
    }
    let scale = 1 / (sum(squares) / Float(n) + epsilon).squareRoot()
    for i in 0..<n { out[i] = x[i] * scale * weight[i] }
  }

  /// x / (1 + e^-x).
  static func silu(_ x: Lanes) -> Lanes { x / (1 + exponential(-x)) }

  /// x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3))) / 2.
  static func gelu(_ x: Lanes) -> Lanes {
    let inner = multiplyAdd(x * x, Lanes(repeating: 0.044715), Lanes(repeating: 1)) * x
    return x / (1 + exponential(inner * Lanes(repeating: -1.5957691216057308)))
  }

  /// cap * tanh(x / cap).
  static func softCap(_ x: Lanes, _ cap: Float) -> Lanes {
    let e = exponential(x * Lanes(repeating: -2 / cap))
    return cap * ((1 - e) / (1 + e)) + x * 0
  }

  static func siluMultiply(_ gate: Out, _ up: In, _ n: Int64) { multiply(gate, up, n, silu) }

  static func geluMultiply(_ gate: Out, _ up: In, _ n: Int64) { multiply(gate, up, n, gelu) }

  /// gate = function(gate) * up.
  private static func multiply(_ gate: Out, _ up: In, _ n: Int64, _ function: (Lanes) -> Lanes) {
    guard let gate, let up else { return }
    for i in stride(from: 0, to: Int(n), by: 16) {
      let g = load(gate + i, atMost: Int(n) - i)
      let u = load(up + i, atMost: Int(n) - i)
      store(function(g) * u, gate + i, atMost: Int(n) - i)
    }
  }

  static func cap(_ x: Out, _ limit: Float, _ n: Int64) {
    guard let x else { return }
    for i in stride(from: 0, to: Int(n), by: 16) {
      store(softCap(load(x + i, atMost: Int(n) - i), limit), x + i, atMost: Int(n) - i)
    }
  }

  static func scale(_ x: Out, _ factor: Float, _ n: Int64) {
    guard let x else { return }
    for i in 0..<Int(n) { x[i] *= factor }
  }

  static func add(_ x: Out, _ y: In, _ n: Int64) {
    guard let x, let y else { return }
    for i in 0..<Int(n) { x[i] += y[i] }
  }

  static func read(_ from: UnsafeRawPointer?, _ bytes: Int64) -> UInt64 {
    guard let from else { return 0 }
    var sum: UInt64 = 0
    for i in 0..<Int(bytes) / 8 { sum ^= from.load(fromByteOffset: i * 8, as: UInt64.self) }
    return sum
  }
}
