import Diagnostics
import Language

extension Arguments {
  /// The line to try in which an argument has another value: where it stands, or behind the others
  /// where it was left out; of an option its words. An argument alone where there is no such line.
  func line(_ name: String, _ value: String) -> String {
    let place = span(name)
    if place != span {
      if let option = place.source.name, option.hasPrefix("--") {
        let isWord = value.allSatisfy { $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" }
        return "\(option) " + (isWord ? value : "'\(value)'")
      }
      return place.replaced(with: value)
    }
    let call = span.text
    guard call.hasSuffix(")"), call.contains("(") else { return "\(name): \(value)" }
    let comma = call.hasSuffix("()") ? "" : ", "
    return span.replaced(with: "\(call.dropLast())\(comma)\(name): \(value))")
  }
}
