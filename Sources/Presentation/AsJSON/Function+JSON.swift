import Basics
import Language

extension JSON {
  /// A declaration: `name`, `form`, `sentence`, `arguments`, `gives`, `fields` and `example`.
  public init(_ function: Function) {
    self = .object([
      "name": .string(function.name), "form": .string(function.form),
      "sentence": .string(function.sentence),
      "arguments": .array(function.parameters.map { JSON($0) }),
      "gives": .string(function.fields.isEmpty ? function.result.words : "record"),
      "fields": .array(function.fields.map { JSON($0) }), "example": .string(function.example),
    ])
  }

  /// An argument; `default` is null where it has to be given, and `otherwise` says in words what holds
  /// without it, where the default does not.
  private init(_ parameter: Function.Parameter) {
    self = .object([
      "name": .string(parameter.name), "kind": .string(parameter.kind.words),
      "sentence": .string(parameter.sentence), "default": JSON(parameter.preset),
      "otherwise": parameter.otherwise.map { .string($0) } ?? .null,
    ])
  }

  /// A field of a result with those in it; `when` is null where it is always there.
  private init(_ field: Function.Field) {
    self = .object([
      "name": .string(field.name),
      "kind": .string(field.fields.isEmpty ? field.kind.words : "record"),
      "sentence": .string(field.sentence), "when": field.condition.map { .string($0) } ?? .null,
      "fields": .array(field.fields.map { JSON($0) }),
    ])
  }
}
