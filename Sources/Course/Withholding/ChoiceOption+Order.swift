import Basics

extension [ChoiceOption] {
  /// Whether the last option speaks of the others, as "all of the above", so that it has to stay
  /// behind them.
  public var lastSpeaksOfOthers: Bool { last?.speaksOfOthers ?? false }
}

extension ChoiceOption {
  /// Its words, figures as they are written.
  var words: String { text.map { $0.plain }.joined() }

  var speaksOfOthers: Bool {
    let words = words.lowercased()
    return ChoiceOption.references.contains { words.holds($0) }
  }

  private static let references = [
    "all of the", "none of the", "both of the", "neither of the", "of the above", "all of these",
    "none of these", "all of them", "none of them", "both are", "all are",
  ]
}
