import ArgumentParser
import Diagnostics
import Foundation
import Headless
import Testing

@testable import gpulearn

/// Every command line of the program that any diagnostic, in any target, offers after `Try:`.
@Suite struct OfferedCommandTests {
  private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")

  /// Offers as they stand in the sources, a figure of the program replaced by a word.
  static let offers: [String] = {
    let names = FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String }
    var found: Set<String> = []
    for name in names ?? [] where name.hasSuffix(".swift") {
      let file = sources.appendingPathComponent(name)
      guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
      for match in text.matches(of: /\.try\(\s*"(gpulearn(?:[^"\\]|\\\([^"]*?\)|\\.|"")*)"/) {
        found.insert(
          String(match.output.1).replacing(/\\\((?:[^()]|\([^()]*\))*\)/, with: "sample"))
      }
    }
    return found.sorted()
  }()

  @Test func thereAreOffers() { #expect(Self.offers.count >= 12, "\(Self.offers)") }

  /// The program takes each as it is printed. A word that was mistyped is offered as the nearest
  /// name of a subcommand, which stands for itself here.
  @Test(arguments: offers.filter { $0 != "gpulearn sample" }) func parses(_ offer: String) {
    #expect(throws: Never.self, "\(offer)") {
      _ = try GPULearn.parseAsRoot(words(of: offer))
    }
  }

  /// It is about the same course and the same learner as what was typed.
  @Test(arguments: [
    (
      "gpulearn submit -o x.new", "submit --course our --profile=ada",
      "gpulearn submit -o x.new --course our --profile ada"
    ),
    ("gpulearn submit", "submit -o x", "gpulearn submit"),
    ("gpulearn grade --course WHOLE …", "grade --course copy", "gpulearn grade --course WHOLE …"),
    ("gpulearn", "--prices p.yaml", "gpulearn --prices p.yaml"),
    ("rent = $3/h", "eval --course our", "rent = $3/h"),
  ])
  func keepsOptions(_ offer: String, _ typed: String, _ line: String) {
    let arguments = ["gpulearn"] + typed.split(separator: " ").map { String($0) }
    let problem = Diagnostic(.notFound, "No.").try(offer).keepingOptions(of: arguments)
    #expect(problem.suggestion == line)
  }

  /// What a shell would take for more than a word stands in quotes.
  @Test(arguments: [
    ("our course", "'our course'"), ("it's", #"'it'\''s'"#), ("", "''"), ("~/a", "'~/a'"),
    ("a$b", "'a$b'"), ("übung-1/a_b.json", "übung-1/a_b.json"), ("-;", "'-;'"),
  ])
  func shellWords(_ text: String, _ word: String) { #expect(text.asShellWord == word) }

  /// As a shell cuts it up, without the program's own name.
  private func words(of line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    for character in line {
      switch character {
      case "'":
        isQuoted.toggle()
        word = word ?? ""
      case " " where !isQuoted:
        if let done = word { words.append(done) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    if let done = word { words.append(done) }
    return Array(words.dropFirst())
  }
}
