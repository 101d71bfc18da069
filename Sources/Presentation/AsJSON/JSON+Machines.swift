import Basics
import Course
import Quantities

extension JSON {
  /// The GPUs or models that are listed, with everything that their file says of each; what nobody
  /// says is null.
  public init(_ table: MachineTable) {
    self = .array(table.gpus.map { JSON.sheet($0) } + table.models.map { JSON.model($0) })
  }

  private static func quantity(_ value: Quantity?) -> JSON { value.map { JSON($0) } ?? .null }

  private static func whole(_ number: Int?) -> JSON {
    number.map { .number(Double($0)) } ?? .null
  }

  private static func sheet(_ gpu: GPUSheet) -> JSON {
    .object([
      "id": .string(gpu.id), "name": .string(gpu.name), "memory": JSON(gpu.memory),
      "bandwidth": JSON(gpu.bandwidth), "fp16": JSON(gpu.fp16), "fp8": quantity(gpu.fp8),
      "fp4": quantity(gpu.fp4), "int8": quantity(gpu.int8), "power": quantity(gpu.power),
      "link": quantity(gpu.link), "year": whole(gpu.year), "mark": .string(gpu.mark.rawValue),
      "source": .string(gpu.source), "note": .string(gpu.note),
    ])
  }

  private static func model(_ model: OpenModel) -> JSON {
    .object([
      "id": .string(model.id), "name": .string(model.name),
      "parameters": .number(model.parameters),
      "active": .number(model.active ?? model.parameters), "layers": whole(model.layers),
      "hidden": whole(model.hidden), "heads": whole(model.heads),
      "kv_heads": whole(model.keyValueHeads), "head_size": whole(model.headSize),
      "vocabulary": whole(model.vocabulary), "tied": .bool(model.isTied),
      "context": quantity(model.context), "experts": whole(model.experts),
      "experts_used": whole(model.expertsUsed), "kv_per_token": JSON(model.cachePerToken),
      "kv_far": quantity(model.cacheFar),
      "published": model.published.map { .string($0) } ?? .null,
      "mark": .string(model.mark.rawValue), "source": .string(model.source),
      "note": .string(model.note),
    ])
  }
}
