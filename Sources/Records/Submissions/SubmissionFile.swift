import Diagnostics

/// A file that a learner handed in: on disk, or in the zip of a platform.
public struct SubmissionFile: Sendable {
  /// As it is called in rows and messages: its path, in a zip behind that of the zip.
  public let name: String
  private let member: (archive: ZipArchive, entry: ZipArchive.Entry)?

  /// A file on disk.
  public init(_ path: String) {
    name = path
    member = nil
  }

  /// A file in a zip.
  public init(_ entry: ZipArchive.Entry, of archive: ZipArchive) {
    name = archive.path + "/" + entry.name
    member = (archive, entry)
  }

  /// - Throws: `unreadable`; `bad-submission` where it is larger than `most` bytes.
  func read(most: Int) throws(Diagnostic) -> [UInt8] {
    guard let member else { return try BoundedFile.read(name, most: most) }
    return try member.archive.read(member.entry, most: most)
  }

  /// Whom the platform had it from, as it wrote the name into the file's; nil where it wrote none.
  ///
  /// Canvas writes `doejane_LATE_123_456_file.json`, Moodle a folder or a beginning
  /// `Jane Doe_123_assignsubmission_file_`.
  var sender: String? {
    let parts = name.split(separator: "/")
    let moodle = "_assignsubmission_file_"
    for part in parts.suffix(2) {
      guard let mark = part.firstRange(of: moodle) else { continue }
      var words = part[..<mark.lowerBound].split(separator: "_")
      if words.last?.allSatisfy({ $0.isNumber }) == true { words.removeLast() }
      let sender = words.joined(separator: " ")
      return sender.isEmpty || sender.hasPrefix("Participant") ? nil : sender
    }
    var words = (parts.last ?? "").split(separator: "_")[...]
    guard let first = words.popFirst(), first != "anon" else { return nil }
    if words.first == "LATE" { words.removeFirst() }
    guard words.count >= 3, words.prefix(2).allSatisfy({ $0.allSatisfy { $0.isNumber } }) else {
      return nil
    }
    return String(first)
  }

  /// Whether a sender can be the learner of a name. Platforms leave out what is no letter of theirs,
  /// so nothing is said of a name with other letters than those of English.
  static func isSame(_ sender: String, as name: String) -> Bool {
    func words(_ text: String) -> [String] {
      text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
    let wanted = words(name)
    guard !wanted.isEmpty, wanted.allSatisfy({ $0.allSatisfy { $0.isASCII } }) else { return true }
    let given = words(sender)
    if given.count > 1 { return wanted.allSatisfy { given.contains($0) } }
    let run = given.first ?? ""
    return run.count == wanted.reduce(0) { $0 + $1.count }
      && wanted.allSatisfy { run.firstRange(of: $0) != nil }
  }
}
