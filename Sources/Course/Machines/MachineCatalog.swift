import Diagnostics

/// The GPUs and models that a course knows, and what is wrong with their files.
public struct MachineCatalog: Sendable {
  /// The GPUs, in the order of their file.
  public internal(set) var gpus: [GPUSheet] = []
  /// The models, in the order of their file.
  public internal(set) var models: [OpenModel] = []
  /// Everything that is wrong with the files.
  public internal(set) var problems: [Diagnostic] = []

  /// Neither.
  public init() {}

  /// The GPU with an id, however it is written: "A100 80GB", "a100-80gb".
  public func gpu(_ name: String) -> GPUSheet? {
    let id = MachineCatalog.id(name)
    return gpus.first { $0.id == id }
  }

  /// The model with an id, however it is written: "Qwen2.5-7B", "qwen2-5-7b".
  public func model(_ name: String) -> OpenModel? {
    let id = MachineCatalog.id(name)
    return models.first { $0.id == id }
  }

  /// The words with which people name a GPU among others, in lower case: "h100" for H100 SXM5.
  public var words: Set<String> {
    Set(
      gpus.flatMap { gpu in [gpu.id, String(gpu.id.prefix { $0 != "-" })] }
        .filter { $0.contains { $0.isNumber } })
  }

  /// A name as ids are written: lower case, words joined by hyphens.
  public static func id(_ name: String) -> String {
    var id = ""
    for character in name.lowercased() {
      if character.isLetter || character.isNumber {
        id.append(character)
      } else if !id.isEmpty, id.last != "-" {
        id.append("-")
      }
    }
    return id.last == "-" ? String(id.dropLast()) : id
  }
}
