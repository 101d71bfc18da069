import ArgumentParser
import Course
import Diagnostics
import Display
import Foundation
import Session
import Terminal

struct ShowPreview: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "Show a chapter or an exercise as learners meet it; for authors.",
    discussion: "With --watch, what changed is shown again whenever the file is saved.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "The file of a chapter or an exercise.", completion: .file())
  var file: String

  @Flag(help: "Stay, and show what changed whenever the file is saved; Ctrl-C ends it.")
  var watch = false

  func run() throws {
    let screen = Screen(isPlain: common.plain)
    var shown: [Display] = []
    do throws(Diagnostic) {
      shown = try show(screen, unlike: [])
    } catch {
      screen.complain(error)
      if !watch { throw Exit.code(of: error) }
    }
    guard watch else { return }
    Interrupt.catchSignal()
    var state = stamp
    while !Screen.isInterrupted() {
      usleep(200_000)
      guard stamp != state else { continue }
      state = stamp
      do throws(Diagnostic) {
        shown = try show(screen, unlike: shown)
      } catch {
        screen.complain(error)
      }
    }
  }

  /// Shows the parts that are not as they were, and what cannot be read.
  private func show(_ screen: Screen, unlike before: [Display]) throws(Diagnostic) -> [Display] {
    let preview = try Preview(of: file, in: try? Places.course(common), model: Places.model)
    let parts = preview.parts.enumerated().filter { index, part in
      !before.indices.contains(index) || before[index] != part
    }
    let display = parts.reduce(into: Display()) { $0 += $1.element }
    // Who watches sees the end of what changed, and types nothing.
    if watch { screen.write(display.drawn(screen.style)) } else { screen.show(display) }
    for problem in preview.problems { screen.complain(problem) }
    return preview.parts
  }

  /// Changes when the file does.
  private var stamp: [String] {
    let attributes = try? FileManager.default.attributesOfItem(atPath: file)
    return [FileAttributeKey.modificationDate, .size, .systemFileNumber].map {
      attributes?[$0].map { "\($0)" } ?? ""
    }
  }
}
