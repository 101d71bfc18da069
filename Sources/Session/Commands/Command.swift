/// A word that moves or asks the program and never touches a value.
public enum Command: String, CaseIterable, Sendable {
  case next, back, skip, goto, map, show
  case hint, answer, solution
  case reset, undo, redo, changes
  case params, results, models, prices
  case help, explain, progress, submit
  case run, auto, save, quit

  /// How it is typed.
  public var form: String {
    switch self {
    case .goto: "goto LESSON"
    case .reset: "reset [NAME|lesson|all]"
    case .help: "help [NAME]"
    case .explain: "explain CODE"
    case .auto: "auto on|off"
    case .save: "save FILE"
    case .progress: "progress"
    case .prices: "prices [WORD]"
    default: rawValue
    }
  }

  /// What it does, in a few words.
  public var sentence: String {
    switch self {
    case .next: "go on (an empty line does the same)"
    case .back: "one step back"
    case .skip: "leave this step, question or exercise and go on"
    case .goto: "to a lesson, by number or name; chapter/lesson for another chapter"
    case .map: "the lessons of this chapter, and where you are"
    case .show: "this lesson again, with the figures as they are now"
    case .hint: "a hint for the exercise"
    case .answer: "the answer of the exercise, which ends it"
    case .solution: "the worked solution, once the exercise is over"
    case .reset: "back to the author's values: of one name, of the lesson or exercise, or all"
    case .undo: "take the last change back"
    case .redo: "make it again"
    case .changes: "everything that the last change changed"
    case .params: "what you can set here"
    case .results: "what follows from it"
    case .models: "all models of the chapter"
    case .prices: "what GPUs cost, and the fine print: of a GPU, a provider, or all"
    case .help: "what can be typed here, or about one name"
    case .explain: "the page behind an error's code"
    case .progress: "how far you are"
    case .submit: "write your answers to a file for the instructor"
    case .run: "compute what takes long; measure, and measure again"
    case .auto: "whether to compute at once what takes long"
    case .save: "write what you set and defined to a file"
    case .quit: "leave; you go on from here next time"
    }
  }

  /// Whether words may follow it.
  var takesArgument: Bool {
    switch self {
    case .goto, .reset, .help, .explain, .auto, .save, .submit, .hint, .progress,
      .prices:
      true
    default: false
    }
  }
}

/// A line that is a command.
struct CommandLine {
  let command: Command
  let argument: String

  /// What people type who come from other programs.
  private static let otherWords: [String: Command] = [
    "?": .help, "exit": .quit, "bye": .quit, "continue": .next, "lesson": .goto,
  ]

  /// Reads a command: `:word` always, a bare word where nothing is named so.
  /// - Parameter isName: whether a cell has that name.
  /// - Returns: nil where the line belongs to the language.
  init?(_ line: String, isName: (String) -> Bool) {
    let isMarked = line.hasPrefix(":")
    let text = isMarked ? line.dropFirst() : Substring(line)
    let word = text.first == "?" ? text.prefix(1) : text.prefix { $0.isLetter }
    guard
      let command = Command(rawValue: word.lowercased())
        ?? CommandLine.otherWords[word.lowercased()]
    else { return nil }
    let rest = text.dropFirst(word.count)
    guard rest.isEmpty || rest.first?.isWhitespace == true else { return nil }
    let argument = rest.drop(while: { $0.isWhitespace })
    if !isMarked {
      // `run = 3` binds, `run + 1` computes; `goto 5` moves.
      if isName(String(word)) || argument.hasPrefix("=") { return nil }
      if !command.takesArgument, !argument.isEmpty { return nil }
    }
    self.command = command
    self.argument = String(argument)
  }
}
