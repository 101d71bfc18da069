import Diagnostics
import Display
import Language
import Presentation
import Quantities
import Workbook

/// The written reference, made from the declarations alone: a page for each function, and one for
/// the units, the questions and the list of functions.
public struct Reference {
  /// A page, as Markdown.
  public struct Page {
    /// The file's name in the folder of the reference.
    public let file: String
    /// What stands in it.
    public let text: String
  }

  private var evaluation: Evaluation
  private let draw: (Display) -> String

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
    lines += ["", "## Questions", "", "| question | |", "|---|---|"]
    lines += Question.verbs.map { "| `\(cell($0.form))` | \(cell($0.sentence)) |" }
    lines += [
      "", "## Units", "",
      "A unit stands right behind a number: `720 h/month`, `$27.78/gpu·h`, `$3/(gpu*h)`.", "",
      "| unit | |", "|---|---|",
    ]
    lines += UnitCatalog.standard.entries.map { entry in
      "| \(entry.names.map { "`\(cell($0))`" }.joined(separator: " ")) | \(cell(entry.sentence)) |"
    }
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
    lines += ["", "## Example", "", "```text", "❯ \(function.example)"]
    if function.isMeasurement {
      lines += ["```", "", "It measures, so every machine answers with figures of its own."]
    } else {
      let outcome = evaluation.answer(function.example)
      if let problem = outcome.problem { throw problem }
      lines += [draw(outcome.display).trimmedEnd, "```"]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func rows(_ fields: [Function.Field], in path: String) -> [String] {
    fields.flatMap { field in
      [
        "| `\(path).\(field.name)` | \(cell(field.kind.column)) | \(cell(field.fullSentence)) |"
      ] + rows(field.fields, in: "\(path).\(field.name)")
    }
  }

  /// A text that keeps to its cell of a table.
  private func cell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    var text = self[...]
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return String(text)
  }
}
