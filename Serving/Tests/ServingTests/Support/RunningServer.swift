import Foundation

/// The real program, serving on a port that was free.
final class RunningServer: @unchecked Sendable {
  let port: UInt16
  let process = Process()
  private let output = Pipe()

  /// The repository, and the program beside the tests.
  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let program: URL = {
    let words = CommandLine.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
    var folder = URL(fileURLWithPath: words).deletingLastPathComponent()
    while folder.path != "/" {
      let program = folder.appendingPathComponent("gpulearn-serve")
      if FileManager.default.isExecutableFile(atPath: program.path) { return program }
      folder.deleteLastPathComponent()
    }
    return folder
  }()
  static let model = repository.appendingPathComponent("Models/gpulearn.gguf").path

  /// Starts it, and waits until it says where it is.
  init(_ options: [String] = [], model: String = RunningServer.model) throws {
    process.executableURL = Self.program
    process.arguments = [model, "--port", "0", "--threads", "1"] + options
    process.standardOutput = output
    // Whoever reads what the tests write would wait for a server that outlives them.
    process.standardError = FileHandle.nullDevice
    try process.run()
    var text = ""
    var found: UInt16?
    while found == nil {
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { break }
      text += String(decoding: data, as: UTF8.self)
      found = text.split(separator: "127.0.0.1:").dropFirst().first
        .flatMap { UInt16($0.prefix { $0.isNumber }) }
    }
    guard let found else { throw Failure("The server did not start: \(text)") }
    port = found
  }

  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  /// Ends it as a person does, and waits.
  /// - Returns: the code that it ended with.
  @discardableResult
  func stop(_ signal: Int32 = SIGTERM) -> Int32 {
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : -1
  }

  /// The processes of its workers.
  var workers: [Int32] {
    let find = Process()
    let pipe = Pipe()
    find.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    find.arguments = ["pgrep", "-P", String(process.processIdentifier)]
    find.standardOutput = pipe
    guard (try? find.run()) != nil else { return [] }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    find.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { Int32($0) }
  }

  /// A metric's value, all labels of it together.
  func metric(_ name: String) throws -> Double {
    let answer = try RawClient(port).get("/metrics")
    return answer.body.split(separator: "\n").filter { $0.hasPrefix(name + "{") }
      .compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }.reduce(0, +)
  }
}

/// What went wrong in a test's own helper.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
