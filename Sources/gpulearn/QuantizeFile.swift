import ArgumentParser
import Basics
import Diagnostics
import Display
import Foundation
import Headless
import Inference
import NativeFunctions
import Presentation
import Terminal

struct QuantizeFile: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quantize",
    abstract: "Store a model's weights in fewer bits.",
    discussion: """
      gpulearn quantize model-F16.gguf model-Q4_K.gguf --type Q4_K
      gpulearn perplexity model-Q4_K.gguf text.txt      what that cost
      """)

  @OptionGroup var common: CommonOptions

  @Argument(
    help: "A GGUF file, best one in F16, BF16 or F32.", completion: .file(extensions: ["gguf"]))
  var source: String

  @Argument(help: "The file to be written.", completion: .file(extensions: ["gguf"]))
  var target: String

  @Option(help: "F32, F16, BF16, Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q4_K, Q5_K or Q6_K.")
  var type: String

  func validate() throws {
    guard TensorType.allCases.contains(where: { $0.name == type.uppercased() }) else {
      throw ValidationError("There is no type '\(type)'. Try: --type Q8_0")
    }
    guard !FileManager.default.fileExists(atPath: target) else {
      throw ValidationError("The file \(target) is there already.")
    }
  }

  func run() throws {
    let screen = common.screen
    Interrupt.catchSignal()
    guard let type = TensorType.allCases.first(where: { $0.name == type.uppercased() }) else {
      return
    }
    do throws(Diagnostic) {
      let output = try OutputFile(target, sparing: InputFiles([source]))
      let share: Double
      let stored: String
      do throws(Diagnostic) {
        (share, stored) = try quantize(to: type, output)
        try output.finish()
      } catch {
        output.discard()
        throw error
      }
      screen.write(
        "\(target): \(Int((share * 100).rounded()))% of the size of \(source).\n\(stored)")
    } catch {
      screen.complain(error)
      throw ProgramEnd(of: error).code
    }
  }

  /// - Returns: how large the file is, as a share of what it was, and where matrices are stored in
  ///   other types than the one asked for, which.
  private func quantize(
    to type: TensorType, _ output: OutputFile
  ) throws(Diagnostic) -> (share: Double, stored: String) {
    var (written, unwritable) = (0, nil as Diagnostic?)
    do throws(InferenceError) {
      let file = try GGUFFile(path: source)
      try file.quantize(to: type, isCancelled: Screen.isInterrupted) {
        bytes throws(InferenceError) in
        do throws(Diagnostic) {
          try output.write(bytes)
        } catch {
          unwritable = error
          throw InferenceError(.cancelled, "", .stopped)
        }
        written += bytes.count
      }
      let types = file.storedTypes(in: type)
      let counts = types.map { "\($0.count) in \($0.type.name)" }.joined(separator: ", ")
      let stored =
        types.allSatisfy { $0.type == type }
        ? ""
        : "Of its matrices \(counts): rows that do not fit the blocks of a type are stored in a larger "
          + "one, and the matrix that makes the logits in Q6_K at least.\n"
      return (Double(written) / Double(file.bytes.count), stored)
    } catch {
      throw unwritable ?? Inferring.diagnostic(error, file: source) { _ in nil }
    }
  }
}
