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
    let precision: Precision?
    let gpus: Int
    let model: String
    let gpu: String

    /// What was not read, and why.
    var remarks: [String] {
      file.reason.map { ["Rows were left out; of the first one, \($0)."] } ?? []
    }
  }

  private static let form = RecordForm<Found>(
    StepFunctions.fitted { $0.fit } + [
      .figure("points", .number, "that were fitted") { Double($0.file.points.count) },
      .figure("left_out", .number, "rows that hold no point, or were not asked for") {
        Double($0.file.left)
      },
      .text("columns", "what the columns of the file were taken for") { $0.file.columns },
      .text("precision", "how the weights were kept") { $0.precision?.rawValue ?? "unknown" },
      .figure("gpus", .number, "that shared the model") { Double($0.gpus) },
      .init("model", .text, "what was served", when: "where it is said") {
        $0.model.isEmpty ? nil : .text($0.model)
      },
      .init("gpu", .text, "on what", when: "where it is said") {
        $0.gpu.isEmpty ? nil : .text($0.gpu)
      },
    ]
  ) { found, _ in RecordForm.Extras(remarks: found.remarks) }

  static func function(_ machines: MachineBook?) -> Function {
    Function(
      "fit", "the law of a server's steps that comes closest to a load test in CSV or JSON",
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
        Function.Parameter(
          "precision", .words(Precision.allCases.map { $0.rawValue } + ["unknown"]),
          default: .text("unknown"), "how the weights were kept"),
        Function.Parameter(
          "gpus", .quantity(Units.gpu), default: .quantity(Quantity(1, Units.gpu)),
          "that shared the model"),
      ],
      example:
        "fit(\"Guides/reference/load-test.csv\", room: 430,272 token, precision: \"fp8\")",
      gives: form
    ) { (arguments, budget) throws(Diagnostic) -> Found in
      let precision = arguments.text("precision").flatMap { Precision(rawValue: $0) }
      let gpus = try Settings.count("gpus", arguments)
      let (model, gpu) = (arguments.text("model") ?? "", arguments.text("gpu") ?? "")
      var weights = 0.0
      let catalog = machines?.catalog ?? MachineCatalog()
      let ids = (
        model: model.isEmpty ? "" : try ServerFunction.model(arguments, catalog).name,
        gpu: gpu.isEmpty ? "" : try ServerFunction.gpu(arguments, catalog).id
      )
      if !model.isEmpty, !gpu.isEmpty {
        guard let precision else {
          throw Diagnostic(
            .wrongArguments, "Of a model on a GPU it has to be said how the weights were kept.",
            at: arguments.span("model")
          ).note("As in precision: \"bf16\".")
        }
        var derived = Derivation(
          model: try ServerFunction.model(arguments, catalog).model,
          gpu: GPUShape(try ServerFunction.gpu(arguments, catalog)), precision: precision)
        derived.gpus = gpus
        weights = derived.law.weights
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
        let fit = StepLaw.carefulFit(file.points, room: room > 0 ? room : nil, weights: weights)
      else {
        let few = Diagnostic(
          .wrongArguments, "These points tell no law.", at: arguments.span("file")
        ).label("\(file.points.count) points")
          .note("It takes at least five, of more than one number of users.")
        throw file.reason.map { few.note("Rows were left out; of the first one, \($0).") } ?? few
      }
      guard fit.medianError < 0.3 else {
        throw Diagnostic(
          .wrongArguments, "No law of steps comes near these points.", at: arguments.span("file")
        ).label("half of them are off by \(Value.share(fit.medianError).text) or more")
          .note("\(file.columns). Is one row of another kind, or room too small?")
      }
      return Found(
        fit: fit, file: file, precision: precision, gpus: gpus, model: ids.model, gpu: ids.gpu)
    }
  }
}
