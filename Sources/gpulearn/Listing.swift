import Answers
import ArgumentParser
import Basics
import Course
import Diagnostics
import Display
import Presentation
import Records
import Session
import Store
import Terminal

struct Chapters: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chapters", abstract: "List the chapters of the course.")

  @OptionGroup var common: CommonOptions

  func run() throws {
    try list(common) { (course) throws(Diagnostic) in
      do throws(Diagnostic) {
        return Overview.chapters(of: course, try Places.profile(common.profile).knownStore())
      } catch {
        // The chapters can be listed all the same.
        var reply = Overview.chapters(of: course, nil)
        reply.problems.append(error)
        return reply
      }
    }
  }
}

struct Progress: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "progress", abstract: "Show how far you are, or take it to another computer.")

  @OptionGroup var common: CommonOptions

  @Option(
    name: .customLong("export"),
    help: "Write all that is kept of you to a new file, to go on from on another computer.",
    completion: .file())
  var exported: String?

  @Option(
    name: .customLong("import"),
    help: """
      Go on from what --export wrote on another computer; refused where answers that were given \
      here would be lost.
      """, completion: .file())
  var imported: String?

  func run() throws {
    if exported != nil || imported != nil { return try move() }
    try list(common) { (course) throws(Diagnostic) in
      try Overview.progress(in: course, try Places.profile(common.profile).knownStore())
    }
  }

  private func move() throws {
    let screen = common.screen
    do throws(Diagnostic) {
      if let imported {
        let count = try Places.profile(common.profile).store().takeOver(imported)
        let new = count == 1 ? "one new answer" : "\(count) new answers"
        screen.show(Display([.paragraph("Your progress goes on from \(imported): \(new).")]))
      }
      guard let exported else { return }
      guard let store = try Places.profile(common.profile).knownStore() else {
        throw Diagnostic(.unreadable, "There is no progress yet that could be exported.")
      }
      try store.export(to: exported)
      screen.show(
        Display([
          .paragraph("All your progress is in \(exported)."),
          .lines([
            Text("On the other computer: ", .muted)
              + Text("gpulearn progress --import \(exported)", .input)
          ]),
        ]))
    } catch {
      screen.complain(error)
      throw ProgramEnd(of: error).code
    }
  }
}

struct Prices: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prices",
    abstract: "List what GPUs cost, with the fine print and when it was looked up.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "What the offers must hold: a GPU, a provider, a plan. All if left out.")
  var words: [String] = []

  @Flag(help: "One JSON array of offers.")
  var json = false

  func run() throws {
    let screen = common.screen
    var isWrong = false
    do throws(Diagnostic) {
      let course = try Places.course(common)
      let table = PriceTable(
        course.prices, matching: words.joined(separator: " "), now: Places.now(),
        names: course.names)
      if json {
        screen.write(JSON(table).text + "\n")
      } else {
        screen.show(table.display)
      }
      for problem in table.problems { screen.complain(problem) }
      isWrong = !table.problems.isEmpty
    } catch {
      screen.complain(error)
      throw ProgramEnd(of: error).code
    }
    if isWrong { throw ProgramEnd.wrong.code }
  }
}

struct GPUs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gpus", abstract: "List GPUs with their memory and speed, and where that stands.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "What the rows must hold: a name, a year. All if left out.")
  var words: [String] = []

  @Flag(help: "One JSON array of GPUs.")
  var json = false

  func run() throws { try list(common, .gpus, words, json) }
}

struct OpenModels: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "List open models by what serving them costs, and where that stands.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "What the rows must hold: a name. All if left out.")
  var words: [String] = []

  @Flag(help: "One JSON array of models.")
  var json = false

  func run() throws { try list(common, .models, words, json) }
}

/// Lists GPUs or models of the course.
private func list(
  _ common: CommonOptions, _ kind: MachineTable.Kind, _ words: [String], _ json: Bool
) throws {
  let screen = common.screen
  let table: MachineTable
  do throws(Diagnostic) {
    table = MachineTable(
      try Places.course(common).machines.catalog, kind, matching: words.joined(separator: " "))
  } catch {
    screen.complain(error)
    throw ProgramEnd(of: error).code
  }
  if json {
    screen.write(JSON(table).text + "\n")
  } else {
    screen.show(table.display)
  }
  for problem in table.problems { screen.complain(problem) }
  if !table.problems.isEmpty || table.isEmpty { throw ProgramEnd.wrong.code }
}

/// Shows something of the course with what the learner has done of it.
private func list(
  _ common: CommonOptions, _ overview: (Course) throws(Diagnostic) -> Reply
) throws {
  let screen = common.screen
  let reply: Reply
  do throws(Diagnostic) {
    reply = try overview(try Places.course(common))
  } catch {
    screen.complain(error)
    throw ProgramEnd(of: error).code
  }
  if !reply.display.blocks.isEmpty { screen.show(reply.display) }
  for problem in reply.problems { screen.complain(problem) }
  let status = reply.problems.map { ProgramEnd(of: $0) }.max()
  if let status { throw status.code }
}

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show the page behind the code of an error message.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "The code, as in unit-mismatch; all are listed if left out.")
  var code: String?

  func run() throws {
    let screen = common.screen
    guard let code else { return screen.show(Code.pageList) }
    guard let known = Code.named(code) else {
      screen.complain(Code.noPage(code))
      throw ProgramEnd.wrong.code
    }
    screen.show(known.page)
  }
}
