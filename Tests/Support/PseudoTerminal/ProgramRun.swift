import Foundation

/// The program, run to its end, as a shell runs it: without a terminal.
public struct ProgramRun {
  public var output: String
  /// What it wrote to standard error.
  public var error: String
  public var status: Int32

  /// Runs gpulearn as it was built, and waits for it.
  /// - Parameters:
  ///   - environment: the whole of it.
  ///   - folder: the working folder; the tests' own where it is nil.
  ///   - input: standard input.
  public static func run(
    _ arguments: [String], environment: [String: String],
    in folder: String? = nil, input: String = ""
  ) throws -> ProgramRun {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: PseudoTerminal.built("gpulearn"))
    process.arguments = arguments
    process.environment = environment
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    // Files rather than pipes, which a long output would fill.
    let files = FileManager.default.temporaryDirectory
      .appendingPathComponent("program-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: files) }
    let paths = ["stdin", "stdout", "stderr"].map { files.appendingPathComponent($0) }
    for path in paths { try Data(path == paths[0] ? Data(input.utf8) : Data()).write(to: path) }
    process.standardInput = try FileHandle(forReadingFrom: paths[0])
    process.standardOutput = try FileHandle(forWritingTo: paths[1])
    process.standardError = try FileHandle(forWritingTo: paths[2])
    try process.run()
    process.waitUntilExit()
    return ProgramRun(
      output: String(decoding: try Data(contentsOf: paths[1]), as: UTF8.self),
      error: String(decoding: try Data(contentsOf: paths[2]), as: UTF8.self),
      status: process.terminationStatus)
  }
}
