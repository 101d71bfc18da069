import Basics
import Course
import Diagnostics
import Foundation
import SampleCourse
import TestSupport
import Testing

@testable import Headless

/// Courses of others: added, opened, updated, removed, and harmless.
@Suite struct AddedCoursesTests {
  private let stage: Stage
  private let home: Home

  /// A folder that goes with the test.
  private final class Home {
    let path = NSTemporaryDirectory() + "courses-\(UUID().uuidString)"
    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  private var courses: AddedCourses { AddedCourses(folder: home.path) }

  init() throws {
    stage = try Stage(sampleChapter)
    home = Home()
    try settings("title: Shops\nid: shops\nversion: '1'\n")
  }

  private func settings(_ text: String) throws {
    try text.write(toFile: stage.folder + "/course.yaml", atomically: true, encoding: .utf8)
  }

  private func git(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["git", "-C", stage.folder, "-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
      + arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "git \(arguments)")
  }

  private func commit() throws {
    try git("init", "--quiet")
    try git("add", "--all")
    try git("commit", "--quiet", "--message", "A state")
  }

  private var url: String { "file://" + stage.folder }

  /// What is left in the folder, half-done copies included.
  private var left: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: home.path))?.sorted() ?? []
  }

  private func refusal(_ body: () throws -> Void) -> Diagnostic? {
    #expect(throws: Diagnostic.self) { try body() }
  }

  /// A folder is read where it is, so what is written in it is seen at once.
  @Test func aFolder() throws {
    #expect(courses.all.isEmpty)
    let added = try courses.add(stage.folder)
    #expect(added.name == "shops" && added.origin == .folder(stage.folder))
    let places = CoursePlaces(here: "/", program: nil, added: courses)
    #expect(try places.course("shops").folder == stage.folder)
    try settings("title: Markets\n")
    #expect(courses.all.map { $0.settings.title } == ["Markets"])
    #expect(refusal { _ = try courses.update("shops") }?.code == .nothingTo)
    _ = try courses.remove("shops")
    #expect(left.isEmpty && FileManager.default.fileExists(atPath: stage.folder + "/Chapters"))
  }

  /// Of a repository a copy is kept, which changes when it is updated and not before.
  @Test func aRepository() throws {
    try commit()
    let added = try courses.add(url)
    #expect(added.name == "shops" && added.repository == url && added.problem == nil)
    #expect(try courses.update("shops").after.commit == added.commit)
    try settings("title: Shops\nid: shops\nversion: '2'\n")
    try commit()
    #expect(courses.all.first?.settings.version == "1")
    let update = try courses.update("shops")
    #expect("\(CourseUpdate(update).display)".contains("1 → 2"))
    #expect(courses.all.first?.settings.version == "2" && left == ["shops"])
    _ = try courses.remove("shops")
    #expect(left.isEmpty)
  }

  /// A state that this program cannot open is not taken, and the one before stays.
  @Test func aNewerCourseIsRefused() throws {
    try commit()
    let added = try courses.add(url)
    try settings("title: Shops\nid: shops\nrequires: 999\n")
    try commit()
    #expect(refusal { _ = try courses.update("shops") }?.code == .newerCourse)
    #expect(courses.all.map { $0.commit } == [added.commit] && left == ["shops"])
    #expect(refusal { _ = try courses.add(url, as: "other") }?.code == .newerCourse)
    #expect(refusal { _ = try courses.add(stage.folder, as: "other") }?.code == .newerCourse)
    #expect(left == ["shops"])
    let places = CoursePlaces(here: "/", program: nil)
    #expect(refusal { _ = try places.course(stage.folder) }?.code == .newerCourse)
  }

  /// What somebody wrote into the copy is not lost.
  @Test func aChangedCopyIsLeftAlone() throws {
    try commit()
    let added = try courses.add(url)
    try "mine".write(toFile: added.folder + "/notes.txt", atomically: true, encoding: .utf8)
    #expect(refusal { _ = try courses.update("shops") }?.code == .nothingTo)
    #expect(FileManager.default.fileExists(atPath: added.folder + "/notes.txt"))
  }

  /// A link in a repository leads nowhere: it could name a file of the learner's.
  @Test func linksAreNotFollowed() throws {
    try FileManager.default.createSymbolicLink(
      atPath: stage.folder + "/Chapters/02-secret.md", withDestinationPath: "/etc/passwd")
    try commit()
    let added = try courses.add(url)
    let link = added.folder + "/Chapters/02-secret.md"
    #expect(try String(contentsOfFile: link, encoding: .utf8) == "/etc/passwd")
  }

  /// Nothing is left of what could not be added.
  @Test(arguments: [
    "/no/such/folder", "file:///no/such/folder", "ext::sh -c 'touch /tmp/owned' x",
    "--upload-pack=touch /tmp/owned x.git", "nowhere.invalid:course.git",
  ])
  func whatIsNoCourse(_ place: String) throws {
    #expect(refusal { _ = try courses.add(place) }?.code == .unreadable)
    #expect(left.isEmpty)
  }

  @Test(arguments: ["", "..", "a/b", "-a", "Upper", "a b", String(repeating: "a", count: 65)])
  func whatIsNoName(_ name: String) throws {
    #expect(refusal { _ = try courses.add(stage.folder, as: name) }?.code == .badField)
    #expect(left.isEmpty)
  }

  @Test func aNameStandsForOne() throws {
    _ = try courses.add(stage.folder)
    let problem = refusal { _ = try courses.add(stage.folder) }
    #expect(problem?.suggestion == "gpulearn courses add \(stage.folder) --name shops-2")
    #expect(refusal { _ = try courses.remove("shop") }?.suggestion == "shops")
    #expect(courses.all.count == 1)
    // A link whose folder went away is listed with what is wrong, and can be removed.
    try FileManager.default.removeItem(atPath: stage.folder + "/Chapters")
    #expect(courses.all.first?.problem?.code == .unreadable)
    _ = try courses.remove("shops")
    #expect(left.isEmpty)
  }

  @Test(arguments: [
    ("0.1.0", "0.1.1", true), ("0.1", "0.1.0", false), ("1", "0.9.9", false),
    ("0.9.0", "0.10.0", true), ("2.0.0", "10", true),
  ])
  func versionsAreComparedByNumber(_ a: String, _ b: String, _ isOlder: Bool) throws {
    let (first, second) = (try #require(ProgramVersion(a)), try #require(ProgramVersion(b)))
    #expect((first < second) == isOlder)
  }

  @Test(arguments: ["", "1.", "a", "1.2.3.4", "-1", "1.٣", "99999999999999999999", "1.0-beta"])
  func whatIsNoVersion(_ text: String) throws {
    #expect(ProgramVersion(text) == nil)
    guard !text.isEmpty else { return }
    let parsed = CourseSettings.parse(Source(name: "course.yaml", "requires: '\(text)'\n"))
    #expect(parsed.settings.requires == nil)
    #expect(parsed.problems.map { $0.message } == ["This is no version of the program."])
  }
}
