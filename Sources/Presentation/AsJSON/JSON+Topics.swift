import Basics
import Course
import Language
import Quantities
import Workbook

extension JSON {
  /// A command: `form` and `sentence`.
  init(_ command: Command) {
    self = .object([
      "form": .string(command.form), "sentence": .string(command.sentence),
      "example": .string(command.example),
    ])
  }

  /// A unit: `names` and `sentence`.
  init(_ unit: UnitCatalog.Entry) {
    self = .object([
      "names": .array(unit.names.map { .string($0) }), "sentence": .string(unit.sentence),
      "measures": .string(unit.unit.dimension.words),
    ])
  }

  /// A cell by its declaration: `name`, `kind`, `sentence`, `formula` and its `value`.
  public init(_ cell: Cell) {
    let kind =
      switch cell.kind {
      case .parameter: "parameter"
      case .result: "result"
      case .own: "own"
      }
    self = .object([
      "name": .string(cell.id.text), "kind": .string(kind), "sentence": .string(cell.sentence),
      "formula": .string(cell.written.text), "value": cell.value.map { JSON($0) } ?? .null,
    ])
  }

  /// A block: `form`, `sentence`, `options`, `body` and `example`.
  init(_ block: DirectiveKind) {
    let declared = block.declaration
    self = .object([
      "name": .string(block.word), "form": .string(block.form),
      "sentence": .string(declared.sentence),
      "options": .array(declared.options.map { JSON($0) }),
      "body": declared.body.map { .string($0) } ?? .null, "example": .string(declared.example),
    ])
  }

  /// A kind of exercise: `name`, `sentence`, `keys` and `part`.
  init(_ kind: Exercise.Kind) {
    self = .object([
      "name": .string(kind.rawValue), "sentence": .string(kind.sentence),
      "keys": .array(kind.keys.map { JSON($0) }),
      "part": kind.part.map {
        .object(["heading": .string($0.heading), "sentence": .string($0.sentence)])
      } ?? .null,
    ])
  }

  /// A key of a file; `otherwise` is null where nothing holds without it.
  init(_ key: FileKey) {
    self = .object([
      "name": .string(key.name), "kind": .string(key.kind.words), "required": .bool(key.isRequired),
      "otherwise": key.otherwise.map { .string($0) } ?? .null,
      "sentence": .string(key.sentence), "example": .string(key.example),
      "keys": .array(key.keys.map { JSON($0) }),
    ])
  }

  /// A term of the glossary: `name`, `also`, `text`, `lesson` and `see`.
  init(_ term: GlossaryTerm) {
    self = .object([
      "name": .string(term.name.text), "also": .array(term.otherNames.map { .string($0.text) }),
      "text": .string(term.text.plain), "lesson": term.lesson.map { .string($0.id) } ?? .null,
      "see": .array(term.related.map { .string($0.text) }),
    ])
  }
}
