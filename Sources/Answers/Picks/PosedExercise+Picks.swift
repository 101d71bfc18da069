import Course
import Diagnostics
import Language

/// Answers to a choice, an order and a match, by what was picked: it stays the same when the author
/// corrects, adds or moves something in the list.
extension PosedExercise {
  /// Whether answers are picked from a list.
  public var isPicked: Bool {
    switch exercise.kind {
    case .choice, .order, .match: true
    case .number, .formula, .goal, .predict: false
    }
  }

  /// What an answer picks: options as they were named, steps in their order, of pairs the left and
  /// the right half in turn. Empty for what is typed, and for a line that picks nothing.
  public func picks(of answer: String) -> [Pick] {
    // Who reads a line that is no answer is told why by the verdict.
    (try? readPicks(of: answer)) ?? []
  }

  private func readPicks(of answer: String) throws(Diagnostic) -> [Pick] {
    switch exercise.task {
    case .choice(let options):
      let list = picks(options)
      return try chosen(answer, options).map { list[$0] }
    case .order(let steps):
      let list = picks(steps)
      return try ordered(answer, steps).map { list[$0] }
    case .match(_, let pairs):
      let (lefts, rights) = picks(pairs)
      return try matched(answer, pairs).sorted { $0.left < $1.left }
        .flatMap { [lefts[$0.left], rights[$0.right]] }
    case .number, .formula, .goal, .predict: return []
    }
  }

  /// What picks are worth in this exercise, as it is now.
  /// - Parameter offered: what there was to pick from; nil where that is not known.
  /// - Returns: nil where something that was picked is not there any more, or something new would
  ///   have to be picked: what was meant then cannot be told.
  /// - Throws: where they are no answer.
  public func verdict(
    onPicks picks: [Pick], offered: Set<String>? = nil
  ) throws(Diagnostic) -> Verdict? {
    let identities = picks.map { $0.identity }
    switch exercise.task {
    case .choice(let options):
      guard offered.map({ !asksForMore(than: $0) }) ?? true else { return nil }
      let list = shown(options).map { Pick.names(written: $0.text.plainText, called: $0.id) }
      guard let places = PosedExercise.places(of: identities, in: list) else { return nil }
      return try choiceVerdict(Set(places).sorted(), options, at: "")
    case .order(let steps):
      let list = shown(steps).map { Pick.names(written: $0.text.plainText, called: $0.id) }
      guard let places = PosedExercise.places(of: identities, in: list),
        places.count == steps.count, Set(places).count == steps.count
      else { return nil }
      return orderVerdict(places, steps)
    case .match(_, let pairs):
      let lefts = pairs.map { Pick.names(written: $0.left.plainText, called: $0.ids.left) }
      let rights = shownRights(pairs).map { right in
        Pick.names(written: right.plainText, called: name(ofRight: right, pairs))
      }
      let halves = (
        identities.indices.filter { $0 % 2 == 0 }.map { identities[$0] },
        identities.indices.filter { $0 % 2 == 1 }.map { identities[$0] }
      )
      // A right half may belong to several left ones, and is shown once.
      let right = halves.1.compactMap { half in rights.firstIndex { $0.contains(half) } }
      guard let left = PosedExercise.places(of: halves.0, in: lefts),
        left.count == pairs.count, right.count == left.count, right.count == halves.1.count
      else { return nil }
      return matchVerdict(zip(left, right).map { ($0, $1) }, pairs)
    case .number, .formula, .goal, .predict: return nil
    }
  }

  /// Whether it takes more options to be right than there were: one that is not among these, and has
  /// not taken the place of one that is gone, in other words.
  public func asksForMore(than offered: Set<String>) -> Bool {
    guard case .choice(let options) = exercise.task else { return false }
    let names = options.map { Pick.names(written: $0.text.plainText, called: $0.id) }
    let gone = offered.count { identity in !names.contains { $0.contains(identity) } }
    let came = zip(options, names).count { $0.isRight && $1.isDisjoint(with: offered) }
    return came > gone
  }

  /// Where each of some identities stands; equal ones one after the other. nil where one does not.
  private static func places(of identities: [String], in list: [Set<String>]) -> [Int]? {
    var free = Array(list.indices)
    var places: [Int] = []
    for identity in identities {
      guard let index = free.firstIndex(where: { list[$0].contains(identity) }) else { return nil }
      places.append(free.remove(at: index))
    }
    return places
  }

  // MARK: Lists, as they are shown

  func picks(_ options: [ChoiceOption]) -> [Pick] {
    shown(options).map {
      Pick(written: $0.text.plainText, called: $0.id, shown: text($0.text).plain)
    }
  }

  func picks(_ steps: [Step]) -> [Pick] {
    shown(steps).map { Pick(written: $0.text.plainText, called: $0.id, shown: text($0).plain) }
  }

  func picks(_ pairs: [Pair]) -> (lefts: [Pick], rights: [Pick]) {
    (
      pairs.map {
        Pick(written: $0.left.plainText, called: $0.ids.left, shown: text($0.left).plain)
      },
      shownRights(pairs).map {
        Pick(
          written: $0.plainText, called: name(ofRight: $0, pairs), shown: text($0).plain)
      }
    )
  }

  /// What the author calls a right half, in the first of the pairs that have it and name it.
  private func name(ofRight right: [Inline], _ pairs: [Pair]) -> String {
    pairs.first { $0.right.plainText == right.plainText && !$0.ids.right.isEmpty }?.ids.right ?? ""
  }
}

extension [Pick] {
  /// The same for the same picks.
  var meaning: String { map { $0.identity }.joined(separator: ",") }
}
