import Foundation
import Testing

/// An article of a documentation catalog whose code a test runs.
///
/// The blocks marked `swift` are the lines of the test, in order, and those marked `text` are what
/// they print. So an article can neither show code that does not compile nor output that nobody got.
public struct Article {
  /// The code, without its imports, and the imports.
  private var code: [String] = []
  private var imports: [String] = []
  private var output: [String] = []

  /// Reads an article.
  /// - Parameter path: where it is within `Sources`.
  public init(_ path: String, beside file: String = #filePath) throws {
    let project = URL(fileURLWithPath: file).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let url = project.appendingPathComponent("Sources").appendingPathComponent(path)
    var fence: Substring?
    for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
      if line.hasPrefix("```") {
        fence = fence == nil ? line.dropFirst(3) : nil
      } else if fence == "swift" {
        let line = line.trimmingCharacters(in: .whitespaces)
        if line.hasPrefix("import ") { imports.append(line) } else { code.append(line) }
      } else if fence == "text" {
        output.append(line.withoutTrailingSpaces)
      }
    }
  }

  /// Checks that the code is part of a test, line for line, and that it prints what is shown.
  public func check(printed: [String], in file: String = #filePath) throws {
    let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
      .map { $0.trimmingCharacters(in: .whitespaces) }
    for line in imports { #expect(lines.contains(line), "The test lacks \(line)") }
    #expect(!code.isEmpty)
    #expect(lines.contains(code), "The article's code is not in the test: \(code)")
    #expect(printed == output)
  }
}

/// What the code of an article prints.
public final class Printed {
  /// The lines, in order.
  public private(set) var lines: [String] = []

  /// Nothing yet.
  public init() {}

  /// Takes the place of `print`.
  public func callAsFunction(_ text: String) {
    lines += text.split(separator: "\n").map { $0.withoutTrailingSpaces }
  }
}

extension Substring {
  fileprivate var withoutTrailingSpaces: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
