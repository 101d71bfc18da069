import Basics
import Diagnostics
import Foundation

/// Whose progress it is.
public struct Learner: Hashable, Sendable {
  /// What variants are drawn from.
  public let id: String
  /// As the learner writes it; often empty.
  public var name: String
  /// Whether the learner set the id; else it was drawn at random.
  public let isChosen: Bool

  /// - Parameters:
  ///   - id: as `checkedID` gives it.
  ///   - name: as `shortened` gives it; may be empty.
  public init(id: String, name: String, isChosen: Bool) {
    self.id = id
    self.name = name
    self.isChosen = isChosen
  }

  /// Bytes an id may have.
  static let longestID = 100
  /// Bytes a name may have.
  static let longestName = 200

  /// An id as it is kept: without spaces around it, composed characters as one.
  /// - Throws: `bad-learner`.
  public static func checkedID(_ text: String) throws(Diagnostic) -> String {
    let id = text.trimmed
      .precomposedStringWithCanonicalMapping
    guard !id.isEmpty, id.utf8.count <= longestID,
      id.unicodeScalars.allSatisfy({ !$0.isUnshowable })
    else {
      throw Diagnostic(.badLearner, "“\(text.prefix(60).showable)” cannot be a learner's id.")
        .expected(
          "up to \(longestID) characters on one line", found: id.isEmpty ? "nothing" : "this"
        )
        .try("gpulearn learner s1234567")
    }
    return id
  }

  /// A name on one line and of bounded length.
  public static func shortened(_ name: String) -> String {
    var text = name.trimmed.showable
    while text.utf8.count > longestName { text.removeLast() }
    return text
  }

  /// An id that nobody else has: "anonymous-" and 16 characters.
  public static func randomID() -> String {
    let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
    return "anonymous-" + String((0..<16).map { _ in letters.randomElement() ?? "x" })
  }
}
