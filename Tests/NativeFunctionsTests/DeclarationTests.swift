import Course
import Diagnostics
import Foundation
import Language
import NativeFunctions
import Quantities
import SampleCourse
import Testing
import Workbook

/// Every function gives what its declaration says, and says something of all that it takes.
@Suite struct DeclarationTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  static let workbook = Workbook(
    functions: FunctionCatalog.standard
      + NativeFunctions.all(
        prices: try? Course(folder: root).prices, machines: try? Course(folder: root).machines,
        runner: ModelRunner(model: model?.path)))

  // Without a model its functions say so, and the tests fail.
  private static let model = try? TinyModel()

  static let functions = workbook.functions.functions

  /// The example as it can be run from anywhere.
  static func example(_ function: Function) -> String {
    function.example.replacing("\"Guides/", with: "\"\(root)/Guides/")
  }

  @Test(arguments: functions.map { $0.name })
  func examplesGiveWhatIsDeclared(_ name: String) throws {
    var workbook = Self.workbook
    workbook.isAutomatic = true
    let function = try #require(workbook.functions.function(named: name))
    let value = try workbook.reading(Self.example(function))
    let differences = Self.differences(of: value, from: function.result, name)
    #expect(differences.isEmpty)
    #expect(function.result.fits(value), "\(value.text)")
    // The example is a call of the function, as people would write it.
    #expect(function.example.hasPrefix("\(name)("))
    #expect(value.quantity?.magnitude.isFinite ?? true)
  }

  /// What of a value is not as it was declared, field by field.
  static func differences(
    of value: Value, from kind: Function.Kind, _ path: String
  ) -> [String] {
    guard case .record(let fields) = kind, case .record(let record) = value else {
      return kind.fits(value) ? [] : ["\(path) is \(value.kind), not \(kind.words)"]
    }
    let undeclared = record.fields.map { $0.name }.filter { name in
      !fields.contains { $0.name == name }
    }
    return undeclared.map { "\(path).\($0) is not declared" }
      + fields.flatMap { field -> [String] in
        guard let value = record[field.name] else {
          return field.condition == nil ? ["\(path).\(field.name) is missing"] : []
        }
        return differences(of: value, from: field.kind, "\(path).\(field.name)")
      }
  }

  @Test(arguments: functions.map { $0.name })
  func everythingIsSaid(_ name: String) throws {
    let function = try #require(Self.workbook.functions.function(named: name))
    #expect(!function.sentence.isEmpty)
    for parameter in function.parameters { #expect(!parameter.sentence.isEmpty) }
    #expect(Set(function.parameters.map { $0.name }).count == function.parameters.count)
    func look(_ fields: [Function.Field], _ path: String) {
      #expect(Set(fields.map { $0.name }).count == fields.count, "\(path)")
      for field in fields {
        #expect(!field.sentence.isEmpty, "\(path).\(field.name)")
        look(field.fields, "\(path).\(field.name)")
      }
    }
    look(function.fields, name)
  }

  /// Every default is of the kind that its parameter takes.
  @Test(arguments: functions.map { $0.name })
  func defaultsFit(_ name: String) throws {
    let function = try #require(Self.workbook.functions.function(named: name))
    for parameter in function.parameters {
      guard let preset = parameter.preset else { continue }
      #expect(parameter.kind.fits(preset), "\(name).\(parameter.name)")
    }
  }

  // MARK: Arguments that are given by themselves

  func call(_ name: String, _ arguments: [(String, String)]) throws -> Value {
    try Self.workbook.call(
      name,
      with: arguments.map { GivenArgument($0.0, .written(Source(name: "--" + $0.0, $0.1))) },
      typed: Source("gpulearn simulate"))
  }

  /// The same values as in a line of the language come to the same.
  @Test(
    arguments: [
      (
        "serverless", [("arrivals", "2/s"), ("service", "1 s"), ("keep_alive", "knative")],
        "serverless(2/s, 1 s, keep_alive: \"knative\", horizon: 2k requests)"
      ),
      (
        "serverless",
        [
          ("arrivals", "2/s"), ("service", "lognormal(1 s, 4 s)"), ("warmth", "disk"),
          ("cold_start", "phases(load: 3 s)"), ("bills_idle", "false"),
        ],
        "serverless(2/s, lognormal(1 s, 4 s), warmth: \"disk\", cold_start: phases(load: 3 s), "
          + "bills_idle: false, horizon: 2k requests)"
      ),
      (
        "dedicated",
        [("arrivals", "1/s"), ("service", "500 ms"), ("gpus", "2"), ("queue", "reject")],
        "dedicated(1/s, 500 ms, gpus: 2, queue: \"reject\", horizon: 2k requests)"
      ),
    ] as [(String, [(String, String)], String)])
  func sameAsALine(_ name: String, _ arguments: [(String, String)], _ line: String) throws {
    var workbook = Self.workbook
    let given = try call(name, arguments + [("horizon", "2k requests")])
    #expect(given == (try workbook.reading(line)))
  }

  /// No text of an option can become another argument: it is a path that is not there, or an
  /// expression that does not end where it should.
  @Test(arguments: [
    ("replay", "file", "x.csv\", speed: 5, time_column: \"t", ["missing: x.csv"]),
    ("replay", "file", "a\"b.csv", []),
    ("serverless", "service", "1 s), keep_alive: (2 s", []),
    ("serverless", "keep_alive", "knative\", seed: 2, queue: \"reject", []),
  ])
  func optionsStayWhatTheyAre(
    _ name: String, _ option: String, _ text: String, _ words: [String]
  ) throws {
    let other = name == "replay" ? [] : [("arrivals", "1/s"), ("service", "1 s")]
    do {
      _ = try call(name, other.filter { $0.0 != option } + [(option, text)])
      Issue.record("it was accepted")
    } catch let error as Diagnostic {
      // It points into the option's own text.
      #expect(error.span?.source == Source(name: "--" + option, text), "\(error)")
    }
  }
}
