import Basics

extension StepLaw {
  /// A point of a load test: so many users at once, each with requests of a length.
  public struct Point: Sendable, Equatable {
    /// Tokens of the prompt, and of the answer.
    public var prompt: Double
    public var output: Double
    /// Users that ask at once, each again as soon as it has its answer.
    public var users: Double
    /// Tokens of all answers per second.
    public var outputRate: Double

    /// A point by its request, its users and what came of it.
    public init(prompt: Double, output: Double, users: Double, outputRate: Double) {
      (self.prompt, self.output) = (prompt, output)
      (self.users, self.outputRate) = (users, outputRate)
    }
  }

  /// A law that was fitted, and how far it is from the points.
  public struct Fit: Sendable, Equatable {
    /// The law.
    public var law: StepLaw
    /// Errors of the tokens per second, as shares without a sign: of half of the points, and of all.
    public var medianError: Double
    public var largestError: Double
    /// The terms that the points do not tell: one point less makes them something else.
    public var untold: [Term] = []
  }

  /// A term of the law.
  public enum Term: String, CaseIterable, Sendable {
    case fixed, perSequence, perContextToken, prefillRate, perPromptPair
  }

  /// The size of a term, in seconds of what it is for.
  func size(_ term: Term) -> Double {
    switch term {
    case .fixed: fixed
    case .perSequence: perSequence
    case .perContextToken: perContextToken
    case .prefillRate: 1 / prefillRate
    case .perPromptPair: perPromptPair
    }
  }

  /// A fit with the terms named that it does not tell: those that differ by more than a half where one
  /// of the points is left out, or where each is off by what the others are off in the median; and
  /// those that the points do not tell from others, as all that grows with the users is alike where
  /// all requests are.
  public static func carefulFit(
    _ points: [Point], room: Double?, weights: Double = 0
  ) -> Fit? {
    guard var fit = fit(points, room: room, weights: weights) else { return nil }
    var others: [StepLaw] = []
    for index in points.indices {
      var fewer = points
      fewer.remove(at: index)
      if let other = StepLaw.fit(fewer, room: room, weights: weights) { others.append(other.law) }
      // What a load test repeats to, at best.
      var moved = points
      moved[index].outputRate *= 1 + max(0.01, fit.medianError)
      if let other = StepLaw.fit(moved, room: room, weights: weights) { others.append(other.law) }
    }
    let alike = StepLaw.alike(points.filter { $0.isUsable }, room)
    fit.untold = Term.allCases.filter { term in
      if alike.contains(term) { return true }
      let size = fit.law.size(term)
      return others.contains { abs($0.size(term) - size) > size / 2 + 1e-15 }
    }
    return fit
  }

  /// The terms that are a mixture of the others at all of these points, or are in none of them.
  private static func alike(_ points: [Point], _ room: Double?) -> Set<Term> {
    let columns = Term.allCases.map { term in
      points.map { point in
        let users = point.together(room)
        let seconds = users * point.output / point.outputRate
        return point.times(term, users) / seconds
      }
    }
    func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    func rest(_ column: [Double], _ basis: [[Double]]) -> [Double] {
      basis.reduce(column) { left, axis in
        let part = dot(left, axis)
        return zip(left, axis).map { $0 - part * $1 }
      }
    }
    var alike: Set<Term> = []
    for (index, term) in Term.allCases.enumerated() {
      var basis: [[Double]] = []
      for (other, column) in columns.enumerated() where other != index {
        let left = rest(rest(column, basis), basis)
        let length = dot(left, left).squareRoot()
        if length > 1e-6 * dot(column, column).squareRoot() {
          basis.append(left.map { $0 / length })
        }
      }
      let left = rest(rest(columns[index], basis), basis)
      if dot(left, left) <= 1e-12 * dot(columns[index], columns[index]) { alike.insert(term) }
    }
    return alike
  }

  /// The law that comes closest to a load test: least squares of the relative error of each point's
  /// time, with no term below 0.
  /// - Parameters:
  ///   - points: at least five, of more than one number of users.
  ///   - room: tokens that the KV cache holds, where that is known: users beyond it wait.
  ///   - weights: seconds in which the weights are read, where model and GPU are known.
  /// - Returns: nil where the points do not tell a law.
  public static func fit(_ points: [Point], room: Double?, weights: Double = 0) -> Fit? {
    let usable = points.filter { $0.isUsable }
    guard usable.count >= 5, Set(usable.map { $0.users }).count > 1 else { return nil }
    if weights == 0 { return Fit(linear(usable, room, arithmetic: nil, weights: 0), usable, room) }
    // The time of a token's arithmetic stands in a maximum; the rest is linear once it is known.
    var best: Fit?
    func fitted(_ logarithm: Double) -> Double {
      let law = linear(
        usable, room, arithmetic: PortableMath.exp(logarithm), weights: weights)
      let fit = Fit(law, usable, room)
      if best.map({ fit.squares(usable, room) < $0.squares(usable, room) }) ?? true { best = fit }
      return fit.squares(usable, room)
    }
    let grid = (0...60).map { PortableMath.log(1e-7) + Double($0) * 0.2 }
    let errors = grid.map { fitted($0) }
    let place = errors.indices.min { errors[$0] < errors[$1] } ?? 0
    var (low, high) = (grid[max(0, place - 1)], grid[min(grid.count - 1, place + 1)])
    for _ in 0..<30 {
      let (one, other) = (low + (high - low) / 3, high - (high - low) / 3)
      if fitted(one) < fitted(other) { high = other } else { low = one }
    }
    return best
  }

  /// The best law where the arithmetic of a token is known, or is one of the unknowns.
  private static func linear(
    _ points: [Point], _ room: Double?, arithmetic: Double?, weights: Double
  ) -> StepLaw {
    var rows: [[Double]] = []
    var targets: [Double] = []
    for point in points {
      let users = point.together(room)
      let time = users * point.output / point.outputRate
      let terms: [Term] = [.fixed, .perSequence, .perContextToken, .perPromptPair]
      var row = terms.map { point.times($0, users) }
      var known = 0.0
      if let arithmetic {
        known = users * point.prompt * arithmetic + point.output * max(weights, users * arithmetic)
      } else {
        row.append(point.times(.prefillRate, users))
      }
      rows.append(row.map { $0 / time })
      targets.append(1 - known / time)
    }
    var found = LeastSquares.nonNegative(rows, targets)
    if arithmetic == nil, found[4] == 0 {
      // Pairs of tokens have taken what is each token's own: without them it shows.
      found = LeastSquares.nonNegative(
        rows.map { [$0[0], $0[1], $0[2], 0, $0[4]] }, targets)
    }
    let perToken = arithmetic ?? found[4]
    var law = StepLaw(
      fixed: found[0], perSequence: found[1], perContextToken: found[2],
      prefillRate: min(1e12, 1 / max(perToken, 1e-12)))
    law.perPromptPair = found[3]
    law.weights = weights
    return law
  }

  /// Tokens of answers per second of so many users in step with each other: their prompts are read,
  /// then they are answered. A quick form of `ClosedLoop`, without a cache that fills up on the way.
  func outputRate(_ point: Point, room: Double?) -> Double {
    let users = point.together(room)
    let reading = users * point.prompt / prefillRate
    let pairs = perPromptPair * users * point.prompt * point.prompt / 2
    let step =
      fixed + perSequence * users
      + perContextToken * users * (point.prompt + point.output / 2) + arithmetic(users, 0)
    return users * point.output / (reading + pairs + point.output * step)
  }
}

extension StepLaw.Point {
  /// Whether its numbers can be those of a load test.
  var isUsable: Bool {
    [prompt, output, users, outputRate].allSatisfy { $0.isFinite && $0 < 1e12 }
      && prompt >= 0 && output >= 1 && users >= 1 && outputRate > 0
  }

  /// How often a term counts while so many requests are served together.
  func times(_ term: StepLaw.Term, _ users: Double) -> Double {
    switch term {
    case .fixed: output
    case .perSequence: output * users
    case .perContextToken: output * users * (prompt + output / 2)
    case .prefillRate: users * prompt
    case .perPromptPair: users * prompt * prompt / 2
    }
  }

  /// How many are served at once: no more than the cache holds at their mean length.
  func together(_ room: Double?) -> Double {
    min(users, max(1, (room ?? .infinity) / (prompt + output / 2)))
  }
}

extension StepLaw.Fit {
  init(_ law: StepLaw, _ points: [StepLaw.Point], _ room: Double?) {
    let errors = points.map { abs(law.outputRate($0, room: room) / $0.outputRate - 1) }.sorted()
    self.law = law
    medianError = (errors[(errors.count - 1) / 2] + errors[errors.count / 2]) / 2
    largestError = errors[errors.count - 1]
  }

  /// What was made least: the squares of the relative errors of the times.
  func squares(_ points: [StepLaw.Point], _ room: Double?) -> Double {
    points.reduce(0) { sum, point in
      let off = point.outputRate / law.outputRate(point, room: room) - 1
      return sum + off * off
    }
  }
}
