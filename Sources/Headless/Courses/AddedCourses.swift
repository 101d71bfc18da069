import Basics
import Course
import Diagnostics
import Foundation

/// The courses that a person added: in one folder a link to each that lies elsewhere, and a copy of
/// each that came from a git repository. They are data; nothing in them is run.
///
///     let courses = AddedCourses(folder: profile + "/courses")
///     let course = try courses.add("https://example.org/shop.git")
public struct AddedCourses: Sendable {
  /// The folder, whether it is there or not.
  public let folder: String
  private var files: FileManager { .default }

  /// Those in a folder.
  public init(folder: String) { self.folder = folder }

  /// All of them, by their names.
  public var all: [AddedCourse] {
    // A folder that is not there yet has none.
    let names = (try? files.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted().map(look)
  }

  /// The one of a name.
  /// - Throws: `not-found` where there is none.
  public func course(_ name: String) throws(Diagnostic) -> AddedCourse {
    let all = all
    if let match = all.first(where: { $0.name == name }) { return match }
    let problem = Diagnostic(.notFound, "There is no course “\(name)”.")
    guard !all.isEmpty else {
      throw problem.note("It is no folder, and no course of that name was added.")
        .try("gpulearn courses add FOLDER-OR-URL")
    }
    throw problem.note("There are \(all.map { $0.name }.joined(separator: ", ")).")
      .try(closest(to: name, among: all.map { $0.name }))
  }

  /// Adds a course.
  /// - Parameters:
  ///   - place: a folder, or what git can fetch from.
  ///   - wanted: what it is to be called; its id, or else the last part of `place`, if nil.
  /// - Throws: `unreadable` where there is no course, `newer-course`, `bad-field` for a name that
  ///   is taken or no name.
  public func add(_ place: String, as wanted: String? = nil) throws(Diagnostic) -> AddedCourse {
    try make()
    if !AddedCourses.isRepository(place) {
      let whole = URL(fileURLWithPath: place).standardizedFileURL.path
      let name = try name(wanted, of: try opened(whole), at: whole)
      try change("\(name) cannot be added.") {
        try files.createSymbolicLink(atPath: path(name), withDestinationPath: whole)
      }
      return look(name)
    }
    let copy = try fetch(place)
    do throws(Diagnostic) {
      let name = try name(wanted, of: try opened(copy), at: place)
      try change("\(name) cannot be added.") {
        try files.moveItem(atPath: copy, toPath: path(name))
      }
      return look(name)
    } catch {
      discard(copy)
      throw error
    }
  }

  /// Fetches the newest state of a copy; what it was stays where the new one cannot be opened.
  /// - Throws: `nothing-to-do` for a folder of the person's own, or a copy that somebody changed.
  public func update(_ name: String) throws(Diagnostic) -> (before: AddedCourse, after: AddedCourse)
  {
    let before = try course(name)
    switch before.origin {
    case .folder(let folder):
      throw Diagnostic(.nothingTo, "\(name) is your own folder, and is read as it is.")
        .note("It is \(folder).")
    case nil:
      throw Diagnostic(.unreadable, "Where \(name) came from cannot be found out.")
        .try("gpulearn courses remove \(name)")
    case .repository(let url, _):
      let changed = try Git.changes(in: before.folder)
      guard changed.isEmpty else {
        throw Diagnostic(.nothingTo, "Files of \(name) were changed here; it was left alone.")
          .note("Its folder is \(before.folder).")
      }
      let copy = try fetch(url)
      do throws(Diagnostic) {
        _ = try opened(copy)
        try change("\(name) cannot be replaced.") {
          let old = "\(folder)/.old-\(UUID().uuidString)"
          try files.moveItem(atPath: path(name), toPath: old)
          try files.moveItem(atPath: copy, toPath: path(name))
          try files.removeItem(atPath: old)
        }
      } catch {
        discard(copy)
        throw error
      }
      return (before, look(name))
    }
  }

  /// Forgets a course; of a folder of the person's own only the link goes.
  /// - Throws: `not-found`, `unwritable`.
  public func remove(_ name: String) throws(Diagnostic) -> AddedCourse {
    let gone = try course(name)
    try change("\(name) cannot be removed.") { try files.removeItem(atPath: path(name)) }
    return gone
  }

  /// Whether git has to fetch it: a URL, host:path, or a repository without files of its own.
  static func isRepository(_ place: String) -> Bool {
    if place.contains("://") || place.hasSuffix(".git") { return true }
    guard let colon = place.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
    return !place[..<colon].contains("/")
  }

  // MARK: The folder

  private func path(_ name: String) -> String { "\(folder)/\(name)" }

  private func look(_ name: String) -> AddedCourse {
    let path = path(name)
    // What is no link is a copy.
    if let target = try? files.destinationOfSymbolicLink(atPath: path) {
      return AddedCourse(name: name, folder: target, origin: .folder(target))
    }
    // What is no copy that git knows is listed as it is.
    let origin = (try? Git.origin(of: path)).flatMap { url in
      (try? Git.commit(of: path)).map { AddedCourse.Origin.repository(url, commit: $0) }
    }
    return AddedCourse(name: name, folder: path, origin: origin)
  }

  private func opened(_ folder: String) throws(Diagnostic) -> Course {
    let course = try Course(folder: folder)
    try course.requireProgram()
    return course
  }

  /// What a course is to be called: free, and a name that needs no quotes in a shell.
  private func name(
    _ wanted: String?, of course: Course, at place: String
  ) throws(Diagnostic) -> String {
    let id = course.settings().settings.id
    let last = place.split(whereSeparator: { "/:".contains($0) }).last.map(String.init) ?? ""
    let plain = (last.hasSuffix(".git") ? String(last.dropLast(4)) : last).lowercased()
    let name = wanted ?? (id.isEmpty ? plain : id)
    let isName =
      !name.isEmpty && name.utf8.count <= 64 && name.first != "-"
      && name.utf8.allSatisfy { byte in
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || (48...57).contains(byte)
          || (97...122).contains(byte)
      }
    guard isName else {
      throw Diagnostic(.badField, "A course is called by lower-case letters, digits, - and _.")
        .try("gpulearn courses add \(place) --name my-course")
    }
    guard !all.contains(where: { $0.name == name }) else {
      throw Diagnostic(.badField, "There is a course \(name) already.")
        .try("gpulearn courses add \(place) --name \(name)-2")
    }
    return name
  }

  /// A copy of a repository beside the courses, which is not one of them yet.
  private func fetch(_ url: String) throws(Diagnostic) -> String {
    let copy = "\(folder)/.new-\(UUID().uuidString)"
    do throws(Diagnostic) {
      try Git.copy(url, to: copy)
    } catch {
      discard(copy)
      throw error
    }
    return copy
  }

  /// Makes the folder, and clears away what was given up half done.
  private func make() throws(Diagnostic) {
    try change("There is no folder to keep courses in.") {
      try files.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      for name in try files.contentsOfDirectory(atPath: folder) where name.hasPrefix(".new-") {
        try files.removeItem(atPath: path(name))
      }
    }
  }

  /// What is left of it is cleared away at the next time.
  private func discard(_ copy: String) { try? files.removeItem(atPath: copy) }

  private func change(_ message: String, _ body: () throws -> Void) throws(Diagnostic) {
    do { try body() } catch {
      throw Diagnostic(.unwritable, message).note("It would be in \(folder).")
    }
  }
}
