import Diagnostics
import Language

extension Diagnostic {
  /// Without the line to try, where that would not be taken either: a correction that fails in its
  /// turn is worse than none.
  /// - Parameter isTaken: whether a line would be taken as an answer.
  func offering(where isTaken: (String) -> Bool) -> Diagnostic {
    guard let line = suggestion else { return self }
    // Commands and questions can be typed anywhere.
    if TypedCommand(line, isName: { _ in false }) != nil { return self }
    let verb = line.prefix { $0.isLetter }
    if Question.verbs.contains(where: { $0.verb == verb }) || isTaken(line) { return self }
    var problem = self
    problem.suggestion = nil
    return problem
  }
}
