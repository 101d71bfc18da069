import Diagnostics

/// Which draw is met: its place in the formula that it stands in, and the calls on the way to it.
///
/// The order of evaluation has no part in it, so that branches do not share their samples, and a
/// draw that is met again is the same one.
struct DrawPath {
  /// A formula on the way: the one that is evaluated, or the body of a function that it calls.
  private struct Level {
    /// The function's name; empty for the formula itself.
    let name: String
    let formula: Expression
    /// Where the call stands in the source of the level above.
    let call: Int
  }

  /// The number of each draw and of each call in a formula, from left to right, by where it stands.
  private struct Numbering {
    var draws: [Int: Int] = [:]
    var calls: [Int: Int] = [:]
  }

  private var argument = ""
  private var levels: [Level] = []
  private var numberings: [String: Numbering] = [:]

  /// Whether no formula was begun.
  var isEmpty: Bool { levels.isEmpty }

  /// Begins with the formula that is evaluated.
  /// - Parameter argument: which argument of a call it is, where arguments are given one by one.
  mutating func begin(_ formula: Expression, argument: String = "") {
    self.argument = argument
    levels = [Level(name: "", formula: formula, call: 0)]
    numberings = [:]
  }

  /// Goes into the body of a function.
  mutating func enter(_ definition: FunctionDefinition, calledAt span: SourceSpan) {
    levels.append(
      Level(
        name: definition.name, formula: definition.body, call: span.range.lowerBound))
  }

  // Whoever comes back knows where from.
  /// Comes back from it.
  mutating func leave() { _ = levels.popLast() }

  /// What tells a draw from every other: `#1` for the second of the formula itself, `#g.0#1` for the
  /// second in the body of the first function that is called, g.
  /// - Parameter isDraw: whether a call of that name draws.
  mutating func key(of span: SourceSpan, isDraw: (String) -> Bool) -> String {
    var key = argument
    for index in levels.indices.dropFirst() {
      let level = levels[index]
      let number = numbering(of: levels[index - 1], isDraw).calls[level.call] ?? 0
      key += "#\(level.name).\(number)"
    }
    guard let last = levels.last else { return key + "#0" }
    return key + "#\(numbering(of: last, isDraw).draws[span.range.lowerBound] ?? 0)"
  }

  private mutating func numbering(
    of level: Level, _ isDraw: (String) -> Bool
  ) -> Numbering {
    if let known = numberings[level.name] { return known }
    var numbering = Numbering()
    level.formula.visit { expression in
      let place = expression.span.range.lowerBound
      switch expression.form {
      case .range: numbering.draws[place] = numbering.draws.count
      case .call(let name, _) where isDraw(name): numbering.draws[place] = numbering.draws.count
      case .call: numbering.calls[place] = numbering.calls.count
      default: break
      }
    }
    numberings[level.name] = numbering
    return numbering
  }
}
