import Foundation
import Headless
import SampleCourse
import Testing

/// What was saved is noticed once, and only when it has stayed so for a look.
@Suite struct WatchedCourseTests {
  @Test func changesAreSeenOnce() throws {
    let stage = try Stage(sampleChapter)
    let chapter = stage.folder + "/Chapters/01-chapter.md"
    var watch = WatchedCourse([stage.folder])
    func look() -> [Bool] { (0..<3).map { _ in watch.hasChanged() } }
    #expect(look() == [false, false, false])
    try Data((sampleChapter + "\nMore.\n").utf8).write(to: URL(fileURLWithPath: chapter))
    #expect(look() == [false, true, false])
    try Data("title: x\n".utf8).write(to: URL(fileURLWithPath: stage.folder + "/course.yaml"))
    #expect(look() == [false, true, false])
    try FileManager.default.removeItem(atPath: chapter)
    #expect(look() == [false, true, false])
    // A file alone, as check takes it.
    var single = WatchedCourse([stage.folder + "/course.yaml"])
    let first = single.hasChanged()
    #expect(!first)
    try Data("title: other\n".utf8).write(to: URL(fileURLWithPath: stage.folder + "/course.yaml"))
    let later = [single.hasChanged(), single.hasChanged()]
    #expect(later == [false, true])
  }
}
