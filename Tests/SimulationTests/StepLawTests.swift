import Testing

@testable import Simulation

/// The law of a step, fitted and derived, against the load tests of a real H100: Qwen3-8B with vLLM
/// 0.30, so many users at once, tokens of answers per second (silybench-data, run 2026-09-24, data
/// CC BY 4.0).
@Suite struct StepLawTests {
  /// Prompt, answer, users, and tokens per second with weights of 8 and of 16 bits.
  private static let measured: [(Double, Double, Double, Double, Double)] = [
    (128, 128, 1, 213.3, 145.3), (128, 128, 16, 3087.6, 2156.2), (128, 128, 64, 9170.4, 6957.7),
    (128, 128, 256, 15703.8, 13092.7), (1024, 128, 1, 205, 141), (1024, 128, 16, 2393, 1756.8),
    (1024, 128, 64, 3701, 2847.3), (1024, 128, 256, 4561, 3617.7), (128, 1024, 1, 214.1, 145.7),
    (128, 1024, 32, 5248.6, 3910.2), (128, 1024, 128, 12176.5, 10301),
    (128, 1024, 256, 15263.9, 13566.9), (2048, 2048, 1, 207.6, 142.4),
    (2048, 2048, 16, 2136.1, 1625.1), (2048, 2048, 64, 4033, 3462.8),
    (2048, 2048, 256, 4310.4, 3881.4), (8192, 512, 1, 182.6, 128.9), (8192, 512, 16, 966, 784),
    (8192, 512, 64, 1141, 981.8),
  ]
  private static let room: [Precision: Double] = [.fp8: 430_272, .bf16: 377_024]

  private static func points(_ precision: Precision) -> [StepLaw.Point] {
    measured.map {
      .init(
        prompt: $0.0, output: $0.1, users: $0.2, outputRate: precision == .fp8 ? $0.3 : $0.4)
    }
  }

  private static let qwen = ServedModel(
    parameters: 8_190_735_360, embedding: 151_936 * 4096, isTied: false, layers: 36, hidden: 4096,
    attention: 4096, cached: 2 * 36 * 8 * 128, cacheHeads: 8)

  private static let h100: GPUShape = {
    var gpu = GPUShape(memory: 80e9, bandwidth: 3350e9, flops16: 989.4e12)
    gpu.flops8 = 1978.9e12
    return gpu
  }()

  private static func errors(
    _ law: StepLaw, _ precision: Precision
  ) -> [Double] {
    points(precision).map {
      abs(law.outputRate($0, room: room[precision]) / $0.outputRate - 1)
    }.sorted()
  }

  @Test func fourNumbersFitALoadTest() throws {
    let fit = try #require(StepLaw.fit(Self.points(.fp8), room: Self.room[.fp8]))
    #expect(fit.medianError <= 0.05, "\(fit)")
    // What physics says of them: the weights read once, and the notes of each token.
    #expect((4.2e-3...4.9e-3).contains(fit.law.fixed), "\(fit.law)")
    #expect((40e-9...60e-9).contains(fit.law.perContextToken), "\(fit.law)")
  }

  /// A fit finds the law again that made the points.
  @Test(arguments: [0.0, 2e-3])
  func findsTheLawThatMadeThePoints(weights: Double) throws {
    var law = StepLaw(fixed: 3e-3, perSequence: 2e-5, perContextToken: 6e-8, prefillRate: 30_000)
    law.perPromptPair = 2e-9
    law.weights = weights
    let points = Self.points(.fp8).map {
      var point = $0
      point.outputRate = law.outputRate(point, room: 200_000)
      return point
    }
    let found = try #require(StepLaw.fit(points, room: 200_000, weights: weights)).law
    for (one, other) in [
      (found.fixed, law.fixed), (found.perSequence, law.perSequence),
      (found.perContextToken, law.perContextToken), (found.prefillRate, law.prefillRate),
      (found.perPromptPair, law.perPromptPair),
    ] {
      #expect(abs(one / other - 1) < 1e-3, "\(found)")
    }
  }

  @Test(arguments: [Precision.fp8, .bf16])
  func derivedFromDataSheets(precision: Precision) {
    var derivation = Derivation(model: Self.qwen, gpu: Self.h100, precision: precision)
    let errors = Self.errors(derivation.law, precision)
    #expect(errors[errors.count / 2] <= 0.15)
    let room = derivation.room
    #expect(abs(room / (Self.room[precision] ?? 1) - 1) < 0.03, "\(room)")
    // The range holds nine in ten of the points, and most of them all.
    derivation.parts = .slow
    let slow = derivation.law
    derivation.parts = .quick
    let quick = derivation.law
    let inside = Self.points(precision).filter { point in
      let rates = [slow, quick].map { $0.outputRate(point, room: Self.room[precision]) }
      return rates[0] <= point.outputRate && point.outputRate <= rates[1]
    }
    #expect(inside.count * 10 >= Self.measured.count * 9, "\(inside.count)")
  }

  /// Fitted at one precision, derived for the other.
  @Test(arguments: [(Precision.fp8, Precision.bf16), (.bf16, .fp8)], [true, false])
  func fittedAtOnePrecision(_ which: (Precision, Precision), hasModel: Bool) throws {
    let (from, to) = which
    var derivation = Derivation(model: Self.qwen, gpu: Self.h100, precision: from)
    let weights = hasModel ? derivation.law.weights : 0
    let fit = try #require(
      StepLaw.fit(Self.points(from), room: Self.room[from], weights: weights))
    derivation.fitted = .init(law: fit.law, precision: from)
    #expect(abs(derivation.law.fixed / fit.law.fixed - 1) < 1e-12)
    derivation.precision = to
    let errors = Self.errors(derivation.law, to)
    #expect(errors[errors.count / 2] <= 0.1, "\(errors)")
  }

  /// The simulated load test agrees with what was measured, too, and a full cache does not stop it.
  @Test func simulatedLoadTest() throws {
    let fit = try #require(StepLaw.fit(Self.points(.fp8), room: Self.room[.fp8]))
    let server = GPUServer(law: fit.law, room: 430_272)
    var errors: [Double] = []
    for point in Self.points(.fp8) where point.output < 2048 {
      var loop = ClosedLoop(
        users: Int(point.users), prompt: Int(point.prompt), output: Int(point.output))
      loop.rounds = 3
      errors.append(abs(try loop.run(on: server).outputRate / point.outputRate - 1))
    }
    errors.sort()
    #expect(errors[errors.count / 2] < 0.06, "\(errors)")
  }

  /// More bandwidth, arithmetic or memory is never slower; a larger model is never quicker.
  @Test func moreIsNeverSlower() {
    let usual = Derivation(model: Self.qwen, gpu: Self.h100, precision: .fp8)
    func rates(_ derivation: Derivation) -> [Double] {
      Self.points(.fp8).map { derivation.law.outputRate($0, room: max(1, derivation.room)) }
    }
    let before = rates(usual)
    func check(_ change: (inout Derivation) -> Void, isQuicker: Bool) {
      var other = usual
      change(&other)
      for (one, two) in zip(before, rates(other)) {
        #expect(isQuicker ? two >= one * (1 - 1e-12) : two <= one * (1 + 1e-12))
      }
    }
    check({ $0.gpu.bandwidth *= 1.5 }, isQuicker: true)
    check({ $0.gpu.flops16 *= 1.5 }, isQuicker: true)
    check({ $0.gpu.flops8? *= 1.5 }, isQuicker: true)
    check({ $0.gpu.memory *= 1.5 }, isQuicker: true)
    check({ $0.precision = .bf16 }, isQuicker: false)
    check(
      {
        $0.model.layers *= 2
        $0.model.parameters *= 2
        $0.model.active *= 2
      }, isQuicker: false)
    check({ $0.cacheBytes = 1 }, isQuicker: true)
    check({ $0.gpu.flops8 = nil }, isQuicker: false)
  }

  /// Points of one length of prompt do not tell the prompt's part from the rest, and it is said.
  @Test func saysWhatPointsDoNotTell() throws {
    let one =
      Self.points(.fp8).filter { $0.prompt == 128 && $0.output == 128 }
      + [StepLaw.Point(prompt: 128, output: 128, users: 128, outputRate: 13_376.9)]
    let narrow = try #require(StepLaw.carefulFit(one, room: nil))
    #expect(
      Set(narrow.untold)
        .isSuperset(of: [.perSequence, .perContextToken, .prefillRate, .perPromptPair]))
    let wide = try #require(StepLaw.carefulFit(Self.points(.fp8), room: Self.room[.fp8]))
    #expect(!wide.untold.contains(.fixed) && !wide.untold.contains(.perContextToken))
  }

  /// Points that a law makes exactly: of one shape of requests only what does not grow with the users
  /// is told, and with prompts of one length, all but what a prompt costs by its pairs; whatever is
  /// told is the law's own.
  @Test func whatIsToldIsTheLaws() throws {
    var random = Xoshiro(seed: 7, stream: 122)
    for _ in 0..<40 {
      let law = StepLaw(
        fixed: 1e-3 + 0.02 * random.uniform(), perSequence: 1e-5 + 1e-3 * random.uniform(),
        perContextToken: 1e-8 + 4e-7 * random.uniform(),
        prefillRate: 3000 + 60_000 * random.uniform())
      let shapes: [(Double, Double)] = [(128, 128), (1024, 128), (128, 1024), (2048, 512)]
      let cases: [(shapes: [(Double, Double)], untold: Set<StepLaw.Term>)] = [
        ([shapes[0]], [.perSequence, .perContextToken, .prefillRate, .perPromptPair]),
        ([shapes[0], shapes[2], (128, 400)], [.prefillRate, .perPromptPair]),
        (shapes, []),
      ]
      for (shapes, untold) in cases {
        let points = shapes.flatMap { prompt, output in
          [1.0, 4, 16, 64, 200].map { users in
            var point = StepLaw.Point(prompt: prompt, output: output, users: users, outputRate: 1)
            point.outputRate = law.outputRate(point, room: nil)
            return point
          }
        }
        let fit = try #require(StepLaw.carefulFit(points, room: nil))
        #expect(Set(fit.untold).isSuperset(of: untold), "\(fit)")
        for term in StepLaw.Term.allCases where !fit.untold.contains(term) {
          let (found, own): (Double, Double) = (fit.law.size(term), law.size(term))
          #expect(abs(found - own) <= 0.05 * own + 1e-12, "\(term): \(found), \(own)")
        }
      }
    }
  }

  @Test func tooFewPointsTellNoLaw() {
    let points = Self.points(.fp8)
    #expect(StepLaw.fit(Array(points.prefix(4)), room: nil) == nil)
    #expect(
      StepLaw.fit(points.filter { $0.users == 1 } + points.filter { $0.users == 1 }, room: nil)
        == nil)
    #expect(
      StepLaw.fit(
        points.map {
          var p = $0
          p.outputRate = .nan
          return p
        }, room: nil) == nil)
  }
}
