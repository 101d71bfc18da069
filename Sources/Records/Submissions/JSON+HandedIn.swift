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
  /// - Throws: `bad-submission`, and what `body` throws.
  static func elementsHandedIn(
    _ bytes: [UInt8], limits: JSONLimits, _ body: (JSON) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    var reader: JSONReader
    do throws(JSONProblem) {
      reader = try JSONReader(bytes, limits)
    } catch {
      throw Diagnostic(error)
    }
    while true {
      let element: JSON?
      do throws(JSONProblem) {
        element = try reader.nextElement()
      } catch {
        throw Diagnostic(error)
      }
      guard let element else { return }
      try body(element)
    }
  }
}
