import ArgumentParser
import Diagnostics
import Foundation
import Language
import NativeFunctions
import SampleExercises
import Testing

@testable import gpulearn

/// Command lines as they are read, without the program being run.
@Suite struct CommandLineTests {
  private func command<T>(_ type: T.Type, _ words: String...) throws -> T {
    try #require(try GPULearn.parseAsRoot(words) as? T, "\(words)")
  }

  private func code(_ words: [String]) -> Int32 {
    do {
      _ = try GPULearn.parseAsRoot(words)
      return 0
    } catch {
      return GPULearn.exitCode(for: error).rawValue
    }
  }

  // MARK: Learning

  @Test func withoutASubcommandItIsLearning() throws {
    #expect(try command(Learn.self).place == nil)
    #expect(try command(Learn.self, "1/5").place == "1/5")
    #expect(try command(Learn.self, "learn", "waste").place == "waste")
    let learn = try command(Learn.self, "--profile", "ada", "--course", "c", "--plain")
    #expect(learn.common.profile == "ada" && learn.common.course == "c" && learn.common.plain)
    #expect(try command(Practise.self, "practice").exercise == nil)
    #expect(try command(Practise.self, "practice", "price").exercise == "price")
  }

  @Test(arguments: ["ada", "Jörg_2", "s-1", "日本", "٣", String(repeating: "x", count: 64)])
  func profiles(_ name: String) { #expect(code(["--profile", name]) == 0) }

  @Test(arguments: ["", "..", "a/b", "a b", "a\u{0}", "~", String(repeating: "x", count: 65)])
  func namesOfNoProfile(_ name: String) { #expect(code(["--profile", name]) == 64) }

  // MARK: Evaluating and simulating

  @Test func lines() throws {
    let evaluate = try command(
      Evaluate.self, "eval", "gpus", "rent * 2", "--chapter", "1/2", "--set", "gpus = 8", "--set",
      "rent = $1/month", "--json")
    #expect(evaluate.lines == ["gpus", "rent * 2"] && evaluate.chapter == "1/2" && evaluate.json)
    #expect(evaluate.set == ["gpus = 8", "rent = $1/month"])
    #expect(code(["eval"]) == 64)
  }

  /// What is given to an option goes to the parameter of its name, as it is.
  @Test func eachOptionIsItsParameter() throws {
    let parameters = Set(NativeFunctions.fleets.flatMap { $0.parameters.map(\.name) })
    #expect(parameters.count > 25)
    for parameter in parameters {
      let option = parameter == "file" ? "trace" : parameter.replacing("_", with: "-")
      let simulate = try command(Simulate.self, "simulate", "--" + option, "a \"b\", c: 1")
      let given = simulate.settings.file + simulate.settings.arguments
      #expect(given.map(\.name) == [parameter], "\(option)")
      guard case .written(let source)? = given.first?.content else {
        Issue.record("\(option) is not as it was written")
        continue
      }
      #expect(source.name == "--" + option && source.text == "a \"b\", c: 1")
    }
    #expect(try command(Simulate.self, "simulate").settings.arguments.isEmpty)
  }

  @Test(arguments: Simulate.Kind.allCases) func fleets(_ fleet: Simulate.Kind) throws {
    #expect(try command(Simulate.self, "simulate", "--fleet", fleet.rawValue).fleet == fleet)
  }

  // MARK: Models

  /// One argument is the prompt, unless it is a model's file.
  @Test func whatTheModelIsAsked() throws {
    let folder = try Folder()
    let file = try folder.write("weights.bin", "x")
    for (words, model, prompt) in [
      (["What is a cold start?"], nil, "What is a cold start?"),
      (["--prompt", "Once"], nil, "Once"), (["my.gguf", "--prompt", "Once"], "my.gguf", "Once"),
      ([file, "--prompt", "Once"], file, "Once"), (["words", "--prompt", "Once"], "words", "Once"),
    ] as [([String], String?, String)] {
      let generate = try #require(try GPULearn.parseAsRoot(["generate"] + words) as? Generate)
      #expect(generate.model == model && generate.prompt == prompt, "\(words)")
    }
    for words in [[], ["my.gguf"], [file]] { #expect(code(["generate"] + words) == 64) }
  }

  @Test(arguments: [
    "bench --threads 1", "bench --threads 256", "grade a --jobs 1", "grade a --jobs 256",
    "quantize a.gguf /no/such/b.gguf --type q4_k", "explain", "check a b --json",
  ])
  func withinBounds(_ line: String) { #expect(code(words(line)) == 0) }

  @Test(arguments: [
    "bench --threads 0", "bench --threads 257", "grade a --jobs 0", "grade a --jobs 257", "grade",
    "quantize a.gguf /no/such/b.gguf --type Q9", "quantize a.gguf / --type Q8_0",
    "quantize a.gguf b.gguf", "chat", "perplexity a.gguf", "export learners", "preview",
    "new lesson a",
    "simulate --fleet fleet", "grade in --format xls",
  ])
  func outOfBounds(_ line: String) { #expect(code(words(line)) == 64) }

  private func words(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }

  // MARK: Authors and teachers

  @Test func newFiles() throws {
    let chapter = try command(New.self, "new", "chapter", "costs")
    #expect(chapter.kind == .chapter && chapter.id == "costs" && chapter.exerciseKind == .number)
    let exercise = try command(New.self, "new", "exercise", "costs/idle", "--kind", "order")
    #expect(exercise.kind == .exercise && exercise.exerciseKind == .order)
  }

  @Test func gradebooks() throws {
    let grade = try command(
      Grade.self, "grade", "in", "@list", "--format", "junit", "-o", "book.xml", "--roster", "r.csv"
    )
    #expect(grade.files == ["in", "@list"] && grade.jobs == nil)
    #expect(grade.gradebook.format == .junit && grade.gradebook.output == "book.xml")
    #expect(grade.gradebook.roster == "r.csv")
    #expect(try command(Merge.self, "merge", "a", "b").gradebook.format == .csv)
  }

  // MARK: Help and endings

  /// Only `help WORDS` and `NAME --help` can mean a function or a term.
  @Test(arguments: ["help bench", "bench --help", "bench -h", "help scale to zero"])
  func helpOfAFunction(_ line: String) { #expect(HelpPage(words(line)) != nil) }

  @Test(arguments: [
    "help", "--help", "help --plain", "--plain -h", "bench --json", "help bench --now", "",
  ])
  func helpOfNoFunction(_ line: String) { #expect(HelpPage(words(line)) == nil) }

  @Test func everySubcommandSaysWhatItDoes() {
    for command in GPULearn.configuration.subcommands {
      #expect(command.configuration.abstract.hasSuffix("."), "\(command)")
      #expect(GPULearn.helpMessage(for: command).contains("USAGE: gpulearn "))
    }
  }
}
