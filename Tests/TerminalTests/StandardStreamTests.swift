import Basics
import Foundation
import Testing

@testable import Terminal

/// Reading from, writing to and being shaped by what the process was started with.
@Suite final class StandardStreamTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "streams-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func file(_ text: Data) throws -> String {
    let url = folder.appendingPathComponent(UUID().uuidString)
    try text.write(to: url)
    return url.path
  }

  // MARK: Lines

  static let texts: [(text: String, lines: [String])] = [
    ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]), ("\n\n", ["", ""]),
    ("a\r\nb\r\n", ["a", "b"]), ("a\rb\n", ["a\rb"]), ("größe\n", ["größe"]), ("\r\n", [""]),
  ]

  @Test(arguments: texts.indices) func linesOfAFile(_ index: Int) throws {
    let reader = LineReader(path: try file(Data(Self.texts[index].text.utf8)))
    #expect(lines(of: reader) == Self.texts[index].lines)
    #expect(lines(of: reader) == [], "the end stays the end")
  }

  @Test func bytesThatAreNoText() throws {
    let reader = LineReader(path: try file(Data([0x61, 0xFF, 0x62, 10, 0, 10])))
    #expect(lines(of: reader) == ["a\u{FFFD}b", "\u{0}"])
  }

  /// A line of 64 KiB is the longest; of a longer one nothing is taken, and the next is read whole.
  @Test(arguments: [65_535, 65_536, 65_537, 200_000]) func longLines(_ count: Int) throws {
    let long = String(repeating: "x", count: count)
    let reader = LineReader(path: try file(Data("a\n\(long)\nb\n".utf8)))
    #expect(lines(of: reader) == ["a", count <= 65_536 ? long : "line 2 is too long", "b"])
    let last = LineReader(path: try file(Data(long.utf8)))
    #expect(lines(of: last) == [count <= 65_536 ? long : "line 1 is too long"])
  }

  /// A line without an end is given up, and does not grow in memory until then.
  @Test func aLineWithoutAnEnd() {
    let reader = LineReader(path: "/dev/zero")
    #expect(lines(of: reader) == ["The file /dev/zero cannot be read: line 1 has no end."])
  }

  @Test func filesThatCannotBeRead() {
    for (path, why) in [
      (folder.path + "/none", "No such file or directory"), (folder.path, "Is a directory"),
    ] {
      let reader = LineReader(path: path)
      #expect(lines(of: reader) == ["The file \(path) cannot be read: \(why)."])
      #expect(lines(of: reader) == [])
    }
  }

  @Test func linesOfStandardInput() async throws {
    let path = try file(Data("one\ntwo".utf8))
    await #expect(processExitsWith: .success) { [path = path as String] in
      dup2(open(path, O_RDONLY), STDIN_FILENO)
      #expect(lines(of: LineReader()) == ["one", "two"])
      close(STDIN_FILENO)
      #expect(lines(of: LineReader()) == ["Standard input cannot be read: it is closed."])
    }
  }

  // MARK: Output

  /// Whoever shares a stream may have asked not to wait for it; all is written nevertheless.
  @Test func aStreamThatDoesNotWait() throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let (from, to) = (ends[0], ends[1])
    _ = fcntl(to, F_SETFL, O_NONBLOCK)
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    // A thread of its own: a task would wait for one of those that run tests, and writing keeps one of
    // them until it is read.
    let read = Locked<[UInt8]?>(nil)
    let isRead = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      let data = try? FileHandle(fileDescriptor: from, closeOnDealloc: true).readToEnd()
      read.withLock { $0 = data.map { Array($0) } }
      isRead.signal()
    }
    #expect(Output.writeAll(bytes, to: to))
    close(to)
    isRead.wait()
    #expect(read.withLock { $0 } == bytes)
    #expect(!Output.writeAll([1], to: -1))
    #expect(Output.writeAll([], to: -1))
  }

  /// What did not get to standard output is known, in the words of the first failure.
  @Test func aFullDisk() async {
    await #expect(processExitsWith: .success) {
      Output.put("fine\n")
      #expect(Output.failure == nil)
      dup2(open("/dev/full", O_WRONLY), STDOUT_FILENO)
      Output.putError("said\n")
      #expect(Output.failure == nil)
      Output.put("lost\n")
      #expect(Output.failure == "No space left on device")
      close(STDOUT_FILENO)
      Output.put("lost too\n")
      #expect(Output.failure == "No space left on device")
    }
  }

  // MARK: Style

  /// The environment, and what is drawn in it where standard output is no terminal: columns, rows,
  /// colours, Unicode.
  @Test func theEnvironmentShapesTheStyle() async {
    await #expect(processExitsWith: .success) {
      dup2(open("/dev/null", O_WRONLY), STDOUT_FILENO)
      let cases: [(environment: [String: String], style: Style)] = [
        ([:], Style(hasUnicode: false)),
        (["COLUMNS": "100", "LINES": "50"], Style(width: 100, height: 50, hasUnicode: false)),
        (["COLUMNS": "wide", "LINES": ""], Style(hasUnicode: false)),
        (["LANG": "de_DE.UTF-8"], Style()), (["LC_CTYPE": "C.utf8"], Style()),
        (["LC_CTYPE": "C", "LANG": "C.UTF-8"], Style(hasUnicode: false)),
        (["LC_ALL": "C.UTF-8", "LC_CTYPE": "C", "LANG": "C"], Style()),
        (["LC_ALL": "", "LANG": "C.UTF-8"], Style()),
        (["FORCE_COLOR": "1"], Style(hasColor: true, hasUnicode: false)),
        (["CLICOLOR_FORCE": "1"], Style(hasColor: true, hasUnicode: false)),
        (["FORCE_COLOR": "0"], Style(hasUnicode: false)),
        (["FORCE_COLOR": "1", "NO_COLOR": "1"], Style(hasUnicode: false)),
        (["FORCE_COLOR": "1", "NO_COLOR": ""], Style(hasColor: true, hasUnicode: false)),
        (["TERM": "xterm"], Style(hasUnicode: false)),
      ]
      let names = [
        "COLUMNS", "LINES", "LANG", "LC_CTYPE", "LC_ALL", "FORCE_COLOR", "CLICOLOR_FORCE",
        "NO_COLOR", "TERM",
      ]
      for (environment, style) in cases {
        for name in names { unsetenv(name) }
        for (name, value) in environment { setenv(name, value, 1) }
        #expect(Style.detected() == style, "\(environment)")
        var plain = style
        (plain.isPlain, plain.hasColor) = (true, false)
        #expect(Style.detected(isPlain: true) == plain, "\(environment)")
      }
      // The size alone changes while the program runs.
      setenv("COLUMNS", "44", 1)
      setenv("LINES", "33", 1)
      let style = Style(width: 9, height: 9, hasColor: true, hasUnicode: true, isPlain: true)
      let wanted = Style(width: 44, height: 33, hasColor: true, hasUnicode: true, isPlain: true)
      #expect(style.resized() == wanted)
    }
  }

  /// No style is so small or so large that nothing could be drawn in it.
  @Test func sizesAreBounded() {
    #expect(Style(width: -5, height: 0) == Style(width: 20, height: 5))
    #expect(Style(width: .max, height: .max) == Style(width: 1000, height: 1000))
    #expect(Style(width: 20, height: 5).width == 20 && Style(width: 1000).width == 1000)
  }
}

/// What a reader gives, in words.
private func lines(of reader: LineReader) -> [String] {
  var found: [String] = []
  while true {
    switch reader.read() {
    case .line(let line): found.append(line)
    case .tooLong(let number): found.append("line \(number) is too long")
    case .failed(let words): found.append(words)
    case .end: return found
    }
  }
}
