import Course
import Diagnostics
import Language
import Quantities
import Simulation

/// `fit`: the law of a server's steps out of a load test.
enum FitFunction {
  struct Found: Sendable {
    let fit: StepLaw.Fit
    let file: LoadTestFile
    let precision: Precision
    let model: String
    let gpu: String
  }

  private static let form = RecordForm<Found>([
    .record("law", StepFunctions.lawForm, "the law that comes closest") { $0.fit.law },
    .figure("median_error", .share, "half of the points are closer, in tokens per second") {
      $0.fit.medianError
    },
    .figure("largest_error", .share, "of any point, in tokens per second") {
      $0.fit.largestError
    },
    .figure("points", .number, "that were fitted") { Double($0.file.points.count) },
    .figure("left_out", .number, "rows that hold no point, or were not asked for") {
      Double($0.file.left)
    },
    .text("columns", "what the columns of the file were taken for") { $0.file.columns },
    .text("precision", "how the weights were kept") { $0.precision.rawValue },
    .init("model", .text, "what was served", when: "where it is said") {
      $0.model.isEmpty ? nil : .text($0.model)
    },
    .init("gpu", .text, "on what", when: "where it is said") {
      $0.gpu.isEmpty ? nil : .text($0.gpu)
    },
  ])

  static func function(_ machines: MachineBook?) -> Function {
    Function(
      "fit", "the law of a server's steps that comes closest to a load test in a CSV file",
      [
        Function.Parameter(
          "file", .path,
          "columns prompt_tokens, answer_tokens, users and output_tokens_per_s, or their usual names"
        ),
        Function.Parameter(
          "room", .quantity(Units.token), default: .tokens(0), otherwise: "without bound",
          "tokens that the KV cache held"),
        Function.Parameter(
          "rows", .text, default: .text(""), otherwise: "all", "only rows that hold this text"),
        Function.Parameter(
          "model", .text, default: .text(""), otherwise: "unknown",
          "what was served, so that arithmetic can be told from the reading of weights"),
        Function.Parameter(
          "gpu", .text, default: .text(""), otherwise: "unknown", "on what"),
        ServerFunction.precisionParameter,
      ],
      example: "fit(\"Guides/reference/load-test.csv\", room: 430,272 token)", gives: form
    ) { (arguments, budget) throws(Diagnostic) -> Found in
      let precision = try ServerFunction.precision(arguments)
      let (model, gpu) = (arguments.text("model") ?? "", arguments.text("gpu") ?? "")
      var weights = 0.0
      if !model.isEmpty, !gpu.isEmpty {
        let catalog = machines?.catalog ?? MachineCatalog()
        weights =
          Derivation(
            model: try ServerFunction.model(arguments, catalog).model,
            gpu: GPUShape(try ServerFunction.gpu(arguments, catalog)), precision: precision
          ).law.weights
      }
      let room = arguments.quantity("room").base
      let file: LoadTestFile
      do throws(SimulationError) {
        file = try LoadTestFile(
          arguments.text("file") ?? "", holding: arguments.text("rows") ?? "")
      } catch {
        throw error.diagnostic(arguments)
      }
      budget.spend(.bytes(Int64(file.bytes)))
      budget.spend(.events(Int64(file.points.count) * (weights > 0 ? 3000 : 100)))
      guard
        let fit = StepLaw.fit(file.points, room: room > 0 ? room : nil, weights: weights)
      else {
        throw Diagnostic(
          .wrongArguments, "These points tell no law.", at: arguments.span("file")
        ).label("\(file.points.count) points")
          .note("It takes at least five, of more than one number of users.")
      }
      return Found(fit: fit, file: file, precision: precision, model: model, gpu: gpu)
    }
  }
}
