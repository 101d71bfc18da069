import ArgumentParser
import Basics
import Diagnostics
import Display
import Foundation
import Presentation
import Terminal

/// Every command says its own name: made of the type's, it would take the argument parser longer
/// than all else at the start.
@main
struct GPULearn: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gpulearn",
    abstract: "Learn how GPU computing is bought in the cloud by changing the numbers.",
    discussion: """
      Without a subcommand it opens the guided workbook where you left it. Standard input that is \
      no terminal is read as a script, a line at a time.
      """,
    version: Program.version,
    subcommands: [
      Learn.self, Practise.self, Chapters.self, Courses.self, Progress.self, Prices.self, GPUs.self,
      OpenModels.self, Evaluate.self, SessionForPrograms.self, RunLanguageServer.self,
      OpenSheet.self, RunSheet.self,
      Simulate.self, Generate.self, Chat.self, QuantizeFile.self, MeasurePerplexity.self,
      Bench.self, ServeModel.self, LoadServer.self, Check.self, New.self, PreviewFile.self,
      Explain.self, Identify.self, Submit.self, Certify.self, Verify.self, Grade.self,
      Merge.self, Report.self, Export.self, Import.self,
      WriteReference.self, Completion.self,
    ],
    defaultSubcommand: Learn.self)

  static func main() {
    // A file that may not grow (ulimit -f) is then an error that is reported, as a full disk is.
    signal(SIGXFSZ, SIG_IGN)
    // A fault in the person's own settings stops nothing, and what is fine in them counts.
    for problem in Places.settled.problems { Screen(Places.configuration).complain(problem) }
    do {
      let words = Array(CommandLine.arguments.dropFirst())
      if let page = HelpPage(words), try page.show() { return try checkOutput() }
      var command = try parseAsRoot()
      try command.run()
      try checkOutput()
    } catch {
      leave(error)
    }
  }

  /// The subcommand of a name, or of two: `export learners`.
  static func subcommand(named name: String) -> (any ParsableCommand.Type)? {
    var found: (any ParsableCommand.Type)? = GPULearn.self
    for word in name.split(separator: " ") {
      found = found?.configuration.subcommands.first { self.name(of: $0) == word }
    }
    return found
  }

  /// The names of the subcommands that are listed.
  static var subcommandNames: [String] {
    configuration.subcommands.filter { $0.configuration.shouldDisplay }.map { name(of: $0) }
  }

  private static func name(of command: any ParsableCommand.Type) -> String {
    command.configuration.commandName ?? command._commandName
  }

  /// Ends the program as the argument parser does, but for the words of the command line that its
  /// messages repeat: what may not be shown is taken out of them.
  private static func leave(_ error: any Error) -> Never {
    let code = exitCode(for: error)
    let message = fullMessage(for: error)
    if code.isSuccess {
      if !message.isEmpty { Output.put(message + "\n") }
      do {
        try checkOutput()
        exit(withError: nil)
      } catch {
        exit(withError: error)
      }
    }
    let style = Style.detected(isPlain: true)
    // Sentences are wrapped as everywhere; lines of usage are not, nor what is to be copied.
    let lines = style.clean(message).split(separator: "\n", omittingEmptySubsequences: false)
    for line in lines where !message.isEmpty {
      let isSentence = line.hasPrefix("Error: ") && line.count > style.width && !line.contains("'")
      Output.putError(
        isSentence ? Display([.paragraph(Text(String(line)))]).drawn(style) : String(line) + "\n")
    }
    exit(withError: code)
  }

  /// An answer that could not be written is no success.
  private static func checkOutput() throws {
    guard let failure = Output.failure else { return }
    let problem = Diagnostic(.unwritable, "Not all of the answer could be written.")
    Output.putError(
      problem.note("Standard output: \(failure).").display.drawn(.detected(isPlain: true)))
    throw ProgramEnd.inputOutput.code
  }
}

/// Options that every subcommand has.
struct CommonOptions: ParsableArguments {
  @Option(
    help: """
      The folder of the course, or the name of one that was added; if left out the one you are \
      in, or else the one the program came with.
      """)
  var course: String?

  @Option(
    help: "A price file of your own; its offers count before the course's.", completion: .file())
  var prices: String?

  @Option(help: "Whose progress: a name of letters, digits, - and _.")
  var profile: String?

  @Flag(help: "Plain text without colour or pictures.")
  var plain = false

  @Flag(
    help: """
      For listeners: no boxes, blocks, columns or redrawing; tables and pictures are said in \
      sentences.
      """)
  var narrate = false

  func validate() throws {
    guard let profile else { return }
    let isFine = profile.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-" || $0 == "_"
    }
    guard isFine, !profile.isEmpty, profile.utf8.count <= 64 else {
      throw ValidationError("A profile is named by letters, digits, - and _.")
    }
  }
}
