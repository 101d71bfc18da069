import Answers
import Display
import Quantities
import Workbook

/// An exercise as it is asked.
extension PosedExercise {
  /// Title, points and prompt.
  public var face: [Block] {
    let title =
      Text("Exercise ", .muted) + Text(exercise.title, .strong)
      + Text("   \(Showing.points(exercise.points))", .muted)
    return [.paragraph(title), .paragraph(Text(terms, .muted))] + prompt
  }

  /// The same where it is done once more.
  /// - Parameter points: what it came to when it was graded.
  public func face(ofReview points: String) -> [Block] {
    let hasOthers = exercise.variantCount != 1
    let tries = attempts.map { $0 == 1 ? ", one try" : ", \($0) tries" } ?? ""
    return [
      .paragraph(Text("Review ", .muted) + Text(exercise.title, .strong)),
      .paragraph(
        Text(
          "\(hasOthers ? "With new figures" : "Once more")\(tries). Not graded: your \(points) stay.",
          .muted)),
    ] + prompt
  }

  /// On what terms it is answered: whether it is graded, how many tries there are, what hints cost.
  private var terms: String {
    let kind = exercise.kind == .predict ? "A graded guess" : "Graded"
    let tries =
      switch attempts {
      case nil: "as many tries as you need"
      case 1?: "one try"
      case let count?: "\(count) tries"
      }
    let prices = exercise.hints.indices.map { exercise.price(ofHint: $0 + 1) }
    guard !prices.isEmpty else { return "\(kind): \(tries)." }
    let hints =
      prices.allSatisfy { $0 == 0 }
      ? (prices.count == 1 ? "a free hint" : "\(prices.count) free hints")
      : prices.count == 1
        ? "a hint for \(Showing.price(prices[0]))"
        : "\(prices.count) hints (\(PosedExercise.costs(prices)))"
    return "\(kind): \(tries), \(hints)."
  }

  /// "one free, then 1 point each", "2 points each", "one free, then 3 and 6 points".
  private static func costs(_ prices: [Double]) -> String {
    let paid = prices.filter { $0 > 0 }
    let free = prices.count - paid.count
    let isOne = Set(paid).count == 1
    let words =
      isOne && paid.count > 1
      ? Showing.price(paid[0]) + " each"
      : paid.count == 1
        ? (free > 0 ? "one for " : "") + Showing.price(paid[0])
        : paid.dropLast().map { numberText($0) }.joined(separator: ", ")
          + " and \(Showing.price(paid.last ?? 0))"
    guard free > 0 else { return words }
    return "\(free == 1 ? "one" : "\(free)") free, \(paid.count > 1 ? "then " : "")\(words)"
  }

  /// How it is answered, and that there is a hint.
  /// - Parameters:
  ///   - hintsShown: how many were seen.
  ///   - hintsAreFree: whether they cost nothing here, as in a review.
  public func invitation(hintsShown: Int, hintsAreFree: Bool = false) -> [Block] {
    var line = Text(instruction, .muted)
    if let offer = offer(ofHintAfter: hintsShown, isFree: hintsAreFree) {
      line += Text(" ") + Text("hint", .input) + Text(offer, .muted)
    }
    return [.lines([line])]
  }

  /// What can be done by who has no answer.
  /// - Parameter hintsShown: how many were seen.
  public func waysOut(hintsShown: Int) -> [Block] {
    let hint = offer(ofHintAfter: hintsShown).map { Text("hint", .input) + Text($0, .muted) }
    return [
      .lines(
        [hint].compactMap { $0 } + [
          Text("answer", .input) + Text(" gives the exercise up and shows how it is done.", .muted),
          Text("skip", .input) + Text(" leaves it for later.", .muted),
        ])
    ]
  }

  /// What the next hint costs, in words; nil where there is none left.
  private func offer(ofHintAfter shown: Int, isFree: Bool = false) -> String? {
    guard shown < exercise.hints.count else { return nil }
    let price = exercise.price(ofHint: shown + 1)
    let words = shown == 0 ? " helps" : " helps further"
    guard price > 0, !isFree else { return words + "." }
    return words + ", for \(Showing.price(price))."
  }
}

extension Showing {
  /// "1 point", "0.5 points".
  static func price(_ points: Double) -> String {
    points == 1 ? "1 point" : "\(numberText(points)) points"
  }

  /// "1 point", "10 points".
  public static func points(_ count: Int) -> String {
    count == 1 ? "1 point" : "\(count) points"
  }
}
