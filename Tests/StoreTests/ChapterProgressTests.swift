import Records
import SampleExercises
import Store
import Testing

/// Where a learner is in each chapter, and what they set there.
@Suite struct ChapterProgressTests {
  private let folder: Folder
  private let store: ProgressStore

  init() throws {
    folder = try Folder()
    store = try ProgressStore(path: folder.path + "/p.sqlite")
  }

  @Test func theLastPlaceCounts() throws {
    #expect(try store.lastChapter() == nil && store.position(in: "a") == nil)
    try store.save(Position(lesson: "one", step: 3, line: 2), in: "a", at: 10)
    try store.save(Position(lesson: "x", step: 0, line: 0), in: "b", at: 20)
    try store.save(Position(lesson: "two", step: 1, line: 0), in: "a", at: 30)
    #expect(try store.position(in: "a") == Position(lesson: "two", step: 1, line: 0))
    #expect(try store.position(in: "b") == Position(lesson: "x", step: 0, line: 0))
    #expect(try store.lastChapter() == "a")
    // A clock that was put back leaves the chapter that was open last by that clock.
    try store.save(Position(lesson: "x", step: 1, line: 0), in: "b", at: 25)
    #expect(try store.lastChapter() == "a")
    // At one time, the one that came to the store last.
    try store.save(Position(lesson: "z", step: 0, line: 0), in: "c", at: 30)
    #expect(try store.lastChapter() == "c")
  }

  @Test func aLessonIsFinishedOnce() throws {
    for (lesson, chapter) in [("one", "a"), ("two", "a"), ("one", "a"), ("one", "b")] {
      try store.finish(lesson: lesson, of: chapter, at: 1)
    }
    #expect(try store.finishedLessons(of: "a") == ["one", "two"])
    #expect(try store.finishedLessons(of: "b") == ["one"])
    #expect(try store.finishedLessons(of: "c") == [])
  }

  @Test func settingsKeepTheirOrder() throws {
    let lines = ["z.b = 1", "a.c = z.b * 2", "f(x) = x"]
    let settings = lines.map { Setting(name: String($0.prefix(3)), line: $0) }
    try store.replaceSettings(of: "a", with: settings)
    try store.replaceSettings(of: "b", with: [settings[1]])
    #expect(try store.settings(of: "a") == settings)
    try store.replaceSettings(of: "a", with: settings.reversed())
    #expect(try store.settings(of: "a") == settings.reversed())
    #expect(try store.settings(of: "b") == [settings[1]])
  }

  /// A chapter is forgotten but for its answers, and no other with it.
  @Test func forgetting() throws {
    for chapter in ["a", "b"] {
      try store.save(Position(lesson: "one", step: 3, line: 2), in: chapter, at: 10)
      try store.finish(lesson: "one", of: chapter, at: 1)
      try store.replaceSettings(of: chapter, with: [Setting(name: "x", line: "x = 1")])
      try store.append(
        Attempt(kind: .quiz, chapter: chapter, lesson: "one", item: "1", answer: "b", time: 1))
    }
    try store.forget(chapter: "a")
    #expect(try store.position(in: "a") == nil && store.settings(of: "a").isEmpty)
    #expect(try store.finishedLessons(of: "a").isEmpty && store.lastChapter() == "b")
    #expect(try store.attempts(in: "a").map(\.answer) == ["b"])
    #expect(try store.position(in: "b") != nil && store.settings(of: "b").count == 1)
    #expect(try store.finishedLessons(of: "b") == ["one"])
    #expect(try store.attempts().count == 2)
  }
}
