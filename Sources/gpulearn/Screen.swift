import ArgumentParser
import Course
import Diagnostics
import Headless
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

  /// Shows a problem on standard error. A command to try has the options that were typed.
  func complain(_ problem: Diagnostic) {
    complain(problem.keepingOptions(of: CommandLine.arguments).display)
  }
}

extension Diagnostic {
  /// Adds to a command that is offered what was typed of the course, the prices and the profile:
  /// without them it would be about another course, or another learner.
  func keepingOptions(of arguments: [String]) -> Diagnostic {
    guard let suggestion, suggestion.hasPrefix("gpulearn") else { return self }
    var words = [suggestion]
    for option in ["--course", "--prices", "--profile"] where !suggestion.contains(option) {
      for (place, argument) in arguments.enumerated() {
        let value: String? =
          argument == option
          ? arguments.dropFirst(place + 1).first
          : argument.hasPrefix(option + "=") ? String(argument.dropFirst(option.count + 1)) : nil
        if let value { words += [option, value.asShellWord] }
      }
    }
    return self.try(words.joined(separator: " "))
  }
}

extension ProgramEnd {
  /// As the argument parser ends the program.
  var code: ExitCode { ExitCode(rawValue) }
}
