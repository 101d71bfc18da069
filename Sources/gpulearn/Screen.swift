import ArgumentParser
import Course
import Diagnostics
import Presentation
import Terminal

extension CommonOptions {
  /// Where the answers go, as the options and the person's configuration want it.
  var screen: Screen { Screen(Places.configuration, isPlain: plain, isNarrated: narrate) }
}

extension Screen {
  /// As a configuration has it.
  init(_ configuration: Configuration, isPlain: Bool = false, isNarrated: Bool = false) {
    self.init(
      isPlain: isPlain || configuration.isPlain,
      isNarrated: isNarrated || configuration.isNarrated,
      isColorless: configuration.isColorless,
      theme: configuration.theme, depth: configuration.colorDepth)
  }

  /// Shows a problem on standard error.
  func complain(_ problem: Diagnostic) { complain(problem.display) }
}

extension ProgramEnd {
  /// As the argument parser ends the program.
  var code: ExitCode { ExitCode(rawValue) }
}
