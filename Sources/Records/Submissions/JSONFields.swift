import Basics
import Diagnostics

/// The members of an object of JSON, as they are asked for. What is missing or of another kind is
/// told with its place, as in "exercises[2].events[0].time".
struct JSONFields {
  private let members: [JSON.Member]
  private let place: Place
  /// Which of them somebody has asked for.
  private var isRead: [Bool]

  /// Where it stands. It is put into words only where something is wrong.
  private indirect enum Place {
    case text(String)
    case member(Place, String)
    case element(Place, String, Int)

    var text: String {
      switch self {
      case .text(let text): text
      case .member(let place, let key): place.path(key)
      case .element(let place, let key, let index): "\(place.path(key))[\(index)]"
      }
    }

    func path(_ key: String) -> String {
      let start = text
      return start.isEmpty ? key : "\(start).\(key)"
    }
  }

  /// - Throws: `bad-submission` where the value is no object.
  init(_ value: JSON, at place: String = "") throws(Diagnostic) {
    try self.init(value, .text(place))
  }

  private init(_ value: JSON, _ place: Place) throws(Diagnostic) {
    guard case .object(let members) = value else {
      let text = place.text
      throw JSONFields.problem(text.isEmpty ? "the file" : text, "an object", value)
    }
    self.place = place
    self.members = members
    isRead = Array(repeating: false, count: members.count)
  }

  /// The keys that nobody has asked for yet.
  var unread: Set<String> {
    Set(members.indices.lazy.filter { !isRead[$0] }.map { members[$0].key })
  }

  private func value(_ key: String) -> JSON? { members.first { $0.key == key }?.value }

  /// The value of a key, which then has been asked for.
  private mutating func read(_ key: String) -> JSON? {
    guard let index = members.firstIndex(where: { $0.key == key }) else { return nil }
    isRead[index] = true
    return members[index].value
  }

  private static func problem(_ place: String, _ wanted: String, _ found: JSON?) -> Diagnostic {
    Diagnostic(.badSubmission, "It is no submission: \(place) is no \(wanted.noun).")
      .expected(wanted, found: found?.kind ?? "nothing")
  }

  private func path(_ key: String) -> String { place.path(key) }

  func has(_ key: String) -> Bool { value(key) != nil }

  /// Whether nothing stands there: the key is missing, or its value is null.
  func isNull(_ key: String) -> Bool { value(key).map { $0 == .null } ?? true }

  /// - Parameter most: bytes it may have.
  mutating func text(_ key: String, most: Int = 200) throws(Diagnostic) -> String {
    let value = read(key)
    guard case .string(let text)? = value else {
      throw JSONFields.problem(path(key), "a text", value)
    }
    guard text.utf8.count <= most else {
      throw Diagnostic(
        .badSubmission, "It is no submission: \(path(key)) has more than \(most) bytes.")
    }
    return text
  }

  mutating func number(_ key: String, in range: ClosedRange<Double>) throws(Diagnostic) -> Double {
    let value = read(key)
    guard case .number(let number)? = value else {
      throw JSONFields.problem(path(key), "a number", value)
    }
    guard range.contains(number) else {
      throw Diagnostic(.badSubmission, "It is no submission: \(path(key)) is out of range.")
        .expected(
          "\(JSON.digits(range.lowerBound)) to \(JSON.digits(range.upperBound))",
          found: JSON.digits(number))
    }
    return number
  }

  mutating func whole(_ key: String, in range: ClosedRange<Int>) throws(Diagnostic) -> Int {
    let number = try self.number(
      key, in: Double(range.lowerBound)...Double(range.upperBound))
    guard let whole = Int(exactly: number) else {
      throw Diagnostic(.badSubmission, "It is no submission: \(path(key)) is no whole number.")
    }
    return whole
  }

  mutating func bool(_ key: String) throws(Diagnostic) -> Bool {
    let value = read(key)
    guard case .bool(let bool)? = value else {
      throw JSONFields.problem(path(key), "true or false", value)
    }
    return bool
  }

  /// The members of an object.
  mutating func fields(_ key: String) throws(Diagnostic) -> JSONFields {
    return try JSONFields(read(key) ?? .null, .member(place, key))
  }

  /// The texts of a list, each of at most 2,000 bytes.
  /// - Parameter most: how many there may be.
  mutating func texts(_ key: String, most: Int) throws(Diagnostic) -> [String] {
    let value = read(key)
    guard case .array(let elements)? = value, elements.count <= most else {
      throw JSONFields.problem(path(key), "a list of at most \(most) texts", value)
    }
    var texts: [String] = []
    for element in elements {
      guard case .string(let text) = element, text.utf8.count <= 2000 else {
        throw JSONFields.problem(path(key), "a list of short texts", element)
      }
      texts.append(text)
    }
    return texts
  }

  /// The version of a file's form.
  /// - Parameters:
  ///   - format: what the file has to say that it is.
  ///   - newest: the newest version that is known here.
  ///   - command: what writes such files.
  /// - Throws: `bad-submission` where it is another file, or newer.
  mutating func version(
    of format: String, upTo newest: Int, by command: String
  ) throws(Diagnostic) -> Int {
    // Whatever else stands there, it is no such file, and that is what is said.
    guard (try? text("format")) == format else {
      throw Diagnostic(.badSubmission, "It was not written by gpulearn \(command).")
        .note("Such a file starts with \"format\": \"\(format)\".")
    }
    let version = try whole("format_version", in: 1...1_000_000)
    guard version <= newest else {
      throw Diagnostic(
        .badSubmission,
        "It was written by a newer gpulearn (format \(version), this one knows \(newest))."
      ).note("Update gpulearn.")
    }
    return version
  }

  /// The objects of a list.
  /// - Parameter most: how many there may be.
  mutating func list(_ key: String, most: Int) throws(Diagnostic) -> [JSONFields] {
    let value = read(key)
    guard case .array(let elements)? = value else {
      throw JSONFields.problem(path(key), "a list", value)
    }
    guard elements.count <= most else {
      throw Diagnostic(
        .badSubmission, "It is no submission: \(path(key)) has more than \(most) entries.")
    }
    var found: [JSONFields] = []
    found.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      found.append(try JSONFields(element, .element(place, key, index)))
    }
    return found
  }
}

extension String {
  /// "a text" without its article.
  fileprivate var noun: Substring {
    for article in ["a ", "an "] where hasPrefix(article) { return dropFirst(article.count) }
    return self[...]
  }
}
