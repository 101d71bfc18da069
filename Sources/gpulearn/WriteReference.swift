import ArgumentParser
import Diagnostics
import Headless
import Presentation
import Terminal

/// Writes Guides/reference: for whoever works on the program.
struct WriteReference: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reference", abstract: "Write the reference from the declarations.",
    shouldDisplay: false)

  @OptionGroup var common: CommonOptions

  @Argument(help: "The folder to write to.", completion: .directory)
  var folder: String

  func run() throws {
    do throws(Diagnostic) {
      let course = try Places.course(common)
      var reference = Reference(
        try Evaluation(course: course, place: nil, runner: Places.runner(course))
      ) { $0.drawn(Style(width: 100, height: 24, hasUnicode: true)) }
      for page in try reference.pages() {
        let path = folder + "/" + page.file
        try OutputFile.makeFolder(of: path)
        try OutputFile.write(page.text, to: path, sparing: InputFiles([], of: course))
      }
    } catch {
      common.screen.complain(error)
      throw ProgramEnd(of: error).code
    }
  }
}
