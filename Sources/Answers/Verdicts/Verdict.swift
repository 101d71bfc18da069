import Quantities

/// What an answer is worth, and what is to be said to it.
public struct Verdict: Hashable, Sendable {
  /// The share of the points that the answer is worth, from 0 to 1.
  public var share: Double
  /// What was found, in a form that records keep.
  public var finding: Finding
  /// What the learner should be told, in this order.
  public var remarks: [Remark]
  /// What was meant, the same for all spellings of an answer: the identities of what was picked, the number
  /// in base units. Empty where only the line itself says it.
  public var meaning = ""

  /// Whether the answer is worth all points.
  public var isRight: Bool { share >= 1 }

  /// Creates a verdict.
  public init(share: Double, finding: Finding, remarks: [Remark]) {
    self.share = share
    self.finding = finding
    self.remarks = remarks
  }
}

extension Verdict {
  static func right(_ remarks: Remark...) -> Verdict {
    Verdict(share: 1, finding: .right, remarks: remarks)
  }

  static func wrong(_ finding: Finding = .wrong, _ remarks: [Remark]) -> Verdict {
    Verdict(share: 0, finding: finding, remarks: remarks)
  }

  /// The same for a quantity, however it was spelt.
  func meant(_ quantity: Quantity) -> Verdict {
    var verdict = self
    verdict.meaning =
      Quantity(quantity.base, .none).text(significant: 9) + " " + quantity.dimension.words
    return verdict
  }

  /// The answer to a copy of the course that has no answers.
  static let recorded = Verdict(share: 0, finding: .recorded, remarks: [.recorded])
}
