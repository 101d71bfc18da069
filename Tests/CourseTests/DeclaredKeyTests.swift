import Course
import Diagnostics
import Testing

/// What is declared of keys and blocks is what the readers do.
@Suite struct DeclaredKeyTests {
  /// A kind of exercise and a key that it may have.
  struct Case: CustomTestStringConvertible, Sendable {
    var kind: Exercise.Kind
    var key: FileKey
    var testDescription: String { "\(kind.rawValue): \(key.name)" }
  }

  static let cases = Exercise.Kind.allCases.flatMap { kind in
    kind.keys.map { Case(kind: kind, key: $0) }
  }

  /// The file that `new` writes, its head as entries by key.
  private func head(_ kind: Exercise.Kind) -> (entries: [(key: String, text: String)], body: String)
  {
    let text = Scaffold.exercise(id: "a", title: "A", kind: kind)
    let parts = text.components(separatedBy: "---\n")
    var entries: [(key: String, text: String)] = []
    for line in parts[1].split(separator: "\n") where !line.hasPrefix("#") {
      if line.first?.isLetter == true, let colon = line.firstIndex(of: ":") {
        entries.append((String(line[..<colon]), line + "\n"))
      } else if !entries.isEmpty {
        entries[entries.count - 1].text += line + "\n"
      }
    }
    return (entries, parts.dropFirst(2).joined(separator: "---\n"))
  }

  private func problems(_ entries: [(key: String, text: String)], _ body: String) -> [Diagnostic] {
    let text = "---\n" + entries.map { $0.text }.joined() + "---\n" + body
    return Exercise.parse(Source(name: "Exercises/x/a.md", text)).problems
  }

  /// The example of every key can stand in an exercise of every kind that has the key.
  @Test(arguments: cases) func examplesAreRead(_ item: Case) {
    guard item.key.name != "kind" else { return }
    var (entries, body) = head(item.kind)
    entries.removeAll { $0.key == item.key.name }
    entries.append((item.key.name, item.key.example + "\n"))
    #expect(problems(entries, body).map { $0.summary } == [])
  }

  /// A head without a required key is refused for that key, and without any other it is not.
  @Test(arguments: cases) func requiredIsWhatIsRequired(_ item: Case) {
    var (entries, body) = head(item.kind)
    entries.removeAll { $0.key == item.key.name }
    let found = problems(entries, body)
    let missing = found.contains { $0.code == .missingField && $0.message.contains(item.key.name) }
    #expect(missing == item.key.isRequired, "\(found.map { $0.message })")
  }

  /// The same of a chapter's head.
  @Test(arguments: Chapter.Key.all) func requiredOfAChapter(_ key: FileKey) {
    let head = ["title: A", "id: a"].filter { !$0.hasPrefix("\(key.name):") }
    let text = "---\n" + head.map { $0 + "\n" }.joined() + "---\n\n## One\n\nText.\n"
    let found = Chapter.parse(Source(name: "Chapters/a.md", text)).1
    let missing = found.contains { $0.code == .missingField && $0.message.contains(key.name) }
    #expect(missing == key.isRequired, "\(found.map { $0.message })")
  }

  /// A key of another kind is refused, and a misspelt one is offered as it is written.
  @Test(arguments: Exercise.Kind.allCases) func otherKeysAreRefused(_ kind: Exercise.Kind) {
    let (entries, body) = head(kind)
    let names = Set(kind.keys.map { $0.name })
    let others = Exercise.Kind.allCases.flatMap { $0.keys }.filter { !names.contains($0.name) }
    for key in others {
      let found = problems(entries + [(key.name, key.example + "\n")], body)
      #expect(found.contains { $0.code == .unknownKey }, "\(key.name)")
    }
    // A slip in “answers” is as near to “answer”.
    for key in kind.keys where key.name.count > 4 && key.name != "answers" {
      let slip = String(key.name.dropLast()) + "_"
      let found = problems(entries + [(slip, "\(slip): x\n")], body)
      #expect(found.contains { $0.suggestion == key.name + ":" }, "\(slip)")
    }
  }

  /// The example of every key of a chapter's head, of `course.yaml` and of an offer is read.
  @Test func otherFilesAreRead() {
    for key in Chapter.Key.all {
      let rest = ["title: A\n", "id: a\n"].filter { !$0.hasPrefix(key.name + ":") }.joined()
      let text = "---\n\(rest)\(key.example)\n---\n\n## Lesson\n\nProse.\n"
      let read = Chapter.parse(Source(name: "Chapters/01-a.md", text))
      #expect(read.problems.map { $0.summary } == [], "\(key.name)")
    }
    for key in CourseSettings.Key.all {
      let read = CourseSettings.parse(Source(name: "course.yaml", key.example + "\n"))
      #expect(read.problems.map { $0.summary } == [], "\(key.name)")
    }
    let offer = Offer.Key.all.map { "    " + $0.example + "\n" }.joined()
    let text = "offers:\n  -" + offer.dropFirst(3)
    let catalog = PriceCatalog(Source(name: "prices.yaml", text))
    #expect(catalog.problems.map { $0.summary } == [])
    #expect(catalog.offers.count == 1)
    for key in Offer.Key.all where key.isRequired {
      let rest = Offer.Key.all.filter { $0 != key }.map { "    " + $0.example + "\n" }.joined()
      let read = PriceCatalog(Source(name: "prices.yaml", "offers:\n  -" + rest.dropFirst(3)))
      let isMissed = read.problems.contains { $0.code == .missingField }
      // Where tokens are sold, model stands in the place of gpu.
      #expect(isMissed == (key.name != "gpu"), "\(key.name)")
    }
  }

  /// A block without what must stand behind its word is told so; what may not stand there as well.
  @Test(arguments: DirectiveKind.allCases) func argumentsAreThoseDeclared(_ kind: DirectiveKind) {
    func problems(_ argument: String) -> [Diagnostic] {
      var lines = kind.declaration.example.split(separator: "\n", omittingEmptySubsequences: false)
        .map(String.init)
      lines[0] = "```{\(kind.word)}" + argument
      let model = kind == .model ? "" : DirectiveKind.model.declaration.example
      let text =
        "---\ntitle: A\nid: a\n---\n\n## Lesson\n\n\(model)\n\n"
        + lines.joined(separator: "\n") + "\n"
      return Chapter.parse(Source(name: "Chapters/01-a.md", text)).problems
    }
    switch kind.declaration.argument {
    case .none:
      #expect(problems("").isEmpty)
      #expect(problems(" word").contains { $0.code == .badOption })
    case .optional:
      #expect(problems("").isEmpty && problems(" Title").isEmpty)
    case .required:
      #expect(problems("").contains { $0.code == .missingField })
    }
  }

  /// Options are those declared, with an example that is read, and no others.
  @Test(arguments: DirectiveKind.allCases) func optionsAreThoseDeclared(_ kind: DirectiveKind) {
    let all = DirectiveKind.allCases.flatMap { $0.declaration.options }
    let own = kind.declaration.options
    for option in all {
      var lines = kind.declaration.example.split(separator: "\n", omittingEmptySubsequences: false)
        .map(String.init).filter { !$0.hasPrefix(":\(option.name):") }
      lines.insert(option.example, at: 1)
      let model = kind == .model ? "" : DirectiveKind.model.declaration.example
      let text =
        "---\ntitle: A\nid: a\n---\n\n## Lesson\n\n\(model)\n\n"
        + lines.joined(separator: "\n") + "\n"
      let problems = Chapter.parse(Source(name: "Chapters/01-a.md", text)).problems
      #expect(
        problems.contains { $0.code == .badOption } == !own.contains(option), "\(option.name)")
    }
  }
}
