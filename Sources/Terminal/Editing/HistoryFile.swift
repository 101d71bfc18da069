#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The lines typed in earlier runs, in a file that only its owner may read. Each line is appended
/// as it is typed, so that a killed program loses none.
final class HistoryFile {
  private let path: String
  private(set) var lines: [String] = []
  private var last: String?

  /// The file is cut to this many lines when it is opened.
  static let most = 1000

  init(path: String) {
    self.path = path
    guard let file = fopen(path, "r") else { return }
    defer { fclose(file) }
    var buffer: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(buffer) }
    while getline(&buffer, &capacity, file) > 0, let buffer {
      var line = String(cString: buffer)
      while line.last?.isNewline == true { line.removeLast() }
      if !line.isEmpty { lines.append(line) }
    }
    last = lines.last
    if lines.count > HistoryFile.most {
      lines.removeFirst(lines.count - HistoryFile.most)
      rewrite()
    }
  }

  /// Adds a line, unless it is the one before it again.
  func append(_ line: String) {
    guard line != last, !line.contains(where: { $0.isNewline }) else { return }
    last = line
    put(line + "\n", to: path, flags: O_WRONLY | O_CREAT | O_APPEND)
  }

  /// Writes the file anew beside the old one and puts it in its place.
  private func rewrite() {
    let new = path + ".new"
    let text = lines.map { $0 + "\n" }.joined()
    if put(text, to: new, flags: O_WRONLY | O_CREAT | O_TRUNC) { rename(new, path) }
  }

  @discardableResult
  private func put(_ text: String, to path: String, flags: Int32) -> Bool {
    let file = open(path, flags, 0o600)
    guard file >= 0 else { return false }
    defer { close(file) }
    return Output.writeAll(Array(text.utf8), to: file)
  }
}
