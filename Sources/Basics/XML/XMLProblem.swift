/// Why a text is no XML that is read here, and where.
public struct XMLProblem: Error, Hashable, Sendable {
  /// What is wrong. Numbers are the limits that it goes beyond.
  public enum Reason: Hashable, Sendable {
    case tooManyBytes(Int)
    case tooManyElements(Int)
    case tooDeep(Int)
    case notUTF8
    case documentType
    case unknownEntity(String)
    case noCharacter
    case noName, noAttribute
    case attributeTwice(String)
    case tagNotClosed
    case otherEnd(expected: String, found: String)
    case endsEarly, somethingFollows, noElement
    case controlCharacter
  }

  /// What is wrong.
  public let reason: Reason
  /// Counted from 1.
  public let line: Int

  /// - Parameter line: counted from 1.
  public init(reason: Reason, line: Int) { (self.reason, self.line) = (reason, line) }

  /// "the element “text” is not closed (line 7)".
  public var text: String { "\(reason.words) (line \(line))" }
}

extension XMLProblem.Reason {
  fileprivate var words: String {
    switch self {
    case .tooManyBytes(let most): "it has more than \(most >> 20) MiB"
    case .tooManyElements(let most): "it holds more than \(most) elements"
    case .tooDeep(let most): "its elements are nested deeper than \(most) levels"
    case .notUTF8: "it is not UTF-8"
    case .documentType: "it declares a document type; entities are not followed"
    case .unknownEntity(let name):
      "&\(name.prefix(40).showable); is no character that XML knows by itself"
    case .noCharacter: "this number stands for no character"
    case .noName: "a name is missing"
    case .noAttribute: "this is no attribute"
    case .attributeTwice(let name): "the attribute “\(name.prefix(40).showable)” stands twice"
    case .tagNotClosed: "a tag is not closed"
    case .otherEnd(let expected, let found):
      "“\(expected.prefix(40).showable)” ends as “\(found.prefix(40).showable)”"
    case .endsEarly: "it ends too early"
    case .somethingFollows: "something follows its end"
    case .noElement: "it holds no element that is looked for"
    case .controlCharacter: "a control character stands in it"
    }
  }
}
