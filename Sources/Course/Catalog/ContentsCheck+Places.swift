import Diagnostics
import Foundation

/// Files that lie where nobody reads them, or are called otherwise than what is read: what they say
/// would be lost without a word.
extension Course {
  /// Each with where it belongs.
  func misplacedFiles() -> [Diagnostic] {
    var found: [Diagnostic] = []
    func report(_ name: String, _ right: String) {
      let file = Source(name: name, "")
      found.append(
        Diagnostic(.misplaced, "\(name) is not read.", at: file.whole)
          .label("belongs to \(right)").try(right))
    }
    for name in Course.names(in: folder) {
      switch name {
      case "course.yml": report(name, Course.settingsName)
      case "policy.yml": report(name, Course.policyName)
      case "prices.yaml", "prices.yml": report(name, "Chapters/\(Course.priceFileName)")
      case "chapters" where !Course.isThere("\(folder)/Chapters", beside: folder),
        "exercises" where !Course.isThere("\(folder)/Exercises", beside: folder):
        report(name, name.prefix(1).uppercased() + name.dropFirst())
      default: break
      }
    }
    for name in Course.names(in: folder + "/Chapters") {
      let place = "Chapters/\(name)"
      if name == "prices.yml" { report(place, "Chapters/\(Course.priceFileName)") }
      if [Course.settingsName, Course.policyName, "adjust.csv"].contains(name) {
        report(place, name)
      }
      if let right = Course.markdownName(name) { report(place, "Chapters/\(right)") }
    }
    for chapter in Course.names(in: folder + "/Exercises") {
      if chapter.hasSuffix(".md") { report("Exercises/\(chapter)", "Exercises/CHAPTER/\(chapter)") }
      if let name = Course.markdownName(chapter, takesText: true) {
        report("Exercises/\(chapter)", "Exercises/CHAPTER/\(name)")
      }
      for name in Course.names(in: "\(folder)/Exercises/\(chapter)") {
        guard let right = Course.markdownName(name, takesText: true) else { continue }
        report("Exercises/\(chapter)/\(name)", "Exercises/\(chapter)/\(right)")
      }
    }
    return found
  }

  /// The name that a file of prose should have; nil where it has it, or is none.
  /// - Parameter takesText: whether plain text is meant as well, whatever it is called.
  private static func markdownName(_ name: String, takesText: Bool = false) -> String? {
    guard let dot = name.lastIndex(of: ".") else { return nil }
    let ending = name[dot...]
    let isProse = [".markdown", ".mdown", ".mkd", ".md", ".txt"].contains(ending.lowercased())
    // Notes are nobody's chapter.
    guard isProse, ending != ".md",
      ending != ".txt" || takesText || name.first?.isNumber == true
    else {
      return nil
    }
    return name[..<dot] + ".md"
  }

  private static func names(in folder: String) -> [String] {
    // What is not there holds nothing that is misplaced.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted()
  }

  /// Whether a folder is there under this very name, on disks that do not tell capitals apart as well.
  private static func isThere(_ path: String, beside folder: String) -> Bool {
    names(in: folder).contains { "\(folder)/\($0)" == path }
  }
}
