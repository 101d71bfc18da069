import ArgumentParser
import Diagnostics
import Foundation
import Headless
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
        do {
          try Data(page.text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
          throw Diagnostic(.unwritable, "The file \(path) cannot be written.")
        }
      }
    } catch {
      Screen(isPlain: common.plain).complain(error)
      throw Exit.code(of: error)
    }
  }
}
