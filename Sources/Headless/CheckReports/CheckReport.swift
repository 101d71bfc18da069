import Basics
import Diagnostics
import Presentation

/// What `check` found, in a form that programs read.
public enum CheckReport: String, CaseIterable, Sendable {
  /// For people.
  case text
  /// A line for each, as editors and continuous integration take them: FILE:LINE:COLUMN: MESSAGE.
  case lines
  /// One JSON array.
  case json
  /// SARIF 2.1.0, which code hosts show beside the lines.
  case sarif

  /// The problems in this form; nil for `text`, which is shown and not written.
  public func written(_ problems: [Diagnostic]) -> String? {
    switch self {
    case .text: nil
    case .lines: problems.map { $0.summary + "\n" }.joined()
    case .json: JSON.array(problems.map { JSON($0) }).text + "\n"
    case .sarif: CheckReport.sarif(problems).lines(flatBelow: 6)
    }
  }

  /// Source: Static Analysis Results Interchange Format (SARIF) Version 2.1.0, OASIS 2020.
  private static func sarif(_ problems: [Diagnostic]) -> JSON {
    var rules: [Code] = []
    for problem in problems where !rules.contains(problem.code) { rules.append(problem.code) }
    return .object([
      "$schema": .string("https://json.schemastore.org/sarif-2.1.0.json"),
      "version": .string("2.1.0"),
      "runs": .array([
        .object([
          "tool": .object([
            "driver": .object([
              "name": .string("gpulearn"), "version": .string(Program.version),
              "rules": .array(
                rules.map { code in
                  .object([
                    "id": .string(code.name),
                    "shortDescription": .object(["text": .string(code.title)]),
                    "help": .object(["text": .string(code.why)]),
                  ])
                }),
            ])
          ]),
          "columnKind": .string("unicodeCodePoints"),
          "results": .array(problems.map { result($0) }),
        ])
      ]),
    ])
  }

  private static func result(_ problem: Diagnostic) -> JSON {
    let words =
      [problem.message] + problem.notes + (problem.suggestion.map { ["Try: \($0)"] } ?? [])
    var members: [JSON.Member] = [
      .init("ruleId", .string(problem.code.name)), .init("level", .string("error")),
      .init("message", .object(["text": .string(words.joined(separator: " "))])),
    ]
    if let span = problem.span, let name = span.source.name, !name.isEmpty {
      let (line, column) = span.position
      members.append(
        .init(
          "locations",
          .array([
            .object([
              "physicalLocation": .object([
                "artifactLocation": .object(["uri": .string(name.asReference)]),
                "region": .object([
                  "startLine": .number(Double(line)), "startColumn": .number(Double(column)),
                ]),
              ])
            ])
          ])))
    }
    return .object(members)
  }
}
