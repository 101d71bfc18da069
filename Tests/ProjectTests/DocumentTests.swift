import Basics
import Foundation
import Testing

/// What the documents for people say of the repository is so.
@Suite struct DocumentTests {
  @Test func theChangelogTellsOfThisVersion() throws {
    let versions = try Project.text("CHANGELOG.md").split(separator: "\n")
      .filter { $0.hasPrefix("## ") }
      .compactMap { $0.dropFirst(3).split(separator: " ").first }
    #expect(versions.first.map { String($0) } == Program.version)
  }

  @Test func theLicenceIsWhole() throws {
    let licence = try Project.text("LICENSE")
    #expect(licence.contains("Apache License"))
    #expect(licence.contains("Version 2.0, January 2004"))
    #expect(licence.contains("END OF TERMS AND CONDITIONS"))
  }

  @Test(arguments: [
    "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "README.md", "SECURITY.md",
  ])
  func everyPathExists(document: String) throws {
    let paths = Self.paths(in: try Project.text(document))
    for path in paths { #expect(Project.exists(path), "\(document) names \(path)") }
  }

  @Test func pathsAreFound() {
    let text = """
      See [the guide](Guides/grading.md#scores) and `Sources/Course`, not `gpulearn check` or
      [a page](https://example.org/Sources/None).
      ```
      scripts/bench
      ./test --filter CourseTests
      ```
      """
    #expect(
      Self.paths(in: text) == ["Guides/grading.md", "Sources/Course", "scripts/bench", "./test"])
  }

  /// The targets of links, and whatever is written as code and starts with a folder of the
  /// repository.
  static func paths(in text: String) -> [String] {
    let folders = [
      "Benchmarks", "Chapters", "Exercises", "Guides", "Models", "Sources", "Tests", "scripts",
    ]
    var paths: [String] = []
    var isFenced = false
    for line in text.split(separator: "\n") {
      if line.hasPrefix("```") {
        isFenced.toggle()
        continue
      }
      let links = isFenced ? [] : line.split(separator: "](").dropFirst()
      for link in links {
        guard let target = link.split(separator: ")").first, !target.contains("://") else {
          continue
        }
        paths += target.split(separator: "#").prefix(1).map { String($0) }
      }
      let pieces = line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      let code = isFenced ? [line] : pieces.filter { $0.offset % 2 == 1 }.map { $0.element }
      for word in code.flatMap({ $0.split(separator: " ") }) {
        let first = word.split(separator: "/").first.map { String($0) } ?? ""
        let isFolder = folders.contains(first) && (word.contains("/") || word.count == first.count)
        if isFolder || word == "./test" || word == "./gpulearn" { paths.append(String(word)) }
      }
    }
    return paths
  }
}
