import Basics
import Diagnostics

extension Diagnostic {
  /// What is wrong with a file of JSON that was handed in.
  init(_ problem: JSONProblem) {
    self.init(.badSubmission, "It is not sound JSON: \(problem.text).")
  }
}

extension JSON {
  /// Reads JSON that was handed in.
  /// - Throws: `bad-submission`, with the line and column of what is wrong.
  static func handedIn(_ bytes: [UInt8], limits: JSONLimits) throws(Diagnostic) -> JSON {
    do throws(JSONProblem) {
      return try JSONReader.read(bytes, limits: limits)
    } catch {
      throw Diagnostic(error)
    }
  }

  /// Reads a list that was handed in, an element at a time.
  /// - Parameters:
  ///   - limits: what each element may hold.
  ///   - piece: the next bytes; none behind the last.
  /// - Throws: `bad-submission`, and what the two functions throw.
  static func elementsHandedIn(
    limits: JSONLimits, pieces piece: () throws(Diagnostic) -> [UInt8],
    _ body: (JSONListReader.Element) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    var list = JSONListReader(limits: limits)
    while true {
      let bytes = try piece()
      bytes.isEmpty ? list.finish() : list.add(bytes)
      while true {
        let element: JSONListReader.Element?
        do throws(JSONProblem) {
          element = try list.next()
        } catch {
          throw Diagnostic(error)
        }
        guard let element else { break }
        try body(element)
      }
      guard !bytes.isEmpty else { return }
    }
  }
}
