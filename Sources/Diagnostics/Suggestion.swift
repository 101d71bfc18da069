/// The candidate most like a misspelt name, or nil where none is close. A misleading hint is worse
/// than none, so a name of n letters may differ in at most n/3 edits (one edit from three letters
/// on, none below), and two candidates equally close give the alphabetically first.
public func closest(to name: String, among candidates: some Sequence<String>) -> String? {
  let limit = name.count < 3 ? 0 : max(1, name.count / 3)
  let wanted = Array(name.lowercased())
  var best: (distance: Int, name: String)?
  for candidate in candidates {
    let letters = Array(candidate.lowercased())
    guard abs(letters.count - wanted.count) <= limit else { continue }
    let distance = editDistance(wanted, letters)
    guard distance <= limit, letters.count > distance else { continue }
    if best.map({ (distance, candidate) < ($0.distance, $0.name) }) ?? true {
      best = (distance, candidate)
    }
  }
  return best?.name
}

/// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
  var older = [Int](repeating: 0, count: right.count + 1)
  var previous = Array(0...right.count)
  for i in 0..<left.count {
    var current = [i + 1] + [Int](repeating: 0, count: right.count)
    for j in 0..<right.count {
      let cost = left[i] == right[j] ? 0 : 1
      current[j + 1] = min(previous[j + 1] + 1, current[j] + 1, previous[j] + cost)
      if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
        current[j + 1] = min(current[j + 1], older[j - 1] + 1)
      }
    }
    older = previous
    previous = current
  }
  return previous[right.count]
}
