import Diagnostics
import Foundation
import Headless
import SampleCourse
import TestSupport
import Testing

/// Which course is meant.
@Suite struct CoursePlacesTests {
  private let stage: Stage
  private let other: Stage

  init() throws { (stage, other) = (try Stage(sampleChapter), try Stage(sampleChapter)) }

  private func makeFolder(_ path: String) throws -> String {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  private func resolved(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }

  @Test func theOneYouAreIn() throws {
    let deep = try makeFolder(stage.folder + "/notes/today")
    let places = CoursePlaces(here: deep, program: other.folder + "/.build/debug/gpulearn")
    #expect(try places.course(nil).folder == resolved(stage.folder))
    #expect(try places.course(other.folder).folder == other.folder)
    #expect(try places.courseIfAny(nil)?.folder == resolved(stage.folder))
  }

  @Test func theOneThatTheProgramCameWith() throws {
    let elsewhere = try makeFolder(NSTemporaryDirectory() + "elsewhere-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(atPath: elsewhere) }
    let bin = try makeFolder(other.folder + "/bin")
    let places = CoursePlaces(here: elsewhere, program: bin + "/gpulearn")
    #expect(try places.course(nil).folder == resolved(other.folder))
    #expect(places.model == nil)
    _ = try makeFolder(other.folder + "/Models")
    let shipped = CoursePlaces(here: elsewhere, program: projectFolder + "/.build/gpulearn")
    #expect(shipped.model?.hasSuffix(".gguf") == true)
    // Nothing near and nothing named: whoever can do without gets none, others are told what to do.
    let lost = CoursePlaces(here: elsewhere, program: nil)
    #expect(try lost.courseIfAny(nil) == nil)
    let problem = #expect(throws: Diagnostic.self) { try lost.course(nil) }
    #expect(problem?.code == .unreadable && problem?.suggestion == "gpulearn --course FOLDER")
  }

  /// A package has the program in bin and the course in share.
  @Test func theOneOfAPackage() throws {
    let elsewhere = try makeFolder(NSTemporaryDirectory() + "elsewhere-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(atPath: elsewhere) }
    let chapters = try makeFolder(elsewhere + "/prefix/share/gpulearn/Chapters")
    let bin = try makeFolder(elsewhere + "/prefix/bin")
    #expect(FileManager.default.createFile(atPath: bin + "/gpulearn", contents: nil))
    try FileManager.default.createSymbolicLink(
      atPath: elsewhere + "/link", withDestinationPath: bin + "/gpulearn")
    try "---\ntitle: A\n---\n\n## One\n\nText.\n".write(
      toFile: chapters + "/01-a.md", atomically: true, encoding: .utf8)
    for program in [bin + "/gpulearn", elsewhere + "/link"] {
      let places = CoursePlaces(here: elsewhere, program: program)
      #expect(try places.course(nil).folder == resolved(elsewhere + "/prefix/share/gpulearn"))
    }
  }

  @Test func theUsualOne() throws {
    let program = projectFolder + "/.build/gpulearn"
    let places = CoursePlaces(here: "/", program: program, usual: other.folder)
    #expect(try places.course(nil).folder == other.folder)
    let inside = CoursePlaces(here: stage.folder, program: program, usual: other.folder)
    #expect(try inside.course(nil).folder == resolved(stage.folder))
  }

  /// What was named is never passed over in silence.
  @Test func whatIsNamedMustBeThere() throws {
    let places = CoursePlaces(here: stage.folder, program: nil)
    #expect(throws: Diagnostic.self) { try places.courseIfAny("/no/such/course") }
    let problem = #expect(throws: Diagnostic.self) {
      try places.courseIfAny(nil, prices: "/no/such/prices.yaml")
    }
    #expect(problem?.message == "There is no price file /no/such/prices.yaml that can be read.")
  }
}
