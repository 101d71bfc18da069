import Language
import Quantities

/// How a plain number becomes a value of the language: a unit to declare, and the value in the unit
/// of that dimension which fits its size.
struct Scale: Sendable {
  /// The unit in which a declaration says what it is.
  let unit: Unit
  /// The value of a number that counts base units: seconds, bytes, a share from 0 to 1.
  let value: @Sendable (Double) -> Value

  /// What a declaration says.
  var kind: Function.Kind { .quantity(unit) }

  /// Simulated times, always in seconds.
  static let seconds = Scale(unit: Units.second) { .seconds($0) }
  /// Measured times, in s, ms or us.
  static let time = Scale(unit: Units.second) { .time($0) }
  static let share = Scale(unit: .percent) { .share($0) }
  static let number = Scale(unit: .none) { .number($0) }
  static let tokens = Scale(Units.token)
  static let tokenRate = Scale(Units.tokenRate)
  static let requests = Scale(Units.request)
  static let requestRate = Scale(Units.requestRate)
  static let dollars = Scale(.dollar)
  /// Dollars for a thousand of what costs so many dollars each.
  static let dollarsPerThousand = Scale(unit: .dollar) {
    .quantity(Quantity($0 * 1000, .dollar))
  }
  /// Dollars for a million of what costs so many dollars each.
  static let dollarsPerMillion = Scale(unit: .dollar) { .quantity(Quantity($0 * 1e6, .dollar)) }
  static let perRequest = Scale(Units.perRequest)
  static let perMonth = Scale(Units.perMonth)
  /// Dollars a month of what costs so many dollars an hour.
  static let perMonthOfHours = Scale(unit: Units.perMonth) {
    .quantity(Quantity($0 * 720, Units.perMonth))
  }
  static let gpuSeconds = Scale(Units.gpuSecond)
  static let data = Scale(unit: Units.unit("B")) { .data($0) }

  /// Data for each of something: B/token, B/s.
  static func data(per below: String) -> Scale {
    Scale(unit: Units.rate("B", per: below)) { .data($0, per: below) }
  }

  /// Floating-point operations for each of something: flop/token, flop/s.
  static func work(per below: String) -> Scale {
    Scale(unit: Units.rate("flop", per: below)) { .work($0, per: below) }
  }

  private init(unit: Unit, _ value: @escaping @Sendable (Double) -> Value) {
    self.unit = unit
    self.value = value
  }

  /// Always in this unit.
  init(_ unit: Unit) {
    self.init(unit: unit) { .quantity(Quantity($0, unit)) }
  }
}

extension RecordForm.Entry {
  /// A field that holds a quantity.
  static func figure(
    _ name: String, _ scale: Scale, _ sentence: String, when condition: String? = nil,
    remark: (@Sendable (Found) -> String?)? = nil, _ read: @escaping @Sendable (Found) -> Double?
  ) -> Self {
    Self(name, scale.kind, sentence, when: condition, remark: remark) {
      read($0).map(scale.value)
    }
  }

  /// A field that holds a quantity, or says why it does not.
  static func figure(
    _ name: String, _ scale: Scale, _ sentence: String, when condition: String,
    absence: @escaping @Sendable (Found) -> Record.Absence?,
    read: @escaping @Sendable (Found) -> Double?
  ) -> Self {
    Self(name, scale.kind, sentence, when: condition, absence: absence) {
      read($0).map(scale.value)
    }
  }

  /// A field that holds a text.
  static func text(
    _ name: String, _ sentence: String, remark: (@Sendable (Found) -> String?)? = nil,
    _ read: @escaping @Sendable (Found) -> String?
  ) -> Self {
    Self(name, .text, sentence, remark: remark) { read($0).map { .text($0) } }
  }

  /// A field that is a list of shares.
  static func shares(
    _ name: String, _ sentence: String, _ read: @escaping @Sendable (Found) -> [Double]
  ) -> Self {
    Self(name, .list(Scale.share.kind), sentence) { found in
      .series(Series(.numbers(read(found).map { $0 * 100 }, .percent)))
    }
  }

  /// A field that is a list of amounts in a unit.
  static func amounts(
    _ name: String, _ unit: Unit, _ sentence: String,
    _ read: @escaping @Sendable (Found) -> [Double]
  ) -> Self {
    Self(name, .list(.quantity(unit)), sentence) { .series(Series(.numbers(read($0), unit))) }
  }

  /// A field that is a list of plain numbers.
  static func numbers(
    _ name: String, _ sentence: String, _ read: @escaping @Sendable (Found) -> [Double]
  ) -> Self {
    Self(name, .list(Scale.number.kind), sentence) { .series(Series(.numbers(read($0), .none))) }
  }

  /// A field that is a list of texts.
  static func texts(
    _ name: String, _ sentence: String, _ read: @escaping @Sendable (Found) -> [String]
  ) -> Self {
    Self(name, .list(.text), sentence) { .series(Series(.texts(read($0)))) }
  }

  /// A field that is true or false.
  static func flag(
    _ name: String, _ sentence: String, when condition: String? = nil,
    remark: (@Sendable (Found) -> String?)? = nil,
    _ read: @escaping @Sendable (Found) -> Bool?
  ) -> Self {
    Self(name, .bool, sentence, when: condition, remark: remark) { read($0).map { .bool($0) } }
  }

  /// A field that holds a record of a form of its own.
  static func record<Part>(
    _ name: String, _ form: RecordForm<Part>, _ sentence: String, when condition: String? = nil,
    absence: (@Sendable (Found) -> Record.Absence?)? = nil,
    _ read: @escaping @Sendable (Found) -> Part?
  ) -> Self {
    Self(name, form, sentence, when: condition, absence: absence, read)
  }
}
