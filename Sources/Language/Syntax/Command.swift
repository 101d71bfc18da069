/// A word that moves or asks the program and never touches a value. What it does is up to the front
/// end; the language only knows its words from names.
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

  /// A line that gives the command.
  public var example: String {
    switch self {
    case .goto: "goto 2"
    case .reset: "reset all"
    case .help: "help plot"
    case .explain: "explain unit-mismatch"
    case .auto: "auto on"
    case .save: "save my-settings.txt"
    case .prices: "prices A100"
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
