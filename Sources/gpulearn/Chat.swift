import ArgumentParser
import Basics
import Diagnostics
import Display
import Headless
import Inference
import NativeFunctions
import Presentation
import Terminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

struct Chat: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chat",
    abstract: "Talk with a language model on this machine's processor.",
    discussion: """
      The model's file must bring a chat template that is known. What was said is remembered until \
      /reset; /system TEXT says how to answer; Ctrl-C ends an answer; /quit or Ctrl-D leaves.

      gpulearn chat my-model.gguf --temperature 0.7
      """)

  @OptionGroup var common: CommonOptions

  @Argument(help: "A GGUF file of a chat model.", completion: .file(extensions: ["gguf"]))
  var model: String?

  @Option(help: "A text on how to answer.")
  var system: String?

  @Option(help: "At most so many tokens an answer.")
  var tokens = 512

  @OptionGroup var drawing: DrawingOptions
  @OptionGroup var threads: ThreadOption

  func validate() throws {
    guard model == nil else { return }
    throw ValidationError(
      """
      Name the file of a chat model, as in gpulearn chat my-model.gguf. The model that comes with the \
      program holds no conversation; it goes on with a text: \
      gpulearn generate Models/gpulearn.gguf --prompt 'A GPU is'
      """)
  }

  func run() throws {
    let model = model ?? ""
    let screen = common.screen
    Interrupt.catchSignal()
    do throws(Diagnostic) {
      let announcer = Announcer(onProgress: screen.progress, isInterrupted: Screen.isInterrupted)
      let engine = try Places.runner(nil).engine(model, threads: threads.threads, announcer)
      announcer.say("")
      var talk = try Talk(
        with: engine, system: system, tokens: tokens,
        sampling: Sampling(temperature: drawing.temperature, seed: drawing.seed),
        joinedBy: screen.style.hasUnicode ? " · " : "; ")
      screen.remark(engine.model.notes.map { Text($0, .muted) })
      let hasViKeys = Places.configuration.hasViKeys
      if isatty(STDIN_FILENO) == 1,
        let editor = LineEditor(style: screen.style, hasViKeys: hasViKeys)
      {
        try converse(&talk, editor, screen)
      } else {
        try read(&talk, LineReader(), screen)
      }
    } catch {
      var error = error
      if error.code == .noConversation {
        error = error.try("gpulearn generate \(model) --prompt 'A GPU is' --tokens 40")
      }
      let problem = error.typed([
        "tokens": "\(tokens)", "temperature": "\(drawing.temperature)",
      ])
      screen.complain(problem)
      throw ProgramEnd(of: problem).code
    }
  }

  private func converse(
    _ talk: inout Talk, _ editor: LineEditor, _ screen: Screen
  ) throws(Diagnostic) {
    while true {
      switch editor.read(prompt: Text("you> ", .muted), completer: { _ in ("", []) }) {
      case .interrupted: screen.write("\n")
      case .end: return screen.write("\n")
      case .line(let line):
        Interrupt.clear()
        if try answer(line, &talk, screen) { return }
      }
    }
  }

  private func read(_ talk: inout Talk, _ reader: LineReader, _ screen: Screen) throws(Diagnostic) {
    while true {
      do throws(Diagnostic) {
        guard let line = try reader.next() else { return }
        if try answer(line, &talk, screen) { return }
      } catch {
        guard error.code == .lineTooLong || error.code == .unreadable else { throw error }
        screen.remark([Text(error.message, .muted)])
      }
    }
  }

  /// - Returns: whether the conversation is over.
  private func answer(
    _ line: String, _ talk: inout Talk, _ screen: Screen
  ) throws(Diagnostic) -> Bool {
    let turn = try talk.take(line) { text in
      screen.write(screen.style.clean(text))
      return Interrupt.isSet() ? .stop : .goOn
    }
    if turn.isInLine { screen.write("\n") }
    screen.remark(turn.remarks.map { Text($0, .muted) })
    return turn.ends
  }
}
