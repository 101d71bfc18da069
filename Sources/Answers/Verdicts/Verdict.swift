import Display

/// What an answer is worth, and what is said to it.
public struct Verdict: Hashable, Sendable {
  /// The share of the points that the answer is worth, from 0 to 1.
  public var share: Double
  /// What was found, in a form that records keep.
  public var finding: Finding
  /// What the learner reads.
  public var reply: [Block]

  /// Whether the answer is worth all points.
  public var isRight: Bool { share >= 1 }

  /// Creates a verdict.
  public init(share: Double, finding: Finding, reply: [Block]) {
    self.share = share
    self.finding = finding
    self.reply = reply
  }
}

extension Verdict {
  static func right(_ reply: [Block]) -> Verdict {
    Verdict(share: 1, finding: .right, reply: reply)
  }

  static func wrong(_ finding: Finding = .wrong, _ reply: [Block]) -> Verdict {
    Verdict(share: 0, finding: finding, reply: reply)
  }

  /// The answer to a copy of the course that has no answers.
  static let recorded = Verdict(
    share: 0, finding: .recorded,
    reply: [.paragraph(Text("Your answer was recorded.", .strong))])
}
