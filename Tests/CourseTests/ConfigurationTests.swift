import Course
import Diagnostics
import Display
import Foundation
import TestSupport
import Testing

/// What a person settles in `config.yaml`.
@Suite struct ConfigurationTests {
  private func parse(
    _ text: String
  ) -> (configuration: Configuration, problems: [Diagnostic]) {
    Configuration.parse(Source(name: "config.yaml", text), home: "/home/ada", courses: "/courses")
  }

  @Test func everyKey() {
    let (configuration, problems) = parse(
      "theme: colour-blind\ncolours: 256\nplain: yes\nkeys: vi\ncourse: ~/courses/gpus\n")
    #expect(problems.isEmpty)
    var expected = Configuration()
    expected.theme = .colorBlind
    expected.colorDepth = .palette
    expected.isPlain = true
    expected.hasViKeys = true
    expected.course = "/home/ada/courses/gpus"
    #expect(configuration == expected)
  }

  @Test func nothingIsSettledByNothing() {
    #expect(parse("").configuration == Configuration())
    #expect(parse("# theme: dark\n").configuration == Configuration())
    let missing = Configuration.read("/no/such/config.yaml", home: "/", courses: "/courses")
    #expect(missing.configuration == Configuration())
  }

  @Test func aCourseMayBeCalledByItsName() {
    #expect(parse("course: shops\n").configuration.course == "/courses/shops")
  }

  @Test func noColours() {
    let configuration = parse("colours: none\n").configuration
    #expect(configuration.isColorless && configuration.colorDepth == nil)
  }

  @Test(arguments: [
    ("theme: drak\n", "bad-field", 1, 8), ("themes: dark\n", "unknown-key", 1, 1),
    ("- dark\n", "bad-field", 1, 1), ("theme: [dark\n", "front-matter", 2, 1),
    ("keys: {a: b}\n", "bad-field", 1, 7), ("theme: dark\ntheme: light\n", "duplicate-name", 2, 1),
    ("plain: maybe\n", "bad-field", 1, 8), ("course: ./courses\n", "bad-field", 1, 9),
    ("course: a/b\n", "bad-field", 1, 9),
  ]) func problems(_ text: String, _ code: String, _ line: Int, _ column: Int) {
    let problems = parse(text).problems
    #expect(problems.map(\.code.name) == [code])
    let place = problems.first?.span?.position
    #expect(place?.line == line && place?.column == column, "\(String(describing: place))")
  }

  @Test func whatIsFineCountsBesideAFault() {
    let (configuration, problems) = parse("theme: dark\nkeys: nano\n")
    #expect(problems.count == 1 && configuration.theme == .dark && !configuration.hasViKeys)
  }

  /// The example of the guide is fine, and shows every key there is.
  @Test func theGuideIsRight() throws {
    let guide = try String(contentsOfFile: projectFolder + "/Guides/settings.md", encoding: .utf8)
    let parts = guide.components(separatedBy: "```yaml\n")
    let example = try #require(parts.last?.components(separatedBy: "```").first)
    let (configuration, problems) = parse(example)
    #expect(problems.isEmpty && configuration != Configuration())
    for key in Configuration.Key.all {
      #expect(example.contains("\(key.name): ") && guide.contains("| `\(key.name)` |"))
      #expect(parse(key.example + "\n").problems.isEmpty)
    }
    for theme in Theme.allCases { #expect(guide.contains("`\(theme.rawValue)`")) }
  }
}
