import Diagnostics

extension GuidedSession {
  /// The pages that `explain` knows.
  static let codes = Code.all.map { Candidate(text: $0.name, sentence: $0.title) }
}
