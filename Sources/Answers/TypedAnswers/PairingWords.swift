import Basics

/// Puts together by words of what stands on both sides: "contract: months, function: seconds", or
/// only the right ones, in the order of the left.
struct PairingWords {
  private let lefts: PickingWords
  private let rights: PickingWords
  /// How many stand on the left, and on the right.
  private let count: (left: Int, right: Int)

  init(_ lefts: [String], _ rights: [String]) {
    self.lefts = PickingWords(lefts)
    self.rights = PickingWords(rights)
    count = (lefts.count, rights.count)
  }

  /// The pairs, each a place on the left and one on the right; nil where a part of the line names not
  /// just one of each, or some of the left have none.
  func pairs(_ line: String) -> [(left: Int, right: Int)]? {
    let parts = line.split { $0 == "," || $0 == ";" }.map { PairingWords.unled($0.trimmed) }
    guard parts.count == count.left else { return nil }
    var pairs: [(left: Int, right: Int)] = []
    for (index, part) in parts.enumerated() {
      if let (head, tail) = PairingWords.halves(of: part) {
        guard let left = PairingWords.place(head, in: lefts, of: count.left),
          let right = PairingWords.place(tail, in: rights, of: count.right)
        else { return nil }
        pairs.append((left, right))
      } else if let right = PairingWords.single(rights.places(part)) {
        pairs.append((index, right))
      } else {
        return nil
      }
    }
    return Set(pairs.map { $0.left }).count == count.left ? pairs : nil
  }

  /// What a part says on both sides of the sign or word that joins them.
  private static func halves(of part: String) -> (String, String)? {
    for joint in [":", "=", "->", "→", " – ", " - ", " goes with ", " belongs to ", " with "] {
      guard let place = part.firstRange(of: joint) else { continue }
      let head = String(part[..<place.lowerBound]).trimmed
      let tail = String(part[place.upperBound...]).trimmed
      return head.isEmpty || tail.isEmpty ? nil : (head, tail)
    }
    return nil
  }

  /// By its number on the left or its letter on the right, or in words.
  private static func place(_ text: String, in words: PickingWords, of count: Int) -> Int? {
    let label = text.lowercased()
    if let place = (0..<count).first(where: {
      "\($0 + 1)" == label || Selection.letter($0) == label
    }) {
      return place
    }
    return single(words.places(text))
  }

  private static func single(_ places: [Int]?) -> Int? {
    places.flatMap { $0.count == 1 ? $0[0] : nil }
  }

  private static func unled(_ part: String) -> String {
    part.hasPrefix("and ") ? String(part.dropFirst(4)).trimmed : part
  }
}
