/// Why a text is no sound JSON, and where.
public struct JSONProblem: Error, Hashable, Sendable {
  /// What is wrong. Numbers are the limits that it goes beyond.
  public enum Reason: Hashable, Sendable {
    case tooManyBytes(Int)
    case tooManyValues(Int)
    case tooDeep(Int)
    case textTooLong(Int)
    case numberTooLong(Int)
    case endsEarly, somethingFollows, noValue, noList
    case noKey
    case keyTwice(String)
    case noColon, objectNotClosed, listNotClosed
    case noNumber, noDecimals, noExponent, numberTooLarge
    case notUTF8, controlCharacter, textNotClosed, unknownEscape, halfCharacter
    case noHexadecimalDigits
  }

  /// What is wrong.
  public let reason: Reason
  /// Counted from 1.
  public let line: Int
  /// In characters, counted from 1.
  public let column: Int

  /// "a colon is missing (line 2, column 7)".
  public var text: String { "\(reason.words) (line \(line), column \(column))" }
}

extension JSONProblem.Reason {
  /// The same in words, without the place.
  public var words: String {
    switch self {
    case .tooManyBytes(let most): "it has more than \(most) bytes"
    case .tooManyValues(let most): "it holds more than \(most) values"
    case .tooDeep(let most): "its lists and objects are nested deeper than \(most) levels"
    case .textTooLong(let most): "a text has more than \(most) bytes"
    case .numberTooLong(let most): "a number has more than \(most) characters"
    case .endsEarly: "it ends too early"
    case .somethingFollows: "something follows its end"
    case .noValue: "this is no value"
    case .noList: "it is no list"
    case .noKey: "a key in quotes is missing"
    case .keyTwice(let key): "the key “\(key.prefix(40).showable)” stands twice"
    case .noColon: "a colon is missing"
    case .objectNotClosed: "a comma or } is missing"
    case .listNotClosed: "a comma or ] is missing"
    case .noNumber: "this is no number"
    case .noDecimals: "digits are missing behind the point"
    case .noExponent: "the exponent is missing"
    case .numberTooLarge: "the number is too large"
    case .notUTF8: "a text is not UTF-8"
    case .controlCharacter: "a control character stands in a text"
    case .textNotClosed: "a text is not closed"
    case .unknownEscape: "this escape has no meaning"
    case .halfCharacter: "half of a character is missing"
    case .noHexadecimalDigits: "four hexadecimal digits are needed behind \\u"
    }
  }
}
