import Basics
import Diagnostics
import Inference
import Language
import Quantities
import Simulation

/// `open_model`: what serving a model costs, by its own file.
enum OpenModelFunction {
  static let function = Function(
    "open_model", "a model by its own file, for gpu_server: a config.json, or a GGUF file",
    [Function.Parameter("file", .path, "path of a config.json or a GGUF file")],
    example: "open_model(\"Models/gpulearn.gguf\")", gives: Served.form
  ) { (arguments, budget) throws(Diagnostic) -> Served in
    let path = arguments.text("file") ?? ""
    let bytes = try inferring(arguments, file: path) { () throws(InferenceError) in
      try FileBytes(path: path)
    }
    budget.spend(.bytes(Int64(min(bytes.count, 10_000_000))))
    guard bytes.isJSON else {
      return try inferring(arguments, file: path) { () throws(InferenceError) in
        try served(GGUFFile(bytes), path)
      }
    }
    do throws(ModelConfiguration.Problem) {
      return try ModelConfiguration(bytes).served
    } catch {
      throw Diagnostic(.unreadable, "\(path) \(error.words).", at: arguments.span("file"))
    }
  }

  private static func served(_ file: GGUFFile, _ path: String) throws(InferenceError) -> Served {
    let shape = try Inference.ModelShape(file)
    let embedding = Double(shape.vocabulary) * Double(shape.width)
    let parameters = file.tensors.reduce(0.0) { $0 + Double($1.elements) }
    let heads = Double(shape.layers) * Double(shape.keyValueHeads)
    var model = ServedModel(
      parameters: parameters, embedding: embedding,
      isTied: !file.tensors.contains { $0.name == "output.weight" }, layers: shape.layers,
      hidden: Double(shape.width), attention: Double(shape.heads * shape.keySize),
      cached: heads * Double(shape.keySize + shape.valueSize), cacheHeads: shape.keyValueHeads)
    model.heads = shape.heads
    return Served(
      name: String(path.split(separator: "/").last ?? "model"), origin: "its own file",
      hasWindows: shape.windows.contains { $0 != nil },
      context: Double(shape.contextLength), model: model)
  }
}

extension FileBytes {
  /// Whether the first sign is the brace of an object.
  fileprivate var isJSON: Bool {
    prefix(64).first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
      == UInt8(ascii: "{")
  }
}
