import Basics
import Diagnostics
import Foundation
import Records
import SampleExercises
import TestSupport
import Testing

@testable import Store

/// Progress that goes to another computer.
@Suite struct CopyingTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func store(_ name: String) throws -> ProgressStore {
    try ProgressStore(path: folder.path + "/\(name).sqlite")
  }

  private func answer(_ store: ProgressStore, _ items: Int...) throws {
    for item in items {
      try store.append(
        Attempt(
          kind: .exercise, chapter: "waste", lesson: "why", item: "x\(item)", answer: "\(item)",
          time: Double(item), origin: .init(course: "c", version: "v", variant: "0f")))
    }
  }

  /// Everything that is kept, in a form that can be compared.
  private func content(_ store: ProgressStore) throws -> String {
    let (learner, events) = try store.submitted(of: "c")
    return """
      \(String(describing: learner)) \(events) \(try store.attempts())
      \(String(describing: try store.position(in: "waste")))
      \(try store.finishedLessons(of: "waste")) \(try store.settings(of: "waste"))
      """
  }

  @Test func everythingGoesAlong() throws {
    let first = try store("first")
    _ = try first.setLearner(id: "ada", name: "Ada")
    try first.save(Position(lesson: "why", step: 2, line: 1), in: "waste", at: 5)
    try first.finish(lesson: "first", of: "waste", at: 6)
    try first.replaceSettings(of: "waste", with: [Setting(name: "a.b", line: "a.b = 8")])
    try answer(first, 1, 2)
    let file = folder.path + "/out"
    try first.export(to: file)
    let about = try FileManager.default.attributesOfItem(atPath: file)
    #expect(about[.posixPermissions] as? Int == 0o600)

    let second = try store("second")
    #expect(try second.takeOver(file) == 2)
    #expect(try content(second) == content(first))
    // It goes on in the same chain, and goes back.
    try answer(second, 3)
    try second.export(to: folder.path + "/back")
    #expect(try first.takeOver(folder.path + "/back") == 1)
    #expect(try content(second) == content(first))
    #expect(try first.takeOver(folder.path + "/back") == 0)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(!left.contains { $0.contains("import") })
  }

  /// Whatever was answered on either side, at random: a file is taken only if it holds all of it.
  @Test(arguments: 0..<20) func nothingAnsweredIsLost(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let (first, second) = (try store("first"), try store("second"))
    _ = try first.setLearner(id: "ada", name: nil)
    _ = try second.setLearner(id: seed % 5 == 0 ? "bo" : "ada", name: nil)
    for item in 0..<Int.random(in: 0..<4, using: &random) {
      try answer(first, item)
      try answer(second, item)
    }
    for _ in 0..<Int.random(in: 0..<3, using: &random) { try answer(first, 10) }
    for _ in 0..<Int.random(in: 0..<2, using: &random) { try answer(second, 11) }
    let (ours, before) = (try second.attempts(), try content(second))
    try first.export(to: folder.path + "/out")
    var problem: Diagnostic?
    do { _ = try second.takeOver(folder.path + "/out") } catch { problem = error }
    let holdsAll = try first.attempts().starts(with: ours)
    if problem == nil {
      #expect(holdsAll)
      #expect(try content(second) == content(first))
    } else {
      let isSamePerson = try first.knownLearner()?.id == second.knownLearner()?.id
      #expect(problem?.code == .unwritable && (!holdsAll || !isSamePerson))
      #expect(try content(second) == before)
    }
  }

  @Test func whatIsThereIsNotOverwritten() throws {
    let first = try store("first")
    let file = folder.path + "/out"
    try Data("mine".utf8).write(to: URL(fileURLWithPath: file))
    let problem = #expect(throws: Diagnostic.self) { try first.export(to: file) }
    #expect(problem?.code == .unwritable)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
    #expect(throws: Diagnostic.self) { try first.export(to: folder.path + "/no/such/folder") }
  }

  @Test func whatIsNoProgressIsRefused() throws {
    let first = try store("first")
    try answer(first, 1)
    try first.export(to: folder.path + "/out")
    let whole = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/out"))
    let before = try content(first)
    var files = [Data(), Data("hello".utf8), whole.prefix(whole.count / 2)]
    var torn = whole
    torn.replaceSubrange(4096..<min(8192, whole.count), with: Data(count: 4096))
    files.append(torn)
    for (index, bytes) in files.enumerated() {
      let file = folder.path + "/bad\(index)"
      try bytes.write(to: URL(fileURLWithPath: file))
      let problem = #expect(throws: Diagnostic.self, "\(index)") { try first.takeOver(file) }
      #expect([.badStore, .unwritable].contains(problem?.code))
      #expect(try content(first) == before)
      #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == bytes)
    }
    for path in ["/dev/zero", folder.path, folder.path + "/none"] {
      let problem = #expect(throws: Diagnostic.self) { try first.takeOver(path) }
      #expect(problem?.code == .unreadable)
    }
  }
}
