import CPseudoTerminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension PseudoTerminal {
  /// A program that was built beside the tests, found by its name.
  public static func built(_ name: String) -> String {
    // The tests are themselves a program, or a bundle within a bundle, in the folder of products.
    var folder = executablePath()
    while let slash = folder.lastIndex(of: "/") {
      folder = String(folder[..<slash])
      let candidate = folder + "/" + name
      if access(candidate, X_OK) == 0, !isFolder(candidate) { return candidate }
    }
    return name
  }

  private static func executablePath() -> String {
    #if canImport(Glibc)
      var buffer = [CChar](repeating: 0, count: 4096)
      let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
      return count > 0
        ? String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : ""
    #else
      return CommandLine.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
    #endif
  }

  private static func isFolder(_ path: String) -> Bool {
    var information = stat()
    return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
  }

  /// - Returns: the process, and our end of its terminal.
  static func spawn(
    _ program: String, _ arguments: [String], _ environment: [String: String], _ columns: Int,
    _ rows: Int
  ) throws -> (pid_t, Int32) {
    guard access(program, X_OK) == 0 else {
      throw Failure(description: "There is no program \(program).")
    }
    var process: pid_t = 0
    let words = environment.map { "\($0.key)=\($0.value)" }.sorted()
    let file = withStrings([program] + arguments) { arguments in
      withStrings(words) { environment in
        pseudo_terminal_spawn(
          program, arguments, environment, Int32(columns), Int32(rows), &process)
      }
    }
    guard file >= 0 else { throw Failure(description: "There is no terminal to have.") }
    return (process, file)
  }

  private static func withStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }
}
