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

struct Chapters: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "List the chapters of the course.")

  @OptionGroup var common: CommonOptions

  func run() throws {
    try list(common) { (course) throws(Diagnostic) in
      do throws(Diagnostic) {
        return Overview.chapters(of: course, try Places.knownStore(common.profile))
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
  static let configuration = CommandConfiguration(abstract: "Show how far you are.")

  @OptionGroup var common: CommonOptions

  func run() throws {
    try list(common) { (course) throws(Diagnostic) in
      try Overview.progress(in: course, try Places.knownStore(common.profile))
    }
  }
}

struct Prices: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List what GPUs cost, with the fine print and when it was looked up.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "What the offers must hold: a GPU, a provider, a plan. All if left out.")
  var words: [String] = []

  @Flag(help: "One JSON array of offers.")
  var json = false

  func run() throws {
    let screen = Screen(isPlain: common.plain)
    var isWrong = false
    do throws(Diagnostic) {
      let table = PriceTable(
        try Places.course(common).prices, matching: words.joined(separator: " "),
        now: Places.now())
      if json {
        screen.write(JSON(table).text + "\n")
      } else {
        screen.show(table.display)
      }
      for problem in table.problems { screen.complain(problem) }
      isWrong = !table.problems.isEmpty
    } catch {
      screen.complain(error)
      throw Exit.code(of: error)
    }
    if isWrong { throw Exit.wrong }
  }
}

/// Shows something of the course with what the learner has done of it.
private func list(
  _ common: CommonOptions, _ overview: (Course) throws(Diagnostic) -> Reply
) throws {
  let screen = Screen(isPlain: common.plain)
  let reply: Reply
  do throws(Diagnostic) {
    reply = try overview(try Places.course(common))
  } catch {
    screen.complain(error)
    throw Exit.code(of: error)
  }
  if !reply.display.blocks.isEmpty { screen.show(reply.display) }
  for problem in reply.problems { screen.complain(problem) }
  let code = reply.problems.reduce(nil) { Exit.worse($0, Exit.code(of: $1)) }
  if let code { throw code }
}

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the page behind the code of an error message.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "The code, as in unit-mismatch; all are listed if left out.")
  var code: String?

  func run() throws {
    let screen = Screen(isPlain: common.plain)
    guard let code else { return screen.show(Code.pageList) }
    guard let known = Code.named(code) else {
      screen.complain(Code.noPage(code))
      throw Exit.wrong
    }
    screen.show(known.page)
  }
}
