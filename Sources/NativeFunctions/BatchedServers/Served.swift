import Course
import Language
import Quantities
import Simulation

/// A model to serve, and where it is known from.
struct Served: Sendable {
  let name: String
  let origin: String
  /// Whether some layers look back through a window alone.
  let hasWindows: Bool
  /// Tokens of the longest text; nil where nobody says.
  let context: Double?
  let model: ServedModel

  static let form = RecordForm<Served>([
    .text("name", "what it is called", remark: { $0.origin }) { $0.name },
    .figure("parameters", .number, "in all") { $0.model.parameters },
    .figure("active", .number, "of these, those that a token uses") { $0.model.active },
    .figure("embedding", .number, "parameters of one table of the vocabulary") {
      $0.model.embedding
    },
    .flag("tied", "whether the tables at both ends are one") { $0.model.isTied },
    .figure("layers", .number, "one upon another") { Double($0.model.layers) },
    .figure("width", .number, "numbers in the state of a token") { $0.model.hidden },
    .figure("heads", .number, "of queries") { Double($0.model.heads) },
    .figure("attention", .number, "numbers of all query heads together") { $0.model.attention },
    .figure("cached", .number, "numbers kept of each token, in all layers") { $0.model.cached },
    .figure("key_value_heads", .number, "that they are split into") {
      Double($0.model.cacheHeads)
    },
    .figure("experts", .number, "of a layer", when: "for a mixture of experts") {
      $0.model.experts.map { Double($0.all) }
    },
    .figure("experts_used", .number, "by a token", when: "for a mixture of experts") {
      $0.model.experts.map { Double($0.used) }
    },
    .figure("context", .tokens, "the longest text", when: "where the file says") { $0.context },
    .flag("windows", "whether some layers look back through a window alone") { $0.hasWindows },
  ])
}

extension Served {
  /// A model of the course.
  init(_ model: OpenModel) {
    self.init(
      name: model.id, origin: "\(model.name): \(model.mark.words)",
      hasWindows: model.cacheFar != nil, context: model.context?.base, model: ServedModel(model))
  }

  /// What `open_model` gave; nil where the value is none.
  init?(_ value: Value?) {
    guard case .record(let record)? = value, record.name == "open_model" else { return nil }
    func number(_ field: String) -> Double { record[field]?.quantity?.base ?? .nan }
    func whole(_ field: String) -> Int { Int(exactly: number(field)) ?? 1 }
    var model = ServedModel(
      parameters: number("parameters"), embedding: number("embedding"),
      isTied: record["tied"] == .bool(true), layers: whole("layers"), hidden: number("width"),
      attention: number("attention"), cached: number("cached"),
      cacheHeads: whole("key_value_heads"))
    model.active = number("active")
    model.heads = whole("heads")
    if record["experts"] != nil {
      model.experts = .init(all: whole("experts"), used: whole("experts_used"))
    }
    guard model.parameters.isFinite, model.cached > 0 else { return nil }
    var name = "model"
    if case .text(let text)? = record["name"] { name = text }
    self.init(
      name: name, origin: "its own file", hasWindows: record["windows"] == .bool(true),
      context: record["context"]?.quantity?.base, model: model)
  }
}
