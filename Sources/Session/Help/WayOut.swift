import Basics

/// What people type who have no answer: "idk", "I give up", "show me the answer".
enum WayOut {
  /// Whether a line says so.
  static func isWanted(_ line: String) -> Bool {
    let marks = line.trimmed
    if !marks.isEmpty, marks.allSatisfy({ $0 == "?" }) { return true }
    var words = line.lowercased().replacing("’", with: "'").split { character in
      !character.isLetter && character != "'"
    }.map { String($0.filter { $0 != "'" }) }
    while let first = words.first, openings.contains(first) { words.removeFirst() }
    while let last = words.last, endings.contains(last) { words.removeLast() }
    return phrases.contains(words.joined(separator: " "))
  }

  private static let openings: Set = [
    "i", "im", "am", "we", "well", "sorry", "ok", "okay", "hm", "hmm", "er", "uh", "um", "please",
    "just", "really", "honestly", "have", "ive", "no,", "can", "you", "could", "oh", "so",
  ]

  private static let endings: Set = [
    "please", "now", "this", "that", "it", "one", "here", "at", "all", "sorry", "yet", "really",
    "the", "on", "what",
  ]

  private static let phrases: Set = [
    "idk", "dunno", "dont know", "do not know", "no idea", "no clue", "not sure", "unsure",
    "give up", "giving up", "gave up", "pass", "stuck", "lost", "cant", "cannot", "cant do",
    "cant answer", "tell me", "tell me the answer", "tell me answer", "tell the answer", "show me",
    "show me the answer", "show the answer", "show answer", "give me the answer", "the answer",
    "show solution", "show the solution", "show me the solution", "what is the answer",
    "whats the answer", "what is the solution", "whats the solution", "beats me", "who knows",
    "no answer", "help me", "need help", "surrender", "dont understand", "do not understand",
    "dont get", "not a clue", "havent a clue", "clueless", "never mind", "nvm", "idc", "dont care",
    "too hard", "too difficult", "its too hard", "this is too hard", "next question",
  ]
}
