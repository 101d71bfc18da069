import Basics
import Diagnostics

/// The members of an object of JSON, as they are asked for. What is missing or of another kind is
/// told with its place, as in "exercises[2].events[0].time".
struct JSONFields {
  private let members: [String: JSON]
  private let place: String
  /// The keys that nobody has asked for yet.
  private(set) var unread: Set<String>

  /// - Throws: `bad-submission` where the value is no object.
  init(_ value: JSON, at place: String = "") throws(Diagnostic) {
    guard case .object(let members) = value else {
      throw JSONFields.problem(place.isEmpty ? "the file" : place, "an object", value)
    }
    self.place = place
    self.members = Dictionary(members.map { ($0.key, $0.value) }) { first, _ in first }
    unread = Set(members.map { $0.key })
  }

  private static func problem(_ place: String, _ wanted: String, _ found: JSON?) -> Diagnostic {
    Diagnostic(.badSubmission, "It is no submission: \(place) is no \(wanted.noun).")
      .expected(wanted, found: found?.kind ?? "nothing")
  }

  private func path(_ key: String) -> String { place.isEmpty ? key : "\(place).\(key)" }

  func has(_ key: String) -> Bool { members[key] != nil }

  /// Whether nothing stands there: the key is missing, or its value is null.
  func isNull(_ key: String) -> Bool { members[key].map { $0 == .null } ?? true }

  /// - Parameter most: bytes it may have.
  mutating func text(_ key: String, most: Int = 200) throws(Diagnostic) -> String {
    unread.remove(key)
    guard case .string(let text)? = members[key] else {
      throw JSONFields.problem(path(key), "a text", members[key])
    }
    guard text.utf8.count <= most else {
      throw Diagnostic(
        .badSubmission, "It is no submission: \(path(key)) has more than \(most) bytes.")
    }
    return text
  }

  mutating func number(_ key: String, in range: ClosedRange<Double>) throws(Diagnostic) -> Double {
    unread.remove(key)
    guard case .number(let number)? = members[key] else {
      throw JSONFields.problem(path(key), "a number", members[key])
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
    unread.remove(key)
    guard case .bool(let bool)? = members[key] else {
      throw JSONFields.problem(path(key), "true or false", members[key])
    }
    return bool
  }

  /// The members of an object.
  mutating func fields(_ key: String) throws(Diagnostic) -> JSONFields {
    unread.remove(key)
    return try JSONFields(members[key] ?? .null, at: path(key))
  }

  /// The texts of a list, each of at most 200 bytes.
  /// - Parameter most: how many there may be.
  mutating func texts(_ key: String, most: Int) throws(Diagnostic) -> [String] {
    unread.remove(key)
    guard case .array(let elements)? = members[key], elements.count <= most else {
      throw JSONFields.problem(path(key), "a list of at most \(most) texts", members[key])
    }
    var texts: [String] = []
    for element in elements {
      guard case .string(let text) = element, text.utf8.count <= 200 else {
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
    unread.remove(key)
    guard case .array(let elements)? = members[key] else {
      throw JSONFields.problem(path(key), "a list", members[key])
    }
    guard elements.count <= most else {
      throw Diagnostic(
        .badSubmission, "It is no submission: \(path(key)) has more than \(most) entries.")
    }
    var found: [JSONFields] = []
    for (index, element) in elements.enumerated() {
      found.append(try JSONFields(element, at: "\(path(key))[\(index)]"))
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
