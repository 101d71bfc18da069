import Course
import Diagnostics
import Display
import Language
import Presentation
import Quantities
import Workbook

/// The written reference, made from the declarations alone: a page for each function, block and kind
/// of exercise, one for the language and one for the keys of files.
public struct Reference {
  /// A page, as Markdown.
  public struct Page {
    /// The file's path in the folder of the reference.
    public let file: String
    /// What stands in it.
    public let text: String
  }

  var evaluation: Evaluation
  let draw: (Display) -> String

  /// - Parameters:
  ///   - evaluation: what answers the examples.
  ///   - draw: gives what is shown as plain text.
  public init(_ evaluation: Evaluation, draw: @escaping (Display) -> String) {
    self.evaluation = evaluation
    self.draw = draw
  }

  /// All pages.
  /// - Throws: where an example cannot be answered.
  public mutating func pages() throws(Diagnostic) -> [Page] {
    var pages = [Page(file: "README.md", text: contents)]
    for function in evaluation.catalog.functions {
      pages.append(Page(file: "\(function.name).md", text: try page(of: function)))
    }
    pages.append(Page(file: "language.md", text: try language()))
    pages.append(Page(file: "files.md", text: files))
    for kind in DirectiveKind.allCases {
      pages.append(Page(file: "blocks/\(kind.word).md", text: try page(of: kind)))
    }
    for kind in Exercise.Kind.allCases {
      pages.append(Page(file: "exercises/\(kind.rawValue).md", text: try page(of: kind)))
    }
    return pages
  }

  private var contents: String {
    var lines = [
      "# Reference", "",
      "Written by `gpulearn reference Guides/reference` from the declarations of the program; "
        + "`gpulearn help NAME` shows the same.",
      "", "## Functions", "", "| function | |", "|---|---|",
    ]
    lines += evaluation.catalog.functions.map {
      "| [\($0.name)](\($0.name).md) | \(cell($0.sentence)) |"
    }
    lines += [
      "", "## Language", "",
      "[The language](language.md): what a line may be, operators, questions, commands and units.",
      "", "## Blocks of chapters", "", "| block | |", "|---|---|",
    ]
    lines += DirectiveKind.allCases.map {
      "| [\($0.word)](blocks/\($0.word).md) | \(cell($0.declaration.sentence)) |"
    }
    lines += ["", "## Kinds of exercises", "", "| kind | |", "|---|---|"]
    lines += Exercise.Kind.allCases.map {
      "| [\($0.rawValue)](exercises/\($0.rawValue).md) | \(cell($0.sentence)) |"
    }
    lines += [
      "", "## Files", "",
      "[The keys of files](files.md): heads of chapters, `course.yaml`, price lists.",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private mutating func page(of function: Function) throws(Diagnostic) -> String {
    var lines = ["# \(function.name)", "", "`\(function.form)` – \(function.sentence)."]
    if !function.parameters.isEmpty {
      lines += ["", "## Arguments", "", "| argument | | |", "|---|---|---|"]
      lines += function.parameters.map {
        "| `\($0.name)` | \(cell($0.kind.column)) | \(cell($0.fullSentence)) |"
      }
    }
    lines += ["", "## What it gives", ""]
    if function.fields.isEmpty {
      lines.append("One value: \(function.result.words).")
    } else {
      lines += ["| field | | |", "|---|---|---|"] + rows(function.fields, in: "")
    }
    lines += ["", "## Example", ""]
    if function.isMeasurement {
      lines += [
        "```text", "❯ \(function.example)", "```", "",
        "It measures, so every machine answers with figures of its own.",
      ]
    } else {
      lines += try shown(function.example)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A line as it is typed, and what it is answered with.
  mutating func shown(_ example: String) throws(Diagnostic) -> [String] {
    let outcome = evaluation.answer(example)
    if let problem = outcome.problem { throw problem }
    return ["```text", "❯ \(example)", draw(outcome.display).trimmedEnd, "```"]
  }

  private func rows(_ fields: [Function.Field], in path: String) -> [String] {
    fields.flatMap { field in
      [
        "| `\(path).\(field.name)` | \(cell(field.kind.column)) | \(cell(field.fullSentence)) |"
      ] + rows(field.fields, in: "\(path).\(field.name)")
    }
  }

  /// A text that keeps to its cell of a table.
  func cell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}

extension String {
  var trimmedEnd: String {
    var text = self[...]
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return String(text)
  }
}
