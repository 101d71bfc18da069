import Diagnostics
import Quantities

extension FleetNames {
  /// What has a name of its own: the usual kind of quantity, and the name.
  private var pairs: [(usual: BaseDimension, name: Name)] {
    [(BaseDimension.gpu, server), (.request, request)].compactMap { usual, name in
      name.map { (usual, $0) }
    }
  }

  /// Units with the course's names in the place of the usual ones.
  public func units(_ catalog: UnitCatalog = .standard) -> UnitCatalog {
    catalog.replacing { entry in
      pairs.first { entry.unit.dimension == Dimension($0.usual) && entry.unit.scale == 1 }.map {
        let name = $0.name
        return UnitCatalog.Entry(
          unit: name.unit, names: name.one == name.many ? [name.one] : [name.one, name.many],
          sentence: "one \(name.one)")
      }
    }
  }

  /// A unit in the course's words.
  func unit(_ unit: Unit) -> Unit {
    replacing(unit) { factor in
      pairs.first { factor.dimension == Dimension($0.usual) }.map { $0.name.unit }
    }
  }

  /// A unit of the course in the usual words.
  func usual(_ unit: Unit) -> Unit {
    replacing(unit) { factor in
      pairs.first { factor.dimension == $0.name.dimension }
        .flatMap { UnitCatalog.standard.base(of: $0.usual) }
    }
  }

  private func replacing(_ unit: Unit, _ other: (NamedUnit) -> NamedUnit?) -> Unit {
    let factors = unit.factors.map { Unit.Factor(other($0.unit) ?? $0.unit, $0.exponent) }
    return factors == unit.factors ? unit : Unit(factors)
  }

  /// A problem in the course's words.
  /// - Parameter kept: what others wrote.
  func diagnostic(_ problem: Diagnostic, keeping kept: [String]) -> Diagnostic {
    func text(_ text: String) -> String { self.text(text, keeping: kept) }
    var problem = problem
    problem.message = text(problem.message)
    problem.label = text(problem.label)
    problem.expected = problem.expected.map { text($0) }
    problem.found = problem.found.map { text($0) }
    problem.notes = problem.notes.map { text($0) }
    problem.suggestion = problem.suggestion.map { text($0) }
    return problem
  }

  /// What an argument or a field may be, in the course's words.
  func kind(_ kind: Function.Kind) -> Function.Kind {
    switch kind {
    case .quantity(let unit): .quantity(self.unit(unit))
    case .forms(let phrase, let words): .forms(text(phrase), words: words)
    case .list(let kind): .list(self.kind(kind))
    case .record(let fields):
      .record(
        fields.filter { server == nil || $0.name != FleetNames.perInstance }.map { field($0) })
    case .anyQuantity, .bool, .text, .path, .words, .any: kind
    }
  }

  private func field(_ field: Function.Field) -> Function.Field {
    Function.Field(
      identifier(field.name), kind(field.kind), text(field.sentence),
      when: field.condition.map { text($0) })
  }
}

/// Values between a course with names of its own and functions that know the usual ones.
struct RenamedValues: Sendable {
  let names: FleetNames
  /// Texts that the function was given, which stay as they are in whatever it says.
  private(set) var kept: [String] = []
  /// The usual names of records and of their fields, by those that the course sees.
  private var usual: [String: Usual] = [:]

  private struct Usual {
    let name: String
    var fields: [String: String] = [:]
    var leavesOutPerInstance = false
  }

  /// - Parameter functions: what makes the records, as it is declared.
  init(_ names: FleetNames, of functions: [Function]) {
    self.names = names
    for function in functions { note(function.fields, of: function.name) }
  }

  /// The same for what a function says of some arguments.
  func keeping(_ texts: [String]) -> RenamedValues {
    var values = self
    values.kept = texts
    return values
  }

  /// A text of the program in the course's words.
  func text(_ text: String) -> String { names.text(text, keeping: kept) }

  private mutating func note(_ fields: [Function.Field], of record: String) {
    let shown = names.identifier(record)
    var known = usual[shown] ?? Usual(name: record)
    for field in fields {
      if field.name == FleetNames.perInstance { known.leavesOutPerInstance = true }
      known.fields[names.identifier(field.name)] = field.name
      note(field.fields, of: field.name)
    }
    usual[shown] = known
  }

  /// A value of a function, as the course sees it.
  /// - Parameter isOpen: whether fields are named by a file and not by the program.
  func named(_ value: Value, isOpen: Bool = false) -> Value {
    switch value {
    case .record(let record) where isOpen:
      let fields = record.fields.map { Record.Field($0.name, named($0.value), $0.sentence) }
      return .record(Record(name: record.name, fields: fields))
    case .record(let record): return .record(named(record))
    default: return renamed(value) { names.unit($0) }
    }
  }

  /// A value of the course, as functions take it.
  func usual(_ value: Value) -> Value {
    switch value {
    case .record(let record): .record(usual(record))
    default: renamed(value) { names.usual($0) }
    }
  }

  private func renamed(_ value: Value, _ unit: (Unit) -> Unit) -> Value {
    switch value {
    case .quantity(let quantity):
      return .quantity(Quantity(quantity.magnitude, unit(quantity.unit)))
    case .uncertain(let quantity):
      let other = unit(quantity.unit)
      return other == quantity.unit ? value : .uncertain(UncertainQuantity(quantity.samples, other))
    case .series(let series):
      guard case .numbers(let numbers, let old) = series.items else { return value }
      return .series(Series(.numbers(numbers, unit(old))))
    case .odds, .bool, .text, .record: return value
    }
  }

  /// A record in the course's words, with its pictures.
  func named(_ record: Record) -> Record {
    let names = names
    var absences: [String: Record.Absence] = [:]
    for (name, absence) in record.absences {
      absences[names.identifier(name)] = Record.Absence(
        text(absence.reason), try: absence.line.map { text($0) })
    }
    let histogram: (@Sendable () -> Histogram)? = record.histogram.map { histogram in
      { @Sendable in
        var named = histogram()
        named.names = names
        return named
      }
    }
    return Record(
      name: names.identifier(record.name),
      fields: record.fields.filter {
        names.server == nil || $0.name != FleetNames.perInstance
      }.map { field in
        var value = named(field.value)
        // What the program says; other texts are the author's.
        if ["assumed", "columns"].contains(field.name), case .text(let words) = value {
          value = .text(text(words))
        }
        return Record.Field(names.identifier(field.name), value, names.text(field.sentence))
      }, absences: absences,
      recording: record.recording.map { RenamedRecording($0, self) }, histogram: histogram,
      spread: record.spread, shades: record.shades, chart: record.chart,
      remarks: record.remarks.map { text($0) })
  }

  private func usual(_ record: Record) -> Record {
    let known = usual[record.name]
    var absences: [String: Record.Absence] = [:]
    for (name, absence) in record.absences { absences[known?.fields[name] ?? name] = absence }
    var fields = record.fields.map {
      Record.Field(known?.fields[$0.name] ?? $0.name, usual($0.value), $0.sentence)
    }
    if names.server != nil, known?.leavesOutPerInstance == true,
      let gpu = UnitCatalog.standard.base(of: .gpu)
    {
      fields.append(Record.Field(FleetNames.perInstance, .quantity(Quantity(1, Unit(gpu)))))
    }
    return Record(
      name: known?.name ?? record.name, fields: fields, absences: absences,
      recording: (record.recording as? RenamedRecording)?.base ?? record.recording,
      histogram: record.histogram, spread: record.spread, shades: record.shades,
      chart: record.chart, remarks: record.remarks)
  }
}
