import Diagnostics

/// What is wrong with a file, collected while the rest of it is read.
struct Problems {
  /// How many problems of a file are reported; further ones mostly follow from the first.
  static let limit = 200

  private(set) var list: [Diagnostic] = []

  mutating func report(_ problem: Diagnostic) {
    guard list.count < Problems.limit else { return }
    list.append(problem)
  }

  mutating func report(_ problems: [Diagnostic]) {
    for problem in problems { report(problem) }
  }

  /// The value of `body`, or nil and its problem kept.
  mutating func attempt<T>(_ body: () throws(Diagnostic) -> T) -> T? {
    do {
      return try body()
    } catch {
      report(error)
      return nil
    }
  }

  /// In the order in which a reader of the file meets them.
  var inOrder: [Diagnostic] {
    list.enumerated().sorted { left, right in
      let (a, b) = (left.element.span?.range.lowerBound, right.element.span?.range.lowerBound)
      return (a ?? -1, left.offset) < (b ?? -1, right.offset)
    }.map { $0.element }
  }
}
