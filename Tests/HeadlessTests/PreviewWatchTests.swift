import Diagnostics
import Display
import Foundation
import Headless
import Inference
import SampleCourse
import TestSupport
import Testing

/// A preview that follows its file.
@Suite struct PreviewWatchTests {
  private let stage: Stage
  private let path: String

  init() throws {
    stage = try Stage(sampleChapter)
    path = stage.folder + "/Chapters/01-chapter.md"
  }

  private func noon() -> String { "12:00:00" }

  private func watch() -> PreviewWatch {
    let path = path
    return PreviewWatch(path: path, time: noon) { () throws(Diagnostic) in
      try Preview(of: path)
    }
  }

  private var file: FileIdentity? { FileIdentity(path: path) }

  private func save(_ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  /// Looks until there is something to show, but not for ever.
  private func next(_ watch: inout PreviewWatch) -> [PreviewWatch.Sheet] {
    for _ in 0..<2000 {
      let sheets = watch.look(at: file)
      if !sheets.isEmpty { return sheets }
      usleep(10_000)
    }
    return []
  }

  private func text(_ sheets: [PreviewWatch.Sheet]) -> String {
    sheets.map { $0.display.drawnForTest }.joined()
  }

  @Test func itIsDrawnAndThenChecked() throws {
    var watch = watch()
    let first = try watch.begin(file)
    #expect(first.map(\.isAnew) == [true])
    #expect(first[0].display == (try Preview(of: path)).display)
    let checked = next(&watch)
    #expect(text(checked).contains("Everything holds."))
    #expect(
      text(checked).hasSuffix("Drawn at 12:00:00. Saved again, it is drawn again; Ctrl-C ends.\n"))
    #expect(checked.allSatisfy { !$0.isAnew } && !watch.hasProblems)
    // It stays as it is for as long as the file does.
    for _ in 0..<10 { #expect(watch.look(at: file).isEmpty) }
  }

  /// What stands in other files of the course is followed as well.
  @Test func pricesAndExercisesAreFollowed() throws {
    func write(_ name: String, _ text: String) throws {
      let url = URL(fileURLWithPath: stage.folder + "/" + name)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    func offer(_ price: String) -> String {
      "offers:\n  - {id: a, provider: b, plan: spot, gpu: c, price: \(price), as_of: 2026, source: d}\n"
    }
    try write("Chapters/prices.yaml", offer("$1/h"))
    try save(sampleChapter + "\nIt costs {eval}`price(\"a\").price`.\n")
    var watch = watch()
    #expect(text(try watch.begin(file)).contains("$1/gpu·h"))
    _ = next(&watch)
    try write("Chapters/prices.yaml", offer("$2.50/h"))
    let drawn = next(&watch)
    #expect(drawn.first?.isAnew == true && text(drawn).contains("$2.50/gpu·h"))
    let checked = next(&watch)
    #expect(text(checked).contains("Drawn at") && !text(checked).contains("failed"))
    for _ in 0..<10 { #expect(watch.look(at: file).isEmpty) }
  }

  @Test func onlyChangedLessonsAreDrawnAgain() throws {
    var watch = watch()
    _ = try watch.begin(file)
    _ = next(&watch)
    try save(sampleChapter.replacing("A month has", with: "Every month has"))
    // It may be half written: the first look only sees that it is another one.
    #expect(watch.look(at: file).isEmpty)
    let drawn = watch.look(at: file)
    #expect(drawn.map(\.isAnew) == [true])
    #expect(text(drawn).contains("Every month has"))
    #expect(text(drawn).hasSuffix("The other lesson is as before.\n"))
    #expect(!text(drawn).contains("What idling costs"))
  }

  @Test func problemsAreToldAndGone() throws {
    var watch = watch()
    _ = try watch.begin(file)
    _ = next(&watch)
    try save(sampleChapter.replacing("$27.78/(gpu*h) within", with: "$99/(gpu*h) within"))
    _ = next(&watch)
    #expect(text(next(&watch)).contains("One problem."))
    #expect(watch.hasProblems)
    try save(sampleChapter)
    _ = next(&watch)
    #expect(text(next(&watch)).contains("Everything holds.") && !watch.hasProblems)
  }

  @Test func aMissingFileIsSaidOnce() throws {
    var watch = watch()
    _ = try watch.begin(file)
    _ = next(&watch)
    // An editor that saves by renaming.
    for _ in 0..<4 { #expect(watch.look(at: nil).isEmpty) }
    let words = "\(path) is missing; it is drawn when it is back."
    #expect(watch.look(at: nil).map(\.display) == [Display([.lines([Text(words, .warning)])])])
    for _ in 0..<20 { #expect(watch.look(at: nil).isEmpty) }
    #expect(watch.look(at: file).isEmpty)
    #expect(text(watch.look(at: file)).contains("What idling costs"))
  }

  @Test func whatCannotBeReadIsSaid() throws {
    let path = path
    var watch = PreviewWatch(path: path, time: noon) { () throws(Diagnostic) in
      if (FileManager.default.contents(atPath: path) ?? Data()).isEmpty {
        throw Diagnostic(.unreadable, "There is nothing in it.")
      }
      return try Preview(of: path)
    }
    let problem = #expect(throws: Diagnostic.self) { try watch.begin(nil) }
    #expect(problem?.code == .unreadable)
    _ = try watch.begin(file)
    _ = next(&watch)
    try save("")
    let sheets = next(&watch)
    #expect(sheets.count == 2 && sheets[0].isAnew && watch.hasProblems)
    #expect(text(sheets).hasPrefix("There is nothing in it.\n"))
    #expect(text(sheets).contains("Drawn at 12:00:00."))
  }
}
