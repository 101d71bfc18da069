import ArgumentParser
import Diagnostics
import Presentation
import Terminal

extension Screen {
  /// Shows a problem on standard error.
  func complain(_ problem: Diagnostic) { complain(problem.display) }
}

extension ProgramEnd {
  /// As the argument parser ends the program.
  var code: ExitCode { ExitCode(rawValue) }
}
