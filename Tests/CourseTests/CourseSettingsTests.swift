import Course
import Diagnostics
import Testing

/// What a course says of itself.
@Suite struct CourseSettingsTests {
  private func parse(_ text: String) -> (settings: CourseSettings, problems: [Diagnostic]) {
    CourseSettings.parse(Source(name: "course.yaml", text))
  }

  @Test func everyKey() {
    let (settings, problems) = parse(
      "title: 'A: course'\nid: my-course\nversion: 2026-1\nsalt: autumn\n")
    #expect(problems.isEmpty)
    #expect(settings.title == "A: course" && settings.id == "my-course")
    #expect(settings.version == "2026-1" && settings.salt == "autumn")
  }

  @Test func theSaltIsTheIdWhereNothingElseIsSaid() {
    #expect(parse("id: my-course\n").settings.salt == "my-course")
    #expect(parse("title: A\n").settings.salt == "")
    #expect(parse("").settings == CourseSettings())
  }

  @Test(arguments: [
    ("id: My Course\n", "bad-field", 1, 5), ("title: A\nsalz: b\n", "unknown-key", 2, 1),
    ("- a\n", "bad-field", 1, 1), ("title: [a\n", "front-matter", 2, 1),
    ("title: {a: b}\n", "bad-field", 1, 8), ("id: a\nid: b\n", "duplicate-name", 2, 1),
  ]) func problems(_ text: String, _ code: String, _ line: Int, _ column: Int) {
    let problems = parse(text).problems
    #expect(problems.map(\.code.name) == [code])
    let place = problems.first?.span?.position
    #expect(place?.line == line && place?.column == column, "\(String(describing: place))")
  }
}
