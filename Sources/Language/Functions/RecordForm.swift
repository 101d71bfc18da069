import Diagnostics

/// The fields of a record, each declared together with how it is read from what was found. Records
/// of functions are made by their form alone:
///
///     let form = RecordForm<Phase>([
///       .init("tokens", .quantity(token), "read or written") { .tokens($0.tokens) }
///     ])
///     form.record(of: phase, name: "prefill")
public struct RecordForm<Found>: Sendable {
  /// A field, and where its value comes from.
  public struct Entry: Sendable {
    let field: Function.Field
    let read: @Sendable (Found) -> Value?
    let remark: (@Sendable (Found) -> String?)?
    let absence: (@Sendable (Found) -> Record.Absence?)?

    /// - Parameters:
    ///   - condition: when the field is there; nil for always.
    ///   - remark: said of this value instead of the sentence; nil for none.
    ///   - absence: why the value is not there, where it is not, in a sentence.
    ///   - read: the value; nil where the condition does not hold.
    public init(
      _ name: String, _ kind: Function.Kind, _ sentence: String, when condition: String? = nil,
      remark: (@Sendable (Found) -> String?)? = nil,
      absence: (@Sendable (Found) -> Record.Absence?)? = nil,
      _ read: @escaping @Sendable (Found) -> Value?
    ) {
      field = Function.Field(name, kind, sentence, when: condition)
      self.read = read
      self.remark = remark
      self.absence = absence
    }

    /// A record in the record, of a form of its own.
    public init<Part>(
      _ name: String, _ form: RecordForm<Part>, _ sentence: String, when condition: String? = nil,
      absence: (@Sendable (Found) -> Record.Absence?)? = nil,
      _ read: @escaping @Sendable (Found) -> Part?
    ) {
      self.init(name, .record(form.fields), sentence, when: condition, absence: absence) { found in
        read(found).map { .record(form.record(of: $0, name: name)) }
      }
    }
  }

  /// What else a record carries that is no part of its value.
  public struct Extras: Sendable {
    /// What was recorded of a run.
    public var recording: (any RunRecording)?
    /// What `plot` shows.
    public var histogram: (@Sendable () -> Histogram)?
    /// What `quantile` and `share_within` read.
    public var spread: Spread?
    /// What is drawn in shades.
    public var shades: Shades?
    /// Curves that are drawn.
    public var chart: Chart?
    /// What to know before trusting its figures.
    public var remarks: [String]

    public init(
      recording: (any RunRecording)? = nil, histogram: (@Sendable () -> Histogram)? = nil,
      spread: Spread? = nil, shades: Shades? = nil, chart: Chart? = nil, remarks: [String] = []
    ) {
      self.recording = recording
      self.histogram = histogram
      self.spread = spread
      self.shades = shades
      self.chart = chart
      self.remarks = remarks
    }
  }

  private let entries: [Entry]
  private let extras: @Sendable (Found, _ name: String) -> Extras

  /// - Parameter extras: what a record carries besides, by what was found and the record's name.
  public init(
    _ entries: [Entry],
    with extras: @escaping @Sendable (Found, _ name: String) -> Extras = { _, _ in Extras() }
  ) {
    self.entries = entries
    self.extras = extras
  }

  /// The fields as they are declared.
  public var fields: [Function.Field] { entries.map { $0.field } }

  /// The record of what was found.
  public func record(of found: Found, name: String) -> Record {
    let extras = extras(found, name)
    var fields: [Record.Field] = []
    var absences: [String: Record.Absence] = [:]
    for entry in entries {
      if let value = entry.read(found) {
        let sentence = entry.remark?(found) ?? entry.field.sentence
        fields.append(Record.Field(entry.field.name, value, sentence))
      } else if let reason = entry.absence?(found) {
        absences[entry.field.name] = reason
      }
    }
    return Record(
      name: name, fields: fields, absences: absences, recording: extras.recording,
      histogram: extras.histogram, spread: extras.spread, shades: extras.shades,
      chart: extras.chart, remarks: extras.remarks)
  }
}
