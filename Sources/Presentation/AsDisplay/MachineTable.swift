import Course
import Diagnostics
import Display
import Quantities

/// The GPUs or the models of a course, for people.
public struct MachineTable: Sendable {
  /// What is listed.
  public enum Kind: Sendable { case gpus, models }

  /// The GPUs that are listed, slowest memory first.
  public let gpus: [GPUSheet]
  /// The models that are listed, smallest first.
  public let models: [OpenModel]
  /// What is wrong with the files.
  public let problems: [Diagnostic]
  private let kind: Kind
  private let known: [String]
  private let word: String

  /// - Parameter word: what the rows must hold, in whatever field, in capitals or not; empty for all.
  public init(_ catalog: MachineCatalog, _ kind: Kind, matching word: String) {
    self.kind = kind
    self.word = word
    problems = catalog.problems
    let words = word.lowercased().split(whereSeparator: { $0.isWhitespace })
    func holds(_ text: String) -> Bool {
      let text = text.lowercased()
      return words.allSatisfy { text.contains($0) }
    }
    switch kind {
    case .gpus:
      known = catalog.gpus.map { $0.id }
      gpus = catalog.gpus.filter { holds("\($0.id) \($0.name) \($0.year ?? 0)") }
        .sorted { ($0.bandwidth.base, $0.id) < ($1.bandwidth.base, $1.id) }
      models = []
    case .models:
      known = catalog.models.map { $0.id }
      models = catalog.models.filter { holds("\($0.id) \($0.name)") }
        .sorted { ($0.parameters, $0.id) < ($1.parameters, $1.id) }
      gpus = []
    }
  }

  /// Whether no row is listed.
  public var isEmpty: Bool { gpus.isEmpty && models.isEmpty }

  /// The rows as a table, or a sentence where there are none.
  public var display: Display {
    guard let first = gpus.first?.id ?? models.first?.id else {
      return Display([.paragraph(nothing)])
    }
    let call =
      kind == .gpus
      ? "gpu_server(\"qwen3-8b\", \"\(first)\")" : "gpu_server(\"\(first)\", \"h100\")"
    return Display([
      .table(kind == .gpus ? gpuTable : modelTable),
      .lines([
        Text(call, .input) + Text(" derives how fast it serves.", .muted),
        Text(
          kind == .gpus
            ? "16-bit, 8-bit and 4-bit: dense TFLOP/s on such numbers."
            : "size and active: parameters. KV/token: of the KV cache, at 16 bits.", .muted),
        Text(
          "Marks: A the publisher's own text, B somebody else's table, M from memory, unverified.",
          .muted),
      ]),
    ])
  }

  private var nothing: Text {
    let file = kind == .gpus ? "Chapters/gpus.yaml" : "Chapters/models.yaml"
    guard !known.isEmpty else {
      return problems.contains { $0.span?.source.name == file }
        ? Text("No row of \(file) can be used.")
        : Text("There is no list. It would be the course's \(file).")
    }
    let near = closest(to: word, among: known)
    return Text("Nothing has “\(word)” in it.")
      + (near.map { Text(" Is ") + Text($0, .name) + Text(" meant?") }
        ?? Text(" All of them: ")
        + Text(kind == .gpus ? "gpulearn gpus" : "gpulearn models", .input))
  }

  private var gpuTable: Table {
    Table(
      header: ["GPU", "memory", "GB/s", "16-bit", "8-bit", "4-bit", "power", "year", "mark"]
        .map { Text($0, .muted) },
      rows: gpus.map { gpu in
        [
          Text(gpu.id, .name), Text(gpu.memory.text, .value), number(gpu.bandwidth.base / 1e9),
          number(gpu.fp16.base / 1e12), number((gpu.fp8 ?? gpu.int8).map { $0.base / 1e12 }),
          number(gpu.fp4.map { $0.base / 1e12 }), Text(gpu.power?.text ?? "–"),
          Text(gpu.year.map { "\($0)" } ?? "–", .muted), Text(gpu.mark.rawValue, .muted),
        ]
      },
      alignments: [.leading] + Array(repeating: .trailing, count: 7) + [.leading])
  }

  private var modelTable: Table {
    Table(
      header: ["model", "size", "active", "layers", "KV/token", "context", "mark"]
        .map { Text($0, .muted) },
      rows: models.map { model in
        [
          Text(model.id, .name), Text(billions(model.parameters), .value),
          Text(model.active.map { billions($0) } ?? "all", .muted), number(Double(model.layers)),
          Text(MachineTable.kilobytes(model.cachePerToken)),
          Text(model.context?.text ?? "–", .muted),
          Text(model.mark.rawValue, .muted),
        ]
      },
      alignments: [.leading] + Array(repeating: .trailing, count: 5) + [.leading])
  }

  private func number(_ value: Double?) -> Text { Text(value.map { Quantity($0).text } ?? "–") }

  private func billions(_ count: Double) -> String {
    count < 1e9
      ? "\(Quantity((count / 1e6).rounded()).text)M"
      : "\(Quantity((count / 1e8).rounded() / 10).text)B"
  }

  private static func kilobytes(_ quantity: Quantity) -> String {
    "\(Quantity((quantity.base / 100).rounded() / 10).text) kB"
  }
}
