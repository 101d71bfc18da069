import Answers
import ArgumentParser
import Diagnostics
import Foundation
import Headless
import Records

/// Options of what a learner writes down of their own answers.
struct OwnFile: ParsableArguments {
  /// What writes one.
  enum Command {
    case submit
    case certificate(of: String?)

    /// Its words, without options.
    fileprivate var words: [String] {
      switch self {
      case .submit: ["submit"]
      case .certificate(let chapter): ["certificate"] + (chapter.map { [$0] } ?? [])
      }
    }
  }

  @Option(
    name: [.customShort("o"), .long],
    help: "The file; named after you, or the chapter, if left out.", completion: .file())
  var output: String?

  @Option(
    help: "Your name, as it goes into the file; the one kept by gpulearn learner if left out.")
  var name: String?

  /// What a learner has answered so far.
  func submission(
    _ common: CommonOptions, of exercises: ExerciseSet
  ) throws(Diagnostic) -> Submission {
    try Submission(
      of: exercises, from: try Places.profile(common.profile).store(), name: name,
      at: Places.now())
  }

  /// Writes the file, over none but an earlier one of the same learner.
  /// - Parameters:
  ///   - command: what writes it.
  ///   - earlier: whose a file is that is there already; it throws where it is none of these.
  func write(
    _ text: String, to path: String, of submission: Submission, _ exercises: ExerciseSet,
    by command: Command, earlier: (String) throws(Diagnostic) -> Submission
  ) throws(Diagnostic) {
    if FileManager.default.fileExists(atPath: path) {
      // What is nobody's is not to be replaced, whatever is wrong with it.
      let owner = try? earlier(path).learner
      guard owner == submission.learner else {
        let own = name.map { ["--name", $0] } ?? []
        throw Diagnostic(
          .unwritable,
          "There is a file \(path) already that is not of yours to replace; it was left alone."
        ).try(
          (["gpulearn"] + command.words + own + ["-o", "\(path).new"])
            .map { $0.asShellWord }.joined(separator: " "))
      }
    }
    try OutputFile.write(text, to: path, sparing: InputFiles([], of: exercises.course))
  }
}
