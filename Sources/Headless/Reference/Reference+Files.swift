import Course
import Diagnostics

extension Reference {
  /// The page of the keys that files have.
  var files: String {
    var lines = [
      "# The keys of files", "",
      "Heads are YAML between two lines `---`. A key that has no meaning is refused, so that a misspelt "
        + "one is not lost.",
    ]
    lines += ["", "## The head of a chapter: `Chapters/NN-name.md`", ""] + table(Chapter.Key.all)
    lines += ["", "## The head of an exercise: `Exercises/CHAPTER/ID.md`", ""]
    lines += [
      "Each kind has its own: "
        + Exercise.Kind.allCases.map {
          "[\($0.rawValue)](exercises/\($0.rawValue).md)"
        }.joined(separator: ", ") + "."
    ]
    lines += ["", "## `course.yaml`", ""] + table(CourseSettings.Key.all)
    lines += ["", "## `policy.yaml`", ""] + table(Policy.Key.all)
    lines += ["", "## `late` of `policy.yaml`", ""] + table(Policy.Key.lateKeys)
    lines += ["", "## An offer of `Chapters/prices.yaml`", ""] + table(Offer.Key.all)
    lines += ["", "## A term of `Chapters/glossary.md`", ""] + table(GlossaryTerm.Key.all)
    lines += ["", "## A GPU of `Chapters/gpus.yaml`", ""] + table(GPUSheet.Key.all)
    lines += ["", "## A model of `Chapters/models.yaml`", ""] + table(OpenModel.Key.all)
    return lines.joined(separator: "\n") + "\n"
  }

  /// The page of a block. Its example is read as a part of a chapter.
  func page(of kind: DirectiveKind) throws(Diagnostic) -> String {
    let declared = kind.declaration
    if let problem = Reference.problem(in: kind) { throw problem }
    var lines = [
      "# The block `\(kind.word)`", "", "`\(kind.form.dropFirst(3))` – \(declared.sentence).",
    ]
    if !declared.options.isEmpty {
      lines += ["", "## Options", ""] + table(declared.options, { ":\($0.name):" })
    }
    lines += ["", "## What stands in it", ""]
    lines.append(declared.body.map { sentence($0) } ?? "Nothing.")
    lines += ["", "## Example", "", "````markdown", declared.example, "````"]
    return lines.joined(separator: "\n") + "\n"
  }

  /// What is wrong with the example of a block; nil where nothing is.
  static func problem(in kind: DirectiveKind) -> Diagnostic? {
    let text = """
      ---
      title: Example
      id: example
      ---

      ## Lesson

      \(kind == .model ? "" : DirectiveKind.model.declaration.example)

      \(kind.declaration.example)

      """
    let read = Chapter.parse(Source(name: "\(kind.word).md", text))
    return read.problems.first
  }

  /// The page of a kind of exercise. Its example is what `gpulearn new exercise` writes.
  func page(of kind: Exercise.Kind) throws(Diagnostic) -> String {
    let example = Scaffold.exercise(id: "my-exercise", title: "My exercise", kind: kind)
    let read = Exercise.parse(Source(name: "my-exercise.md", example))
    if let problem = read.problems.first { throw problem }
    var lines = ["# The exercise `\(kind.rawValue)`", "", "\(sentence(kind.sentence))"]
    if let part = kind.part {
      lines += ["", "Below `## \(part.heading)` stands \(part.sentence)."]
    }
    lines += ["", "## Keys", ""] + table(kind.keys)
    lines += ["", "## Example", "", "````markdown", example.trimmedEnd, "````"]
    return lines.joined(separator: "\n") + "\n"
  }

  private func table(
    _ keys: [FileKey], _ name: (FileKey) -> String = { $0.name }
  ) -> [String] {
    ["| key | | | as in |", "|---|---|---|---|"]
      + keys.map { key in
        let example = key.example.split(separator: "\n").map { "`\(cell(String($0)))`" }
          .joined(separator: "<br>")
        return
          "| `\(name(key))` | \(cell(key.kind.words)) | \(cell(key.fullSentence)) | \(example) |"
      }
  }
}
